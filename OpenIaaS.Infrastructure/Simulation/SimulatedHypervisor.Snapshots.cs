using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <content>Snapshots, and the merging of what deleted ones leave behind.</content>
sealed partial class SimulatedHypervisor
{
    public Task<HardwareTask> SnapshotAsync(string key, Id<VirtualMachine> machine, Id<Snapshot> snapshot, bool includesMemory, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Snapshot, machine, null, async (database, row, failedAt, now) =>
        {
            var storages = row.Disks.Select(disk => disk.Storage).Distinct().ToArray();
            var volumes = await database.Set<SimulatedVolume>().Where(volume => storages.Contains(volume.Id)).ToDictionaryAsync(volume => volume.Id, stop);
            var total = Math.Max(1, row.Disks.Sum(disk => disk.Capacity.Bytes));
            List<SimulatedVhd> taken = [.. row.Disks.Select((disk, position) => new SimulatedVhd
            {
                SnapshotId = snapshot, DiskId = disk.Id, MachineId = machine, VolumeId = disk.Storage, Share = disk.Capacity.Bytes / (double)total, TakenAt = now,
                Size = disk.Capacity + (position == 0 && includesMemory ? new ByteSize(row.Memory) : ByteSize.Zero),
            })];
            foreach (var onOne in taken.GroupBy(vhd => vhd.VolumeId).OrderBy(onOne => volumes[onOne.Key].Name, StringComparer.Ordinal))
                if (volumes[onOne.Key].Refuses(new ByteSize(onOne.Sum(vhd => vhd.Size.Bytes))) is { } refusal)
                    return SimulatedTask.Refused(key, SimulatedWork.Snapshot, now, refusal);
            var verdict = await DecideAsync(
                database, SimulatedWork.Snapshot, row, now, durations.ForSnapshot(includesMemory ? new ByteSize(row.Memory) : ByteSize.Zero, row.Disks.Max(disk => volumes[disk.Storage].Delay)), stop);
            foreach (var vhd in taken) volumes[vhd.VolumeId].Take(vhd.Size);
            database.AddRange(taken);
            var power = row.PowerAt(now, failedAt);
            row.WorkUntil(verdict.EndsAt, power);
            // The pool's storage manager takes it; only the memory comes from the host.
            return Snapshotting(key, SimulatedWork.Snapshot, row, snapshot, includesMemory ? row.HostId : null, now, verdict);
        }, stop);

    public Task<HardwareTask> DeleteSnapshotAsync(string key, Id<VirtualMachine> machine, Id<Snapshot> snapshot, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.DeleteSnapshot, machine, null, async (database, row, failedAt, now) =>
        {
            var verdict = await DecideAsync(database, SimulatedWork.DeleteSnapshot, row, now, durations.ForDeleteSnapshot(row.Key, row.Works), stop);
            if (verdict.Succeeds) await DropAsync(database, row, snapshot, failedAt, verdict.EndsAt, stop);
            row.WorkUntil(verdict.EndsAt, row.PowerAt(now, failedAt));
            return Snapshotting(key, SimulatedWork.DeleteSnapshot, row, snapshot, null, now, verdict);
        }, stop);

    public Task<IReadOnlyList<CoalesceObservation>> CoalescingAsync(IReadOnlyCollection<Id<Snapshot>> snapshots, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<CoalesceObservation>>(async (database, now) =>
        {
            List<CoalesceObservation> seen = [];
            foreach (var some in snapshots.Chunk(IdentitiesPerQuery))
            {
                var vhds = await database.Set<SimulatedVhd>().Where(vhd => some.Contains(vhd.SnapshotId) && vhd.DroppedAt != null).OrderBy(vhd => vhd.SnapshotId).ThenBy(vhd => vhd.DiskId).ToListAsync(stop);
                var keys = vhds.ConvertAll(vhd => vhd.CoalesceKey);
                var ends = await database.Set<SimulatedTask>().Where(task => keys.Contains(task.Key)).ToDictionaryAsync(task => task.Key, task => task.EndsAt, stop);
                seen.AddRange(vhds.Select(vhd => new CoalesceObservation(vhd.SnapshotId, vhd.DiskId, vhd.Debt, ends[vhd.CoalesceKey] - now, vhd.Freezes)));
            }

            return seen;
        }, stop);

    /// <summary>Queues the merging of what a snapshot leaves: each storage merges one VHD after the other.</summary>
    async Task DropAsync(ConsoleDbContext database, SimulatedMachine machine, Id<Snapshot> snapshot, DateTimeOffset? hostFailedAt, DateTimeOffset at, CancellationToken stop)
    {
        var chain = await database.Set<SimulatedVhd>().Where(vhd => vhd.MachineId == machine.Id).ToListAsync(stop);
        var storages = machine.Disks.Select(disk => disk.Storage).Distinct().ToArray();
        var volumes = await database.Set<SimulatedVolume>().AsNoTracking().Where(volume => storages.Contains(volume.Id)).ToDictionaryAsync(volume => volume.Id, stop);
        var silences = Stalls.Of(machine, volumes, durations.DiskPatience);
        var free = await QueuesAsync(database, stop);
        foreach (var vhd in chain.Where(vhd => vhd.SnapshotId == snapshot).OrderBy(vhd => vhd.DiskId.Value))
        {
            // What was written after it until the next snapshot; after the newest one, until now.
            var next = chain.Where(other => other.DiskId == vhd.DiskId && other.TakenAt > vhd.TakenAt && other.DroppedAt is null).Select(other => (DateTimeOffset?)other.TakenAt).Min();
            var since = next is null && machine.RevertedAt > vhd.TakenAt ? machine.RevertedAt.Value : vhd.TakenAt;
            var debt = new ByteSize((long)(guest.Delta(machine, silences, since, next ?? at, hostFailedAt).Bytes * vhd.Share));
            var begins = free.TryGetValue(vhd.VolumeId, out var others) && others > at ? others : at;
            var writes = next is null && machine.PowerAt(at, hostFailedAt) == PowerState.Running ? guest.WriteRate(machine.Key) * vhd.Share : 0;
            var (took, freezes) = durations.ForCoalesce(debt, writes, volumes[vhd.VolumeId].Delay);
            vhd.Drop(at, debt, freezes);
            if (freezes) machine.Freeze(begins, begins + took);
            free[vhd.VolumeId] = begins + took;
            database.Add(Merging(vhd, begins, begins + took));
        }
    }

    /// <summary>Until when each storage is merging, as far as it has anything to merge.</summary>
    static async Task<Dictionary<Id<StorageRepository>, DateTimeOffset>> QueuesAsync(ConsoleDbContext database, CancellationToken stop) =>
        (await database.Set<SimulatedTask>().Where(task => task.Work == SimulatedWork.Coalesce && !task.Settled).Select(task => new { task.VolumeId, task.EndsAt }).ToListAsync(stop))
            .GroupBy(task => task.VolumeId!.Value).ToDictionary(on => on.Key, on => on.Max(task => task.EndsAt));

    static SimulatedTask Merging(SimulatedVhd vhd, DateTimeOffset begins, DateTimeOffset ends) => new()
    {
        Key = vhd.CoalesceKey, Work = SimulatedWork.Coalesce, MachineId = vhd.MachineId, VolumeId = vhd.VolumeId, SnapshotId = vhd.SnapshotId, Size = vhd.Size,
        StartedAt = begins, ExpectedAt = ends, EndsAt = ends, Succeeds = true, Settled = false,
    };

    static SimulatedTask Snapshotting(string key, SimulatedWork work, SimulatedMachine machine, Id<Snapshot> snapshot, Id<Host>? host, DateTimeOffset now, Faults.Verdict verdict) => new()
    {
        Key = key, Work = work, MachineId = machine.Id, HostId = host, SnapshotId = snapshot,
        StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds, Reason = verdict.Reason,
        Result = snapshot.ToString(), Settled = !Settlement.IsNeeded(work, verdict.Succeeds),
    };
}
