using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation;

/// <content>What keeps the hosts of a pool from seeing each other, or their heartbeat storage.</content>
sealed partial class Faults
{
    /// <summary>
    /// Cuts the path of one host to its heartbeat storage. The host runs on, and when others still see the storage it fences itself after the time-out;
    /// repairing it mends the path, and then it boots. It is for pools in which high availability is on.
    /// </summary>
    /// <returns><c>heartbeat.already-cut</c>, or <c>blade.already-failed</c> for a host that is down.</returns>
    public Task<Result> CutHeartbeatAsync(Id<Host> id, CancellationToken stop) => store.ChangeAsync<Result>(async (database, now) =>
    {
        var host = await database.Set<SimulatedHost>().SingleAsync(row => row.Id == id, stop);
        if (host.HeartbeatCutAt is not null) return Problem.Conflict("heartbeat.already-cut", $"The path of {host.Name} to its heartbeat storage is cut already; repair it first.");
        if (!host.IsUpAt(now)) return Problem.Conflict("blade.already-failed", $"The blade {host.Name} has failed already; repair it first.");
        host.CutHeartbeat(now);
        await heartbeats.ApplyAsync(database, [host.PoolId], now, stop);
        return Result.Success;
    }, stop);

    /// <summary>
    /// Splits the management network of a pool in two. Each part sees itself alone; all see the block storage as before. Without high availability nobody
    /// would fence a host that runs on unseen, and so it is refused there.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="apart">The hosts that are split off from the others.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns><c>network.no-high-availability</c>, <c>network.already-split</c> or <c>network.not-in-two</c>.</returns>
    public Task<Result> SplitAsync(Id<Pool> pool, IReadOnlyCollection<Id<Host>> apart, CancellationToken stop) => store.ChangeAsync<Result>(async (database, now) =>
    {
        var hosts = await database.Set<SimulatedHost>().Where(host => host.PoolId == pool).ToListAsync(stop);
        var name = hosts.Select(host => host.PoolName).FirstOrDefault() ?? $"{pool}";
        if (!await database.Pools.AnyAsync(row => row.Id == pool && row.HighAvailabilityEnabled, stop))
            return Problem.Conflict("network.no-high-availability", $"High availability of {name} is off: no host would fence itself.");
        if (hosts.Exists(host => host.Segment != 0)) return Problem.Conflict("network.already-split", $"The management network of {name} is split already; repair it first.");
        var off = hosts.Count(host => apart.Contains(host.Id));
        if (off == 0 || off == hosts.Count) return Problem.Conflict("network.not-in-two", $"{name} has {hosts.Count} hosts, and {off} would be split off: each part has one at least.");
        foreach (var host in hosts.Where(host => apart.Contains(host.Id))) host.Segment = 1;
        await heartbeats.ApplyAsync(database, [pool], now, stop);
        return Result.Success;
    }, stop);

    /// <summary>Joins the management network of a pool again; hosts that fenced themselves for it boot.</summary>
    /// <returns><c>network.not-split</c>.</returns>
    public Task<Result> MendNetworkAsync(Id<Pool> pool, CancellationToken stop) => store.ChangeAsync<Result>(async (database, now) =>
    {
        var hosts = await database.Set<SimulatedHost>().Where(host => host.PoolId == pool).ToListAsync(stop);
        if (hosts.TrueForAll(host => host.Segment == 0)) return Problem.Conflict("network.not-split", $"The management network of {hosts.Select(host => host.PoolName).FirstOrDefault()} is whole; there is nothing to repair.");
        foreach (var host in hosts) host.Segment = 0;
        await heartbeats.ApplyAsync(database, [pool], now, stop);
        return Result.Success;
    }, stop);
}
