using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <content>Machines that are brought back to a snapshot.</content>
sealed partial class SimulatedHypervisor
{
    public Task<IReadOnlyList<Id<Snapshot>>> SnapshotsAsync(Id<VirtualMachine> machine, CancellationToken stop) => store.ReadAsync<IReadOnlyList<Id<Snapshot>>>(async (database, now) =>
        await database.Set<SimulatedVhd>().Where(vhd => vhd.MachineId == machine && vhd.DroppedAt == null
            && !database.Set<SimulatedTask>().Any(task => task.Work == SimulatedWork.Snapshot && task.SnapshotId == vhd.SnapshotId && task.EndsAt > now))
            .Select(vhd => vhd.SnapshotId).Distinct().OrderBy(snapshot => snapshot).ToListAsync(stop), stop);

    public Task<HardwareTask> RevertAsync(string key, Id<VirtualMachine> machine, Id<Snapshot> snapshot, bool includesMemory, Id<Snapshot> left, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Revert, machine, null, async (database, row, failedAt, now) =>
        {
            var chain = await database.Set<SimulatedVhd>().Where(vhd => vhd.MachineId == machine).ToListAsync(stop);
            List<SimulatedDisk> disks = [.. row.Disks.Where(disk => chain.Exists(vhd => vhd.SnapshotId == snapshot && vhd.DiskId == disk.Id && vhd.DroppedAt is null))];
            if (disks.Count == 0) return Refuse($"{row.Name} has no such snapshot.");
            var volumes = await VolumesAsync(database, row, stop);
            foreach (var onOne in disks.GroupBy(disk => disk.Storage).OrderBy(onOne => volumes[onOne.Key].Name, StringComparer.Ordinal))
                if (volumes[onOne.Key].Refuses(new ByteSize(onOne.Sum(disk => disk.Capacity.Bytes))) is { } refusal) return Refuse(refusal);
            var runs = row.PowerAt(now, failedAt) == PowerState.Running;
            var (host, noRoom) = !includesMemory ? (null, null) : runs ? (row.HostId, null) : Placed(await Admission.ChooseAsync(database, row, null, now, stop));
            if (noRoom is not null) return Refuse(noRoom);

            var verdict = await DecideAsync(database, SimulatedWork.Revert, row, now, durations.ForRevert(
                includesMemory ? new ByteSize(row.Memory) : ByteSize.Zero, runs, disks.Max(disk => volumes[disk.Storage].Delay)), stop);
            List<SimulatedVhd> dropped = [.. disks.Select(disk => Left(left, row, disk, now))];
            foreach (var vhd in dropped) volumes[vhd.VolumeId].Take(vhd.Size);
            database.AddRange(dropped);
            if (verdict.Succeeds) await QueueAsync(database, row, dropped, vhd => Debt(row, vhd, chain, volumes, failedAt, now), verdict.EndsAt, stop);
            if (runs) await Stays.EndAsync(database, machine, now, now, stop);
            if (host is not { } on) row.Occupy(verdict.EndsAt);
            else
            {
                row.Place(on, now, verdict.EndsAt, verdict.Succeeds);
                database.Add(SimulatedStay.Of(row));
            }

            return Snapshotting(key, SimulatedWork.Revert, row, left, host, now, verdict);

            SimulatedTask Refuse(string reason) => SimulatedTask.Refused(key, SimulatedWork.Revert, now, reason);
        }, stop);

    static (Id<Host>? Host, string? Refusal) Placed((SimulatedHost? Host, string? Refusal) chosen) => (chosen.Host?.Id, chosen.Refusal);

    static Task<Dictionary<Id<StorageRepository>, SimulatedVolume>> VolumesAsync(ConsoleDbContext database, SimulatedMachine machine, CancellationToken stop)
    {
        var storages = machine.Disks.Select(disk => disk.Storage).Distinct().ToArray();
        return database.Set<SimulatedVolume>().Where(volume => storages.Contains(volume.Id)).ToDictionaryAsync(volume => volume.Id, stop);
    }

    /// <summary>What a disk was until now: a VHD beside the chain, of which nothing hangs any more.</summary>
    static SimulatedVhd Left(Id<Snapshot> left, SimulatedMachine machine, SimulatedDisk disk, DateTimeOffset now) => new()
    {
        SnapshotId = left, DiskId = disk.Id, MachineId = machine.Id, VolumeId = disk.Storage, Size = disk.Capacity, TakenAt = now,
        Share = disk.Capacity.Bytes / (double)Math.Max(1, machine.Disks.Sum(known => known.Capacity.Bytes)),
    };

    /// <summary>The blocks written since its newest snapshot, or since it was last brought back to one.</summary>
    ByteSize Debt(SimulatedMachine machine, SimulatedVhd left, List<SimulatedVhd> chain, Dictionary<Id<StorageRepository>, SimulatedVolume> volumes, DateTimeOffset? hostFailedAt, DateTimeOffset now)
    {
        var since = chain.Where(vhd => vhd.DiskId == left.DiskId && vhd.DroppedAt is null).Max(vhd => vhd.TakenAt);
        if (machine.RevertedAt > since) since = machine.RevertedAt.Value;
        return new ByteSize((long)(guest.Delta(machine, Stalls.Of(machine, volumes, durations.DiskPatience), since, now, hostFailedAt).Bytes * left.Share));
    }

    /// <summary>Queues the merging of VHDs that no machine writes to: each storage merges one after the other.</summary>
    async Task QueueAsync(ConsoleDbContext database, SimulatedMachine machine, List<SimulatedVhd> dropped, Func<SimulatedVhd, ByteSize> debtOf, DateTimeOffset at, CancellationToken stop)
    {
        var volumes = await VolumesAsync(database, machine, stop);
        var free = await QueuesAsync(database, stop);
        foreach (var vhd in dropped.OrderBy(vhd => vhd.DiskId.Value))
        {
            var debt = debtOf(vhd);
            var begins = free.TryGetValue(vhd.VolumeId, out var others) && others > at ? others : at;
            var took = durations.ForCoalesce(debt, 0, volumes[vhd.VolumeId].Delay).Takes;
            vhd.Drop(at, debt, freezes: false);
            free[vhd.VolumeId] = begins + took;
            database.Add(Merging(vhd, begins, begins + took));
        }
    }
}
