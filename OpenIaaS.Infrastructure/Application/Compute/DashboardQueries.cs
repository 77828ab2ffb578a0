using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Backup;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Brings together what the dashboard shows: sums the database makes, whatever the number of machines.</summary>
public sealed class DashboardQueries(
    IDbContextFactory<ConsoleDbContext> databases, PoolQueries pools, HostQueries hosts, StorageQueries storages, BackupPolicyQueries backups, HardwareMapQueries hardware, ReplicaQueries replicas,
    TimeProvider clock)
{
    public async Task<Result<Dashboard>> ReadAsync(Caller caller, CancellationToken stop)
    {
        var (poolRows, hostRows, storageRows) = (await pools.ListAsync(caller, stop), await hosts.ListAsync(null, caller, stop), await storages.ListAsync(caller, stop));
        if (!poolRows.Ok) return Result<Dashboard>.Refused(poolRows.Problems);
        await using var database = await databases.CreateDbContextAsync(stop);
        var landings = await LandingsAsync(database, caller, stop);
        var (byPool, laid) = (hostRows.Value.ToLookup(host => host.PoolId), storageRows.Value.ToLookup(storage => storage.PoolId));
        var zones = poolRows.Value.GroupBy(pool => (pool.ZoneId, pool.Zone, pool.City)).Select(zone => new Dashboard.Zone(
            zone.Key.ZoneId, zone.Key.Zone, zone.Key.City, [.. zone.Select(pool => new Dashboard.Pool(pool, [.. byPool[pool.Id]], [.. laid[pool.Id]]))],
            [.. landings.Where(landing => landing.ToId == zone.Key.ZoneId)])).ToList();
        var summary = caller.May(Permission.BackupRead) ? (await backups.SummaryAsync(caller, stop)).Value : null;
        List<DashboardAlarm> alarms =
        [
            .. HostsLost(zones), .. HardwareBroken(await hardware.PartsAsync(caller, stop)), .. await ReplicasLateAsync(database, landings.Sum(landing => landing.Late), caller, stop), .. StorageFull(storageRows.Value),
            .. await HighAvailabilityOffAsync(database, poolRows.Value, caller, stop), .. NotBackedUp(await replicas.CountsAsync(caller, stop)), .. NoPolicy(summary),
        ];
        return new Dashboard(zones, await LinksAsync(database, zones, landings, stop), alarms, landings.Sum(landing => landing.Replicas), summary);
    }

    async Task<List<Dashboard.Landing>> LandingsAsync(ConsoleDbContext database, Caller caller, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var copies = await (
            from replica in database.VisibleTo<Replica>(caller)
            join machine in database.VirtualMachines on replica.MachineId equals machine.Id
            join source in database.Pools on machine.PoolId equals source.Id
            join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
            join storage in database.StorageRepositories on policy.TargetStorageId equals storage.Id
            join target in database.Pools on storage.PoolId equals target.Id
            select new { From = source.ZoneId, To = target.ZoneId, replica.Size, IsLate = now > replica.LateAt, IsCopying = replica.RunningSince != null }).ToListAsync(stop);
        var names = await database.AvailabilityZones.ToDictionaryAsync(zone => zone.Id, zone => zone.Name, stop);
        return [.. copies.GroupBy(replica => (replica.From, replica.To)).Select(way => new Dashboard.Landing(
            way.Key.From, names[way.Key.From], way.Key.To, way.Count(), way.Count(replica => replica.IsLate), new ByteSize(way.Sum(replica => replica.Size.Bytes)),
            way.Count(replica => replica.IsCopying))).OrderBy(way => way.From, StringComparer.Ordinal)];
    }

    static async Task<List<Dashboard.Link>> LinksAsync(ConsoleDbContext database, List<Dashboard.Zone> zones, List<Dashboard.Landing> landings, CancellationToken stop)
    {
        var names = zones.ToDictionary(zone => zone.Id, zone => zone.Name);
        var links = await database.ZoneLinks.AsNoTracking().ToListAsync(stop);
        return [.. links.Where(link => names.ContainsKey(link.FromId) && names.ContainsKey(link.ToId)).Select(link =>
        {
            var over = landings.Where(way => (way.FromId, way.ToId) == (link.FromId, link.ToId) || (way.FromId, way.ToId) == (link.ToId, link.FromId)).ToList();
            return new Dashboard.Link(
                link.FromId, link.ToId, names[link.FromId], names[link.ToId], link.Megabits, link.LatencyMilliseconds, over.Sum(way => way.Replicas), over.Sum(way => way.Copying));
        }).OrderBy(link => link.From, StringComparer.Ordinal).ThenBy(link => link.To, StringComparer.Ordinal)];
    }

    static IEnumerable<DashboardAlarm> HostsLost(IEnumerable<Dashboard.Zone> zones)
    {
        var hurt = zones.SelectMany(zone => zone.Pools).Where(pool => pool.Hosts.Any(host => host.Status == HostStatus.Failed)).ToList();
        if (hurt.Count == 0) yield break;
        yield return new DashboardAlarm(
            DashboardAlarmKind.HostsLost, hurt.Count, Told(hurt, pool => pool.Row.Name), One(hurt, pool => pool.Row.Id.Value),
            hurt.Sum(pool => pool.Hosts.Count(host => host.Status == HostStatus.Failed)), hurt.Sum(pool => pool.Row.Hosts));
    }

    static IEnumerable<DashboardAlarm> HardwareBroken(Result<IReadOnlyList<HardwareMapQueries.Area>> areas)
    {
        if (!areas.Ok) yield break;
        var broken = areas.Value.SelectMany(area => area.Faults.Select(part => (Area: area, Part: part))).OrderByDescending(found => found.Part.Severity).ToList();
        if (broken.Count == 0) yield break;
        yield return new DashboardAlarm(DashboardAlarmKind.HardwareBroken, broken.Count, [], One(broken, found => found.Part.Id.Value)) { Broken = [.. broken.Take(DashboardAlarm.Named)] };
    }

    async Task<IReadOnlyList<DashboardAlarm>> ReplicasLateAsync(ConsoleDbContext database, int late, Caller caller, CancellationToken stop)
    {
        if (late == 0) return [];
        var worst = await (
            from replica in database.VisibleTo<Replica>(caller)
            join machine in database.VirtualMachines on replica.MachineId equals machine.Id
            join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
            orderby replica.BreachAt
            select new { machine.Name, policy.Interval, Since = replica.LastPointAt ?? replica.ActivatedAt }).FirstAsync(stop);
        return [new DashboardAlarm(DashboardAlarmKind.ReplicasLate, late, [worst.Name], Age: clock.GetUtcNow() - worst.Since, Promise: worst.Interval.Every)];
    }

    static IEnumerable<DashboardAlarm> StorageFull(IEnumerable<StorageQueries.Row> storages)
    {
        var full = storages.Where(storage => storage.IsNearlyFull).OrderByDescending(storage => storage.Share).ToList();
        if (full.Count == 0) yield break;
        yield return new DashboardAlarm(
            DashboardAlarmKind.StorageFull, full.Count, Told(full, storage => storage.Name), One(full, storage => storage.Id.Value), Share: full[0].Share, Free: full[0].Capacity - full[0].Used);
    }

    static async Task<IReadOnlyList<DashboardAlarm>> HighAvailabilityOffAsync(
        ConsoleDbContext database, IReadOnlyList<PoolQueries.Row> pools, Caller caller, CancellationToken stop)
    {
        var off = pools.Where(pool => !pool.HighAvailability).Select(pool => pool.Id).ToList();
        if (off.Count == 0) return [];
        var asked = await database.VisibleTo<VirtualMachine>(caller)
            .Where(machine => off.Contains(machine.PoolId) && machine.HighAvailability == HighAvailabilityPriority.Restart)
            .GroupBy(machine => machine.PoolId).Select(pool => new { pool.Key, Count = pool.Count() }).ToDictionaryAsync(pool => pool.Key, pool => pool.Count, stop);
        var hurt = pools.Where(pool => asked.ContainsKey(pool.Id)).OrderByDescending(pool => asked[pool.Id]).ToList();
        return hurt.Count == 0
            ? []
            : [new DashboardAlarm(DashboardAlarmKind.HighAvailabilityOff, hurt.Count, Told(hurt, pool => pool.Name), One(hurt, pool => pool.Id.Value), asked.Values.Sum())];
    }

    static IEnumerable<DashboardAlarm> NotBackedUp(Result<ReplicaCounts> replicas) =>
        replicas is { Ok: true, Value.NotBackedUp: > 0 and var count } ? [new DashboardAlarm(DashboardAlarmKind.ReplicasNotBackedUp, count, [])] : [];

    static IEnumerable<DashboardAlarm> NoPolicy(BackupSummary? backup) =>
        backup is { WithoutPolicy: > 0 } ? [new DashboardAlarm(DashboardAlarmKind.NoBackupPolicy, backup.WithoutPolicy, [])] : [];

    static List<string> Told<T>(IEnumerable<T> found, Func<T, string> name) => [.. found.Take(DashboardAlarm.Named).Select(name)];

    static Guid? One<T>(List<T> found, Func<T, Guid> id) => found.Count == 1 ? id(found[0]) : null;
}
