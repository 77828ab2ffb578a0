using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Networks that come to pools and leave them. One host does the work for its pool, and its failure ends that; which networks a pool carries is not kept here.</summary>
sealed class SimulatedNetworkFabric(SimulationStore store, Durations durations, Faults faults) : INetworkFabric
{
    public Task<HardwareTask> PropagateAsync(string key, Id<Pool> pool, string network, CancellationToken stop) => WorkAsync(key, SimulatedWork.Propagate, pool, network, stop);

    public Task<HardwareTask> WithdrawAsync(string key, Id<Pool> pool, string network, CancellationToken stop) => WorkAsync(key, SimulatedWork.Withdraw, pool, network, stop);

    public Task<HardwareTask?> TaskAsync(string key, CancellationToken stop) => store.TaskAsync(key, stop);

    Task<HardwareTask> WorkAsync(string key, SimulatedWork work, Id<Pool> pool, string network, CancellationToken stop) => store.BeginAsync(key, async (database, now) =>
    {
        var hosts = await database.Set<SimulatedHost>().AsNoTracking().Where(host => host.PoolId == pool).ToListAsync(stop);
        hosts.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        if (hosts.Find(host => host.HeartbeatSeenAt(now)) is not { } host)
            return SimulatedTask.Refused(key, work, now, $"No host of the pool answers. {hosts.Find(down => down.Cause is not null)?.Cause}".TrimEnd());
        var path = $"{host.PoolName}/{network}";
        var verdict = await faults.DecideAsync(database, work, path, network, now.UtcTicks, now, durations.ForPropagation(work == SimulatedWork.Propagate, path, now.UtcTicks), stop);
        return new SimulatedTask
        {
            Key = key, Work = work, HostId = host.Id, StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt,
            Succeeds = verdict.Succeeds, Reason = verdict.Reason, Result = network, Settled = true,
        };
    }, stop);
}
