using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Copies of machines over the links between zones.</summary>
sealed class SimulatedReplicationLink(SimulationStore store, Durations durations, Faults faults, Guest guest) : IReplicationLink
{
    public Task<HardwareTask?> TaskAsync(string key, CancellationToken stop) => store.TaskAsync(key, stop);

    public Task<HardwareTask> TransferAsync(string key, Id<VirtualMachine> machine, DateTimeOffset? since, Id<StorageRepository> target, CancellationToken stop) =>
        store.BeginAsync(key, async (database, now) =>
        {
            var source = await database.Set<SimulatedMachine>().SingleOrDefaultAsync(row => row.Id == machine && row.CreatedAt <= now, stop);
            if (source is null) return Refuse($"The hypervisor has no machine {machine}.");
            var volume = await database.Set<SimulatedVolume>().SingleOrDefaultAsync(row => row.Id == target, stop);
            if (volume is null) return Refuse($"There is no block storage {target}.");
            var (link, refusal) = await LinkAsync(database, source, volume, stop);
            if (link is null) return Refuse(refusal!);

            var host = source.HostId is null ? null : await database.Set<SimulatedHost>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == source.HostId, stop);
            var content = guest.Content(source);
            var size = since is { } then ? guest.Delta(source, then, now, host?.FailedAt) : content;
            if (volume.Refuses(size) is { } full) return Refuse(full);

            var sharing = 1 + await database.Set<SimulatedTask>().CountAsync(task => task.LinkId == link.Id && task.EndsAt > now, stop);
            var duration = durations.ForTransfer(size, link.Megabits, link.LatencyMilliseconds, sharing);
            var verdict = await faults.DecideAsync(database, SimulatedWork.Transfer, source.Key, source.Name, source.Works++, now, duration, stop);
            volume.Take(size);
            return new SimulatedTask
            {
                Key = key, Work = SimulatedWork.Transfer, MachineId = machine, LinkId = link.Id, VolumeId = target, Size = size,
                HostId = source.PowerAt(now, host?.FailedAt) == PowerState.Running ? source.HostId : null,
                StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds, Reason = verdict.Reason,
                Result = HardwareJson.Write(new TransferResult(now, size, size == content)),
                Settled = !Settlement.IsNeeded(SimulatedWork.Transfer, verdict.Succeeds),
            };

            SimulatedTask Refuse(string reason) => SimulatedTask.Refused(key, SimulatedWork.Transfer, now, reason);
        }, stop);

    /// <summary>The link a copy runs over, or why there is no way.</summary>
    static async Task<(SimulatedLink? Link, string? Refusal)> LinkAsync(ConsoleDbContext database, SimulatedMachine source, SimulatedVolume target, CancellationToken stop)
    {
        var storages = source.Disks.Select(disk => disk.Storage).Distinct().ToArray();
        var cut = await database.Set<SimulatedVolume>().AsNoTracking().Where(volume => storages.Contains(volume.Id) && !volume.Connected)
            .OrderBy(volume => volume.Name).FirstOrDefaultAsync(stop);
        if (cut is not null) return (null, cut.Unreachable);
        if (target.ZoneId == source.ZoneId) return (null, $"The block storage {target.Name} lies in the zone of {source.Name}; a replica belongs in another one.");
        var links = await database.Set<SimulatedLink>().AsNoTracking()
            .Where(row => (row.FromId == source.ZoneId && row.ToId == target.ZoneId) || (row.FromId == target.ZoneId && row.ToId == source.ZoneId))
            .OrderBy(row => row.Id).ToListAsync(stop);
        if (links.Count == 0) return (null, $"No link joins the zone of {source.Name} with that of the block storage {target.Name}.");
        return links.Find(row => row.Connected) is { } link ? (link, null) : (null, "The link between the zones is down.");
    }
}
