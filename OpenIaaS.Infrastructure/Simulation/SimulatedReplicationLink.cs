using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Copies of machines over the links between zones.</summary>
sealed partial class SimulatedReplicationLink(SimulationStore store, Durations durations, Faults faults, Guest guest) : IReplicationLink
{
    const int IdentitiesPerQuery = 500;

    public Task<IReadOnlyDictionary<string, HardwareTask>> TasksAsync(IReadOnlyCollection<string> keys, CancellationToken stop) => store.TasksAsync(keys, stop);

    // What another node ends early at this very moment is found when it should have ended.
    public Task<EndedTransfers> EndedAsync(DateTimeOffset? since, CancellationToken stop) => store.ReadInTurnAsync(async (database, now) =>
    {
        var from = since <= now ? since.Value : DateTimeOffset.MinValue;
        var tasks = await database.Set<SimulatedTask>().Where(task => task.Work == SimulatedWork.Transfer && task.EndsAt >= from && task.EndsAt <= now)
            .OrderBy(task => task.ExpectedAt).ThenBy(task => task.Key).ToListAsync(stop);
        return new EndedTransfers(now, [.. tasks.Select(task => task.At(now))]);
    }, stop);

    public Task ForgetAsync(DateTimeOffset before, CancellationToken stop) => store.ChangeAsync((database, now) =>
        database.Set<SimulatedTask>().Where(task => task.Work == SimulatedWork.Transfer && task.Settled && task.EndsAt <= now && task.StartedAt < before).ExecuteDeleteAsync(stop), stop);

    public Task<IReadOnlyList<HardwareTask>> TransferAsync(IReadOnlyCollection<TransferRequest> requests, CancellationToken stop) =>
        store.BeginAsync(requests, request => request.Key, async (database, now, fresh) =>
        {
            var site = await SiteAsync(database, tracked: true, stop);
            var machines = await SourcesAsync(database, fresh.Select(request => request.Way.Machine), now, stop);
            var known = await Faults.KnownAsync(database, SimulatedWork.Transfer, stop);
            known.AddRange(await Faults.KnownAsync(database, SimulatedWork.Base, stop));
            var sharing = await database.Set<SimulatedTask>().Where(task => (task.Work == SimulatedWork.Transfer || task.Work == SimulatedWork.Relocate || task.Work == SimulatedWork.CopyBack) && task.EndsAt > now && task.LinkId != null)
                .GroupBy(task => task.LinkId).Select(on => new { on.Key, Count = on.Count() }).ToDictionaryAsync(on => on.Key!.Value, on => on.Count, stop);
            return [.. fresh.Select(request => Begin(request, machines.GetValueOrDefault(request.Way.Machine), site, known, sharing, now))];
        }, stop);

    public Task<IReadOnlyDictionary<Id<VirtualMachine>, string>> ObstaclesAsync(IReadOnlyCollection<ReplicationWay> ways, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyDictionary<Id<VirtualMachine>, string>>(async (database, now) =>
        {
            var site = await SiteAsync(database, tracked: false, stop);
            var sources = await SourcesAsync(database, ways.Select(way => way.Machine), now, stop);
            Dictionary<Id<VirtualMachine>, string> found = [];
            foreach (var way in ways)
                if (Plan(way, sources.GetValueOrDefault(way.Machine), site, now).Refusal is { } refusal) found[way.Machine] = refusal;
            return found;
        }, stop);

    public Task<IReadOnlyDictionary<Id<VirtualMachine>, string>> FreezingAsync(IReadOnlyCollection<Id<VirtualMachine>> machines, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyDictionary<Id<VirtualMachine>, string>>(async (database, now) =>
        {
            var known = await Faults.KnownAsync(database, SimulatedWork.Snapshot, stop);
            var volumes = await database.Set<SimulatedVolume>().AsNoTracking().ToDictionaryAsync(volume => volume.Id, stop);
            Dictionary<Id<VirtualMachine>, string> found = [];
            foreach (var source in (await SourcesAsync(database, machines, now, stop)).Values)
            {
                if (known.Find(fault => fault.Machine == source.Name) is { } frozen) found[source.Id] = frozen.Reason;
                else if (source.Disks.Count > 0 && durations.ForCoalesce(ByteSize.FromMiB(1), guest.WriteRate(source.Key), source.Disks.Max(disk => volumes[disk.Storage].Delay)).Freezes)
                    found[source.Id] = $"The system of {source.Name} writes faster than the blocks of a deleted snapshot are merged: it stands still while that is done.";
            }

            return found;
        }, stop);

    static async Task<Site> SiteAsync(ConsoleDbContext database, bool tracked, CancellationToken stop) => new(
        await (tracked ? database.Set<SimulatedVolume>() : database.Set<SimulatedVolume>().AsNoTracking()).ToDictionaryAsync(volume => volume.Id, stop),
        await database.Set<SimulatedLink>().AsNoTracking().OrderBy(link => link.Id).ToListAsync(stop),
        await database.Set<SimulatedHost>().Where(host => host.FailedAt != null).ToDictionaryAsync(host => host.Id, host => host.FailedAt, stop));

    static async Task<Dictionary<Id<VirtualMachine>, SimulatedMachine>> SourcesAsync(
        ConsoleDbContext database, IEnumerable<Id<VirtualMachine>> machines, DateTimeOffset now, CancellationToken stop)
    {
        Dictionary<Id<VirtualMachine>, SimulatedMachine> sources = [];
        foreach (var some in machines.Chunk(IdentitiesPerQuery))
            foreach (var source in await database.Set<SimulatedMachine>().AsNoTracking().Where(row => some.Contains(row.Id) && row.CreatedAt <= now).ToListAsync(stop)) sources[source.Id] = source;
        return sources;
    }

    SimulatedTask Begin(
        TransferRequest request, SimulatedMachine? source, Site site, List<SimulatedFault> known, Dictionary<Id<ZoneLink>, int> sharing, DateTimeOffset now)
    {
        var missing = source is null || request.Way.Since is null ? null : known.Find(fault => fault.Work == SimulatedWork.Base && fault.Machine == source.Name && fault.Remaining is not 0);
        var (copy, refusal) = Plan(missing is null ? request.Way : request.Way with { Since = null }, source, site, now);
        if (copy is null) return SimulatedTask.Refused(request.Key, SimulatedWork.Transfer, now, refusal!);

        var (link, size) = (copy.Link, copy.Size);
        var among = sharing[link.Id] = sharing.GetValueOrDefault(link.Id) + 1;
        var duration = durations.ForTransfer(size, link.Megabits, link.LatencyMilliseconds, among, link.Slowness * source!.Disks.Select(disk => disk.Storage).Append(request.Way.Target).Max(storage => site.Volumes[storage].Delay), link.LossPercent);
        var verdict = faults.Decide(known.FindAll(fault => fault.Work == SimulatedWork.Transfer), SimulatedWork.Transfer, source!.Key, source.Name, now.UtcTicks, now, duration);
        site.Volumes[request.Way.Target].Take(size);
        if (missing?.Remaining is { } times) missing.Remaining = times - 1;
        var isFull = size == guest.Content(source);
        return new SimulatedTask
        {
            Key = request.Key, Work = SimulatedWork.Transfer, MachineId = source.Id, LinkId = link.Id, VolumeId = request.Way.Target, Size = size,
            HostId = source.PowerAt(now, site.FailedAt(source)) == PowerState.Running ? source.HostId : null,
            StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds, Reason = verdict.Reason,
            Result = HardwareJson.Write(new TransferResult(now, size, isFull, guest.Digest(source.Key, isFull ? null : request.Way.Since, now), isFull ? Because(request.Way, source, missing) : null, missing is not null)),
            Settled = !Settlement.IsNeeded(SimulatedWork.Transfer, verdict.Succeeds),
        };
    }

    static string Because(ReplicationWay way, SimulatedMachine source, SimulatedFault? missing) =>
        missing?.Reason
        ?? (way.Since is not { } then ? $"It is the first copy of {source.Name}."
            : source.RevertedAt >= then ? FormattableString.Invariant($"{source.Name} was brought back to a snapshot at {source.RevertedAt:yyyy-MM-dd HH:mm} UTC: what was copied before is no base of what it is now.")
            : $"As much was written since the newest point as {source.Name} holds.");

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
        if (links.Find(row => row.Connected) is not { } link) return (null, BreachCauses.LinkIsDown);
        // What was there before a machine was brought back to a snapshot is not below its disks any more.
        var size = way.Since is { } then && !(source.RevertedAt >= then) ? guest.Delta(source, Stalls.Of(source, site.Volumes, durations.DiskPatience), then, now, site.FailedAt(source)) : guest.Content(source);
        return target.Refuses(size) is { } full ? (null, full) : (new Copy(link, size), null);
    }

    sealed record Copy(SimulatedLink Link, ByteSize Size);

    /// <summary>What copies depend on beside their machine.</summary>
    sealed record Site(Dictionary<Id<StorageRepository>, SimulatedVolume> Volumes, List<SimulatedLink> Links, Dictionary<Id<Host>, DateTimeOffset?> Failures)
    {
        public DateTimeOffset? FailedAt(SimulatedMachine machine) => machine.HostId is { } host ? Failures.GetValueOrDefault(host) : null;
    }
}
