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
    const int IdentitiesPerQuery = 500;

    public Task<HardwareTask?> TaskAsync(string key, CancellationToken stop) => store.TaskAsync(key, stop);

    public Task<HardwareTask> TransferAsync(string key, Id<VirtualMachine> machine, DateTimeOffset? since, Id<StorageRepository> target, CancellationToken stop) =>
        store.BeginAsync(key, async (database, now) =>
        {
            var source = await database.Set<SimulatedMachine>().SingleOrDefaultAsync(row => row.Id == machine && row.CreatedAt <= now, stop);
            var site = await SiteAsync(database, stop);
            var (copy, refusal) = Plan(new ReplicationWay(machine, since, target), source, site, now);
            if (copy is null) return SimulatedTask.Refused(key, SimulatedWork.Transfer, now, refusal!);

            var (link, size) = (copy.Link, copy.Size);
            var sharing = 1 + await database.Set<SimulatedTask>().CountAsync(task => task.LinkId == link.Id && task.EndsAt > now, stop);
            var duration = durations.ForTransfer(size, link.Megabits, link.LatencyMilliseconds, sharing);
            var verdict = await faults.DecideAsync(database, SimulatedWork.Transfer, source!.Key, source.Name, source.Works++, now, duration, stop);
            (await database.Set<SimulatedVolume>().SingleAsync(row => row.Id == target, stop)).Take(size);
            return new SimulatedTask
            {
                Key = key, Work = SimulatedWork.Transfer, MachineId = machine, LinkId = link.Id, VolumeId = target, Size = size,
                HostId = source.PowerAt(now, site.FailedAt(source)) == PowerState.Running ? source.HostId : null,
                StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds, Reason = verdict.Reason,
                Result = HardwareJson.Write(new TransferResult(now, size, size == guest.Content(source))),
                Settled = !Settlement.IsNeeded(SimulatedWork.Transfer, verdict.Succeeds),
            };
        }, stop);

    public Task<IReadOnlyDictionary<Id<VirtualMachine>, string>> ObstaclesAsync(IReadOnlyCollection<ReplicationWay> ways, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyDictionary<Id<VirtualMachine>, string>>(async (database, now) =>
        {
            var site = await SiteAsync(database, stop);
            Dictionary<Id<VirtualMachine>, string> found = [];
            foreach (var some in ways.Chunk(IdentitiesPerQuery))
            {
                var asked = some.Select(way => way.Machine).ToArray();
                var sources = await database.Set<SimulatedMachine>().Where(row => asked.Contains(row.Id) && row.CreatedAt <= now).ToDictionaryAsync(row => row.Id, stop);
                foreach (var way in some)
                    if (Plan(way, sources.GetValueOrDefault(way.Machine), site, now).Refusal is { } refusal) found[way.Machine] = refusal;
            }

            return found;
        }, stop);

    static async Task<Site> SiteAsync(ConsoleDbContext database, CancellationToken stop) => new(
        await database.Set<SimulatedVolume>().AsNoTracking().ToDictionaryAsync(volume => volume.Id, stop),
        await database.Set<SimulatedLink>().AsNoTracking().OrderBy(link => link.Id).ToListAsync(stop),
        await database.Set<SimulatedHost>().Where(host => host.FailedAt != null).ToDictionaryAsync(host => host.Id, host => host.FailedAt, stop));

    /// <summary>The link a copy runs over and what it takes on the target, or why there is no way.</summary>
    (Copy? Copy, string? Refusal) Plan(ReplicationWay way, SimulatedMachine? source, Site site, DateTimeOffset now)
    {
        if (source is null) return (null, $"The hypervisor has no machine {way.Machine}.");
        if (site.Volumes.GetValueOrDefault(way.Target) is not { } target) return (null, $"There is no block storage {way.Target}.");
        var cut = source.Disks.Select(disk => site.Volumes[disk.Storage]).Where(volume => !volume.Connected).MinBy(volume => volume.Name, StringComparer.Ordinal);
        if (cut is not null) return (null, cut.Unreachable);
        if (target.ZoneId == source.ZoneId) return (null, $"The block storage {target.Name} lies in the zone of {source.Name}; a replica belongs in another one.");
        var links = site.Links.FindAll(row => (row.FromId == source.ZoneId && row.ToId == target.ZoneId) || (row.FromId == target.ZoneId && row.ToId == source.ZoneId));
        if (links.Count == 0) return (null, $"No link joins the zone of {source.Name} with that of the block storage {target.Name}.");
        if (links.Find(row => row.Connected) is not { } link) return (null, "The link between the zones is down.");
        var size = way.Since is { } then ? guest.Delta(source, then, now, site.FailedAt(source)) : guest.Content(source);
        return target.Refuses(size) is { } full ? (null, full) : (new Copy(link, size), null);
    }

    sealed record Copy(SimulatedLink Link, ByteSize Size);

    /// <summary>What copies depend on beside their machine.</summary>
    sealed record Site(Dictionary<Id<StorageRepository>, SimulatedVolume> Volumes, List<SimulatedLink> Links, Dictionary<Id<Host>, DateTimeOffset?> Failures)
    {
        public DateTimeOffset? FailedAt(SimulatedMachine machine) => machine.HostId is { } host ? Failures.GetValueOrDefault(host) : null;
    }
}
