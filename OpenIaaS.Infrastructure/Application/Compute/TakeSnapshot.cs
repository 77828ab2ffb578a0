using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Takes a snapshot of every disk of a virtual machine, and of its memory when asked to.</summary>
public sealed class TakeSnapshot(Submission submission, IHypervisor hypervisor, IdSource ids, TimeProvider clock) : IOperation<TakeSnapshot.Input>
{
    /// <param name="Snapshot">The identity the snapshot has from the moment it was asked for.</param>
    public sealed record Input(Id<Snapshot> Snapshot, Id<VirtualMachine> VirtualMachine, string Name, string Description, bool IncludesMemory);

    public string ActivityType => ActivityTypes.SnapshotTake;

    /// <summary>Accepts a snapshot: its space is taken and its row stands, marked as being taken, when this returns.</summary>
    public Task<Result<Id<Activity>>> SubmitAsync(Id<VirtualMachine> id, string name, string description, bool includesMemory, Caller caller, CancellationToken stop)
    {
        var input = new Input(ids.Next<Snapshot>(), id, name.Trim(), description.Trim(), includesMemory);
        return submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var disks = await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).OrderBy(disk => disk.Position).ToListAsync(stop);
            var check = machine.CanSnapshot(includesMemory, await SnapshotRows.ChainAsync(database, machine.Id, stop), disks.Count);
            List<Problem> found = [.. Snapshot.Check(input.Name, input.Description).Problems, .. check.Problems];
            if (found.Count > 0) return found;
            var snapshot = new Snapshot(input.Snapshot, machine, input.Name, input.Description, includesMemory, clock.GetUtcNow());
            List<SnapshotDisk> taken = [.. disks.Select((disk, position) => new SnapshotDisk(snapshot, disk, position == 0 && includesMemory ? machine.Memory : ByteSize.Zero))];
            var reserved = await SnapshotRows.ReserveAsync(database, taken, stop);
            if (!reserved.Ok) return Result<ActivityTarget>.Refused(reserved.Problems);
            machine.BeginSnapshot(check);
            database.Add(snapshot);
            return MachineTarget.Of(machine);
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.SnapshotAsync(progress.Key("snapshot"), input.VirtualMachine, input.Snapshot, input.IncludesMemory, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        (await database.Snapshots.SingleAsync(snapshot => snapshot.Id == input.Snapshot, stop)).Keep();
        (await database.VirtualMachines.SingleAsync(machine => machine.Id == input.VirtualMachine, stop)).End(PendingAction.Snapshotting);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        await SnapshotRows.ReleaseAsync(database, input.Snapshot, stop);
        database.Remove(await database.Snapshots.SingleAsync(snapshot => snapshot.Id == input.Snapshot, stop));
        (await database.VirtualMachines.SingleAsync(machine => machine.Id == input.VirtualMachine, stop)).End(PendingAction.Snapshotting);
    }
}
