using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Gives a snapshot another name and description.</summary>
public sealed class UpdateSnapshot(Submission submission) : ICommand
{
    public sealed record Input(Id<Snapshot> Snapshot, Id<VirtualMachine> VirtualMachine, string Name, string Description);

    public string ActivityType => ActivityTypes.SnapshotUpdate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input asked, Caller caller, CancellationToken stop)
    {
        var input = asked with { Name = asked.Name.Trim(), Description = asked.Description.Trim() };
        return submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var snapshot = await database.Snapshots.SingleOrDefaultAsync(row => row.Id == input.Snapshot && row.MachineId == machine.Id, stop);
            if (snapshot is null) return Problem.NotFound("snapshot", input.Snapshot);
            List<Problem> found = [.. Snapshot.Check(input.Name, input.Description).Problems, .. snapshot.CheckKept().Problems];
            if (found.Count > 0) return found;
            snapshot.Describe(input.Name, input.Description);
            return MachineTarget.Of(machine);
        }, stop);
    }
}
