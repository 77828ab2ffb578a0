using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>
/// Brings what the console knows of hosts in line with the blades: a heartbeat that is missing for longer than the time-out is a failed host,
/// one that is seen again is a host that came back.
/// </summary>
public sealed class HostInventoryEngine(
    IDbContextFactory<ConsoleDbContext> databases, IBladeFabric fabric, FailHost failHost, ReturnHost returnHost, TimeProvider clock) : IEngine
{
    public string Name => "Host inventory";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public IReadOnlyCollection<Type> Watches { get; } = [typeof(Host)];

    /// <summary>When the first silent host is silent for too long; that a heartbeat stops or returns is known to the fabric alone.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var silent = await database.Hosts.Where(host => host.HeartbeatLostAt != null && host.Status != HostStatus.Failed).MinAsync(host => host.HeartbeatLostAt, stop);
        return silent + fabric.HeartbeatTimeOut;
    }

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        var found = await LookAsync(stop);
        return found.Count == 0 ? null : string.Join(" ", found);
    }

    async Task<List<string>> LookAsync(CancellationToken stop)
    {
        var observed = (await fabric.ObserveAsync(stop)).ToDictionary(host => host.Host);
        var missing = observed.Values.Where(host => !host.HeartbeatSeen).Select(host => host.Host).ToList();
        await using var database = await databases.CreateDbContextAsync(stop);
        var suspects = await database.Hosts.Where(host => missing.Contains(host.Id) || host.HeartbeatLostAt != null || host.Status == HostStatus.Failed).ToListAsync(stop);
        List<string> found = [];
        foreach (var host in suspects)
        {
            if (!observed.TryGetValue(host.Id, out var seen)) continue;
            var caller = Caller.System(Name, host.TenantId);
            var lostAt = seen.HeartbeatLostAt ?? clock.GetUtcNow();
            if (!seen.HeartbeatSeen && host.Status != HostStatus.Failed && clock.GetUtcNow() - lostAt >= fabric.HeartbeatTimeOut)
            {
                if ((await failHost.SubmitAsync(new FailHost.Input(host.Id, lostAt, seen.Fault, seen.DownSince), caller, stop)).Ok) found.Add($"{host.Name} failed.");
            }
            else if (!seen.HeartbeatSeen && host.HeartbeatLostAt is null)
            {
                host.LoseHeartbeat(lostAt);
            }
            else if (seen.HeartbeatSeen && host.Status == HostStatus.Failed)
            {
                if ((await returnHost.SubmitAsync(new ReturnHost.Input(host.Id), caller, stop)).Ok) found.Add($"{host.Name} is back.");
            }
            else if (seen.HeartbeatSeen && host.HeartbeatLostAt is not null)
            {
                host.Return();
            }
        }

        await database.SaveObservedAsync(stop);
        return found;
    }
}
