using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Storage;
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
            var chain = await database.SnapshotDisks.Where(disk => disk.MachineId == machine.Id).Select(disk => disk.SnapshotId).Distinct().CountAsync(stop);
            var check = machine.CanSnapshot(includesMemory, chain, disks.Count);
            List<Problem> found = [.. Snapshot.Check(input.Name, input.Description).Problems, .. check.Problems];
            if (found.Count > 0) return found;
            var snapshot = new Snapshot(input.Snapshot, machine.TenantId, machine.Id, input.Name, input.Description, includesMemory, clock.GetUtcNow());
            List<SnapshotDisk> taken = [.. disks.Select((disk, position) => new SnapshotDisk(snapshot, disk, position == 0 && includesMemory ? machine.Memory : ByteSize.Zero))];
            var storages = await StorageRows.UnderAsync(database, taken.Select(disk => disk.StorageRepositoryId), stop);
            foreach (var onOne in taken.GroupBy(disk => disk.StorageRepositoryId))
            {
                var reserved = storages[onOne.Key].Reserve(new ByteSize(onOne.Sum(disk => disk.Size.Bytes)));
                if (!reserved.Ok) found.AddRange(reserved.Problems);
            }

            if (found.Count > 0) return found;
            machine.BeginSnapshot(check);
            database.Add(snapshot);
            database.AddRange(taken);
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
        var taken = await database.SnapshotDisks.Where(disk => disk.SnapshotId == input.Snapshot).ToListAsync(stop);
        var storages = await StorageRows.UnderAsync(database, taken.Select(disk => disk.StorageRepositoryId), stop);
        foreach (var disk in taken) storages[disk.StorageRepositoryId].Release(disk.Size);
        database.RemoveRange(taken);
        database.Remove(await database.Snapshots.SingleAsync(snapshot => snapshot.Id == input.Snapshot, stop));
        (await database.VirtualMachines.SingleAsync(machine => machine.Id == input.VirtualMachine, stop)).End(PendingAction.Snapshotting);
    }
}
