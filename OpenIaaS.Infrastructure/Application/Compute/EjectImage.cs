using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Takes the ISO out of the DVD drive of a virtual machine.</summary>
public sealed class EjectImage(Submission submission, IHypervisor hypervisor) : IOperation<EjectImage.Input>
{
    public sealed record Input(Id<VirtualMachine> VirtualMachine);

    public string ActivityType => ActivityTypes.ImageEject;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var can = machine.CanEject();
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            machine.BeginDriveChange();
            return MachineTarget.Of(machine);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.InsertAsync(progress.Key("eject"), input.VirtualMachine, null, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        machine.Mount(null);
        machine.End(PendingAction.Updating);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) =>
        (await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop)).End(PendingAction.Updating);
}
