using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.HighAvailability;

/// <summary>
/// What is wrong with high availability, for the bar of every page. Hosts and machines that wait are counted by the database each time; whether a pool
/// survives one more failure is asked of the planner once in a while for all windows of a tenant together.
/// </summary>
public sealed class AvailabilityAlarmQueries(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    /// <summary>How old the answer of the planner may be.</summary>
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<Id<Tenant>, Survivors> survivors = new();

    /// <summary>The alarms, the worst first, by the name of the pool.</summary>
    public async Task<Result<IReadOnlyList<AvailabilityAlarm>>> ListAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var pools = await database.VisibleTo<Pool>(caller).AsNoTracking().Where(pool => pool.HighAvailabilityEnabled).OrderBy(pool => pool.Name).ToListAsync(stop);
        if (pools.Count == 0) return Array.Empty<AvailabilityAlarm>();
        var connected = await database.VisibleTo<Host>(caller).Where(host => host.Status == HostStatus.Connected).GroupBy(host => host.PoolId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, stop);
        var reached = await database.VisibleTo<Domain.Storage.StorageRepository>(caller).Where(storage => storage.IsConnected).Select(storage => storage.Id).ToListAsync(stop);
        var waiting = await (
            from machine in database.VisibleTo<LostMachine>(caller)
            where machine.State == LossState.Waits
            join failure in database.PoolFailures on machine.FailureId equals failure.Id
            group failure by failure.PoolId into pool
            select new { pool.Key, Count = pool.Count(), Newest = pool.Max(failure => failure.DetectedAt) }).ToDictionaryAsync(pool => pool.Key, stop);
        var newest = waiting.Values.Select(pool => pool.Newest).ToList();
        var failures = (await database.VisibleTo<PoolFailure>(caller).Where(failure => newest.Contains(failure.DetectedAt)).Select(failure => new { failure.Id, failure.PoolId, failure.DetectedAt }).ToListAsync(stop))
            .ToLookup(failure => (failure.PoolId, failure.DetectedAt), failure => failure.Id);
        var exposed = await ExposedAsync(database, pools, caller, stop);
        List<AvailabilityAlarm> found = [];
        foreach (var pool in pools)
        {
            var wait = waiting.GetValueOrDefault(pool.Id);
            var few = connected.GetValueOrDefault(pool.Id) < HeartbeatRule.LeastHosts;
            if (few) found.Add(new AvailabilityAlarm(AvailabilityAlarmKind.TooFewHosts, pool.Id, pool.Name, connected.GetValueOrDefault(pool.Id), null));
            if (pool.HeartbeatStorageId is { } heartbeat && !reached.Contains(heartbeat)) found.Add(new AvailabilityAlarm(AvailabilityAlarmKind.NoHeartbeat, pool.Id, pool.Name, 0, null));
            if (wait is not null) found.Add(new AvailabilityAlarm(AvailabilityAlarmKind.Waiting, pool.Id, pool.Name, wait.Count, failures[(pool.Id, wait.Newest)].FirstOrDefault()));
            // One of these says more already.
            else if (!few && exposed.Contains(pool.Id)) found.Add(new AvailabilityAlarm(AvailabilityAlarmKind.SurvivesNone, pool.Id, pool.Name, 0, null));
        }

        return found.OrderBy(alarm => alarm.Kind).ToList();
    }

    async Task<IReadOnlySet<Id<Pool>>> ExposedAsync(ConsoleDbContext database, List<Pool> pools, Caller caller, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        // Switched on or off, or a host that came or went: hosts are few, and they decide it most of all.
        var hosts = await database.VisibleTo<Host>(caller).OrderBy(host => host.Id).Select(host => new { host.Id, host.Status }).ToListAsync(stop);
        var state = string.Join(' ', [.. pools.Select(pool => $"{pool.Id}"), .. hosts.Select(host => $"{host.Id}{host.Status}")]);
        if (survivors.TryGetValue(caller.TenantId, out var known) && known.State == state && now - known.At < Fresh) return known.Exposed;
        HashSet<Id<Pool>> exposed = [];
        foreach (var pool in pools)
            if (!Survival.OfOne(await WhatIfFacts.PromisedAsync(database, pool, stop))) exposed.Add(pool.Id);
        survivors[caller.TenantId] = new Survivors(now, state, exposed);
        return exposed;
    }

    sealed record Survivors(DateTimeOffset At, string State, IReadOnlySet<Id<Pool>> Exposed);
}
