using Microsoft.EntityFrameworkCore;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>What the hardware will do by itself. Virtual time jumps there; on a running clock nobody asks.</summary>
sealed class Upcoming(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    /// <summary>When the next repaired host is up again, or the next drive rebuilt; null when nothing is under way.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var boot = await database.Set<SimulatedHost>().Where(host => host.HeartbeatFrom > now).MinAsync(host => host.HeartbeatFrom, stop);
        var rebuilt = await database.Set<SimulatedPart>().Where(part => part.RebuiltAt > now).MinAsync(part => part.RebuiltAt, stop);
        return boot < rebuilt || rebuilt is null ? boot : rebuilt;
    }
}
