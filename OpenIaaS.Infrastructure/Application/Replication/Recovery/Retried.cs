using Microsoft.EntityFrameworkCore;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>A change that notes how far work is: when somebody else was faster on one of its rows, it is done again on what is there then.</summary>
static class Retried
{
    const int Attempts = 16;

    /// <param name="change">Loads and changes; does nothing outside the database.</param>
    public static async Task<T> SaveAsync<T>(IDbContextFactory<ConsoleDbContext> databases, Func<ConsoleDbContext, Task<T>> change, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var changed = await change(database);
            try
            {
                await database.SaveChangesAsync(stop);
                return changed;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // The engine ended a run, or another machine took space on the same storage.
            }
        }
    }
}
