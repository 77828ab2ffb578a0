using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Deletes a snapshot. Its space is free only when its blocks are merged, which the hypervisor does after that.</summary>
public sealed class DeleteSnapshot(Submission submission, IHypervisor hypervisor, TimeProvider clock) : IOperation<DeleteSnapshot.Input>
{
    public sealed record Input(Id<Snapshot> Snapshot, Id<VirtualMachine> VirtualMachine);

    public string ActivityType => ActivityTypes.SnapshotDelete;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var snapshot = await database.Snapshots.SingleOrDefaultAsync(row => row.Id == input.Snapshot && row.MachineId == machine.Id, stop);
            if (snapshot is null) return Problem.NotFound("snapshot", input.Snapshot);
            var begun = machine.BeginSnapshot(machine.CanDeleteSnapshot());
            if (begun.Ok) begun = snapshot.BeginDelete();
            return begun.Ok ? MachineTarget.Of(machine) : Result<ActivityTarget>.Refused(begun.Problems);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.DeleteSnapshotAsync(progress.Key("delete-snapshot"), input.VirtualMachine, input.Snapshot, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        await SnapshotRows.ObserveAsync(database, hypervisor, input.Snapshot, clock.GetUtcNow(), stop);
        database.Remove(await database.Snapshots.SingleAsync(snapshot => snapshot.Id == input.Snapshot, stop));
        (await database.VirtualMachines.SingleAsync(machine => machine.Id == input.VirtualMachine, stop)).End(PendingAction.Snapshotting);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        (await database.Snapshots.SingleAsync(snapshot => snapshot.Id == input.Snapshot, stop)).Keep();
        (await database.VirtualMachines.SingleAsync(machine => machine.Id == input.VirtualMachine, stop)).End(PendingAction.Snapshotting);
    }
}
