using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>
/// Brings back machines that went down with their host. Restart machines are tried again whenever room appears, and at the least every two
/// minutes; a best-effort machine is tried once, after every restart machine of the pool was planned (Concepts, High Availability).
/// </summary>
public sealed class HighAvailabilityEngine(IDbContextFactory<ConsoleDbContext> databases, RecoverVirtualMachine recover, IBladeFabric fabric, TimeProvider clock) : IEngine
{
    public string Name => "High availability";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public IReadOnlyCollection<Type> Watches { get; } = [typeof(Host), typeof(VirtualMachine), typeof(Pool)];

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var tried = await database.VirtualMachines
            .Where(machine => machine.LostAt != null && machine.CopyRunsSince == null && machine.Pending == PendingAction.None && machine.HighAvailability == HighAvailabilityPriority.Restart)
            .MinAsync(machine => machine.RecoveryTriedAt, stop);
        return tried + HeartbeatRule.RetryEvery;
    }

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var pools = await database.Pools
            .Where(pool => pool.HighAvailabilityEnabled && database.VirtualMachines.Any(machine => machine.PoolId == pool.Id && machine.LostAt != null && machine.CopyRunsSince == null
                && machine.Pending == PendingAction.None && machine.HighAvailability != HighAvailabilityPriority.Disabled))
            .Select(pool => new { pool.Id, pool.TenantId }).ToListAsync(stop);
        var asked = 0;
        foreach (var pool in pools) asked += await RecoverAsync(database, pool.Id, Caller.System(Name, pool.TenantId), stop);
        return asked == 0 ? null : $"{asked} machines are being restarted.";
    }

    async Task<int> RecoverAsync(ConsoleDbContext database, Id<Pool> pool, Caller caller, CancellationToken stop)
    {
        var lost = await database.VirtualMachines.AsNoTracking()
            .Where(machine => machine.PoolId == pool && machine.LostAt != null && machine.CopyRunsSince == null && machine.Pending == PendingAction.None && machine.Power == PowerState.Halted)
            .ToListAsync(stop);
        var restart = lost.Where(machine => machine.HighAvailability == HighAvailabilityPriority.Restart).ToList();
        var bestEffort = lost.Where(machine => machine.HighAvailability == HighAvailabilityPriority.BestEffort && !machine.BestEffortSpent).ToList();
        if (restart.Count + bestEffort.Count == 0) return 0;

        var silent = await database.Hosts.Where(host => host.PoolId == pool && host.Status == HostStatus.Connected && host.HeartbeatLostAt != null)
            .ToDictionaryAsync(host => host.Id, host => host.HeartbeatLostAt!.Value, stop);
        // Hosts that fail together are found one after the other: one plan for all their machines, and none onto a host that is silent.
        if (silent.Values.Any(since => since + fabric.HeartbeatTimeOut - clock.GetUtcNow() <= HeartbeatRule.Together)) return 0;
        var hosts = (await PoolFacts.RoomAsync(database, pool, stop)).Where(host => host.Status == HostStatus.Connected && !silent.ContainsKey(host.Host))
            .Select(host => new RestartHost(host.Host, host.Name, host.Free)).ToList();
        var plan = RestartPlanner.Plan(hosts, [.. restart.Select(Waiting)], [.. bestEffort.Select(Waiting)]);
        var byId = lost.ToDictionary(machine => machine.Id);
        var newestFailure = await database.Hosts.Where(host => host.PoolId == pool).MaxAsync(host => host.FailedAt, stop);
        var asked = 0;
        foreach (var placement in plan.Placements)
        {
            if (!IsDue(byId[placement.Machine.Machine], placement.Host is not null, newestFailure)) continue;
            var host = hosts.FirstOrDefault(known => known.Host == placement.Host);
            var accepted = await recover.SubmitAsync(new RecoverVirtualMachine.Input(placement.Machine.Machine, host?.Host, host?.Name, placement.Reason?.Message), caller, stop);
            if (accepted.Ok) asked++;
        }

        return asked;
    }

    /// <summary>
    /// The first attempt at once; after one that found no room, or whose host failed under it, as soon as there is some; otherwise after XAPI's
    /// interval.
    /// </summary>
    bool IsDue(VirtualMachine machine, bool hasRoom, DateTimeOffset? newestFailure) =>
        machine.RecoveryTriedAt is not { } tried || (hasRoom && (machine.RecoveryFoundNoRoom || newestFailure > tried)) || clock.GetUtcNow() - tried >= HeartbeatRule.RetryEvery;

    static RestartMachine Waiting(VirtualMachine machine) => new(machine.Id, machine.Name, machine.Memory, machine.StartOrder);
}
