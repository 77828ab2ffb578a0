using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What pages and exports tell of metrics: always the tenant's own, and as many figures for a month as for an hour.</summary>
public sealed class MetricsQueries(IDbContextFactory<ConsoleDbContext> databases, IMetrics metrics, TimeProvider clock)
{
    /// <summary>What one block storage does now.</summary>
    public sealed record StorageUse(Id<StorageRepository> Storage, Use Use);

    /// <summary>Hosts and what was taken of them, all together or apart.</summary>
    public async Task<Result<ComputeMetrics>> ComputeAsync(UsePeriod period, MetricGrouping grouping, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.MetricRead)) return Problem.Forbidden(Permission.MetricRead);
        var window = UseWindow.Of(period, clock.GetUtcNow());
        await using var database = await databases.CreateDbContextAsync(stop);
        var hosts = await (
            from host in database.VisibleTo<Host>(caller).AsNoTracking()
            join pool in database.Pools on host.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name, host.Name
            select new { Host = host, Zone = zone.Name }).ToListAsync(stop);
        var running = await database.VisibleTo<VirtualMachine>(caller).CountAsync(machine => machine.Power == PowerState.Running, stop);
        var machines = await database.VisibleTo<VirtualMachine>(caller).CountAsync(stop);
        Dictionary<Id<Host>, Use[]> uses = [];
        foreach (var pool in hosts.Select(found => found.Host.PoolId).Distinct())
            foreach (var (host, use) in (await metrics.PoolAsync(pool, window, stop)).Hosts) uses[host] = use;
        var groups = hosts.GroupBy(found => grouping switch
        {
            MetricGrouping.All => "",
            MetricGrouping.Zone => found.Zone,
            MetricGrouping.Each => found.Host.Name,
        }).Select(group => new ComputeMetrics.Group(
            group.Key, group.Sum(found => found.Host.Class.Threads), group.Sum(found => (double)found.Host.MemoryForMachines.Bytes),
            Sum(window, group.Select(found => uses.GetValueOrDefault(found.Host.Id)))));
        return new ComputeMetrics(
            window, hosts.Select(found => found.Zone).Distinct().Count(), hosts.Select(found => found.Host.PoolId).Distinct().Count(), hosts.Count, machines, running, [.. groups]);
    }

    /// <summary>Block storage and what was taken of it, all together or apart.</summary>
    /// <param name="grouping">Together, by zone, or each by itself.</param>
    public async Task<Result<StorageMetrics>> StorageAsync(UsePeriod period, MetricGrouping grouping, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.MetricRead)) return Problem.Forbidden(Permission.MetricRead);
        var window = UseWindow.Of(period, clock.GetUtcNow());
        await using var database = await databases.CreateDbContextAsync(stop);
        var storages = await (
            from storage in database.VisibleTo<StorageRepository>(caller).AsNoTracking()
            join pool in database.Pools on storage.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name, storage.Name
            select new { Storage = storage, Zone = zone.Name }).ToListAsync(stop);
        Dictionary<Id<StorageRepository>, Use[]> uses = [];
        foreach (var pool in storages.Select(found => found.Storage.PoolId).Distinct())
            foreach (var (storage, use) in (await metrics.PoolAsync(pool, window, stop)).Storages) uses[storage] = use;
        var taken = await SpaceTaken.OfAsync(database, window, caller, stop);
        var groups = storages.GroupBy(found => grouping switch
        {
            MetricGrouping.All => "",
            MetricGrouping.Zone => found.Zone,
            MetricGrouping.Each => found.Storage.Name,
        }).Select(group => new StorageMetrics.Group(
            group.Key, group.Sum(found => found.Storage.Class.IopsOf(found.Storage.Capacity) ?? 0), Total(group.Select(found => found.Storage.Used)), Total(group.Select(found => found.Storage.Capacity)),
            Sum(window, group.Select(found => uses.GetValueOrDefault(found.Storage.Id))), taken.Sum(group.Select(found => found.Storage))));
        return new StorageMetrics(window, taken.Known, storages.Count, [.. groups]);
    }

    /// <summary>What each block storage the caller sees does now, as the last whole step of the last hour tells.</summary>
    public async Task<Result<IReadOnlyList<StorageUse>>> StorageNowAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.MetricRead)) return Problem.Forbidden(Permission.MetricRead);
        var last = UseWindow.Of(UsePeriod.Hour, clock.GetUtcNow()).Last(2);
        await using var database = await databases.CreateDbContextAsync(stop);
        var pools = await database.VisibleTo<Pool>(caller).Select(pool => pool.Id).ToListAsync(stop);
        List<StorageUse> now = [];
        foreach (var pool in pools)
            foreach (var (storage, use) in (await metrics.PoolAsync(pool, last, stop)).Storages) now.Add(new StorageUse(storage, use[0]));
        return now;
    }

    /// <summary>What one machine took.</summary>
    public async Task<Result<MachineMetrics>> MachineAsync(Id<VirtualMachine> machine, UsePeriod period, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.MetricRead)) return Problem.Forbidden(Permission.MetricRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await database.VisibleTo<VirtualMachine>(caller).AsNoTracking().SingleOrDefaultAsync(row => row.Id == machine, stop);
        if (found is null) return Problem.NotFound(MachineTarget.Noun, machine);
        var window = UseWindow.Of(period, clock.GetUtcNow());
        return new MachineMetrics(window, found.Name, found.VirtualCpus, found.Memory, found.Tools.ManagementAgent, await metrics.MachineAsync(machine, window, stop));
    }

    static ByteSize Total(IEnumerable<ByteSize> sizes) => new(sizes.Sum(size => size.Bytes));

    static Use[] Sum(UseWindow window, IEnumerable<Use[]?> uses)
    {
        var sum = new Use[window.Count];
        foreach (var use in uses)
            for (var step = 0; use is not null && step < sum.Length; step++) sum[step] += use[step];
        return sum;
    }
}
