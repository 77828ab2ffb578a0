using Microsoft.EntityFrameworkCore;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>What the hardware will do by itself. Virtual time jumps there; on a running clock nobody asks.</summary>
sealed class Upcoming(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    /// <summary>When the next repaired host is up again, the next drive rebuilt, or the next host fences itself; null when nothing is under way.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var boot = await database.Set<SimulatedHost>().Where(host => host.HeartbeatFrom > now).MinAsync(host => host.HeartbeatFrom, stop);
        var rebuilt = await database.Set<SimulatedPart>().Where(part => part.RebuiltAt > now).MinAsync(part => part.RebuiltAt, stop);
        var fence = await database.Set<SimulatedTask>().Where(task => task.Work == SimulatedWork.Fence && !task.Settled && task.EndsAt > now).MinAsync(task => (DateTimeOffset?)task.EndsAt, stop);
        return new[] { boot, rebuilt, fence }.Min();
    }
}
