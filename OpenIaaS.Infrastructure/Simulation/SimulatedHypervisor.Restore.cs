using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <content>Machines made out of recovery points.</content>
sealed partial class SimulatedHypervisor
{
    public Task<HardwareTask> RestoreAsync(string key, RestoreOrder order, CancellationToken stop) => store.BeginAsync(key, async (database, now) =>
    {
        if (await database.Set<SimulatedMachine>().AnyAsync(row => row.Id == order.Machine, stop)) return Refuse($"The hypervisor has a machine {order.Machine} already.");
        // What is in the point is drawn from the name path of the machine it is of, whatever became of that.
        var source = await database.Set<SimulatedMachine>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == order.Source, stop);
        if (source is null) return Refuse($"There is no recovery point of a machine {order.Source}.");
        var pool = (await database.Set<SimulatedHost>().AsNoTracking().Where(host => host.PoolId == order.Pool).ToListAsync(stop)).FindAll(host => host.HeartbeatSeenAt(now));
        if (pool.Count == 0) return Refuse($"No host of the pool of {order.Name} answers.");
        var (volumes, refusal) = await RoomAsync(database, order, stop);
        if (volumes is null) return Refuse(refusal!);

        var pace = order.Disks.Max(disk => Durations.Clone.Single(row => row.Name == volumes[disk.Storage].ClassName).Value * volumes[disk.Storage].Delay);
        var duration = durations.ForRestore(guest.Content(source), pace, pool.Max(host => host.Gigabits), order.Machine.ToString());
        var verdict = await faults.DecideAsync(database, SimulatedWork.Restore, $"{source.Key}/{order.Machine}", source.Name, 0, now, duration, stop);
        foreach (var disk in order.Disks) volumes[disk.Storage].Take(disk.Capacity);
        database.Add(new SimulatedMachine
        {
            Id = order.Machine, PoolId = order.Pool, ZoneId = pool[0].ZoneId, Key = source.Key, Name = order.Name, VirtualCpus = order.VirtualCpus, Memory = order.Memory.Bytes,
            HasGuestSystem = source.HasGuestSystem, DisksJson = HardwareJson.Write(order.Disks.Select(disk => new SimulatedDisk(disk.Id, disk.Storage, disk.Capacity))),
            CreatedAt = verdict.ExpectedAt, ChangedAt = verdict.EndsAt, Works = 1,
        });
        return new SimulatedTask
        {
            Key = key, Work = SimulatedWork.Restore, MachineId = order.Machine, StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds,
            Reason = verdict.Reason, Result = guest.Digest(source.Key, order.CapturedAt).ToString(CultureInfo.InvariantCulture), Settled = !Settlement.IsNeeded(SimulatedWork.Restore, verdict.Succeeds),
        };

        SimulatedTask Refuse(string reason) => SimulatedTask.Refused(key, SimulatedWork.Restore, now, reason);
    }, stop);

    /// <summary>The volumes with room for all disks of the order, or the first that has none.</summary>
    static async Task<(Dictionary<Id<StorageRepository>, SimulatedVolume>? Volumes, string? Refusal)> RoomAsync(ConsoleDbContext database, RestoreOrder order, CancellationToken stop)
    {
        var storages = order.Disks.Select(disk => disk.Storage).Distinct().ToArray();
        var volumes = await database.Set<SimulatedVolume>().Where(row => storages.Contains(row.Id)).ToDictionaryAsync(row => row.Id, stop);
        foreach (var onOne in order.Disks.GroupBy(disk => disk.Storage))
        {
            if (!volumes.TryGetValue(onOne.Key, out var volume)) return (null, $"There is no block storage {onOne.Key}.");
            if (volume.Refuses(new ByteSize(onOne.Sum(disk => disk.Capacity.Bytes))) is { } full) return (null, full);
        }

        return (volumes, null);
    }
}
