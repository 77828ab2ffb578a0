using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>Brings the database to the present model before anything else begins, also after a start that was killed half way.</summary>
public sealed class DatabaseStartup(IDbContextFactory<ConsoleDbContext> databases, IdSource ids, TimeProvider clock, ILogger<DatabaseStartup> log)
{
    public async Task MigrateAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        // Asking what is pending is cheap; Migrate itself compares the whole model with its snapshot first, half a second of every start.
        if ((await database.Database.GetPendingMigrationsAsync(stop)).ToList() is { Count: > 0 } pending)
        {
            if (database.Database.IsSqlite()) await ClearStaleLockAsync(database, stop);
            await database.Database.MigrateAsync(stop);
            await NewPermissions.GrantAsync(database, pending, stop);
        }

        // Not only after a migration: the start that migrated may have been killed before this.
        if (!await database.BackboneNetworks.AnyAsync(stop)) await NetworkHomes.FillAsync(database, ids, clock.GetUtcNow(), stop);
        if (database.Database.IsSqlite()) await ReleaseLeasesAsync(database, stop);
    }

    /// <summary>
    /// EF Core leaves its migration lock behind when the process is killed, and would wait for it for ever. Only one process has this file
    /// (see <see cref="DataDirectory"/>), so a lock found at start is always stale.
    /// </summary>
    async Task ClearStaleLockAsync(ConsoleDbContext database, CancellationToken stop)
    {
        if (!await database.Database.CanConnectAsync(stop)) return;
        var tables = await database.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(stop);
        if (tables == 0) return;
        var cleared = await database.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", stop);
        if (cleared > 0) log.LogWarning("Cleared a migration lock that an interrupted start had left behind");
    }

    /// <summary>With one process no other owner can be alive: what was running when the last one ended is taken up at once.</summary>
    public static Task<int> ReleaseLeasesAsync(ConsoleDbContext database, CancellationToken stop) =>
        database.Activities.Where(activity => activity.State == ActivityState.Running)
            .ExecuteUpdateAsync(activity => activity.SetProperty(row => row.LeaseUntil, DateTimeOffset.UnixEpoch), stop);
}
