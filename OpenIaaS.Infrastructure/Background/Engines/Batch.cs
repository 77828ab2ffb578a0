using Microsoft.EntityFrameworkCore;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Many rows changed in one transaction. When somebody else was faster on one of them, all is done again on what is there then.</summary>
static class Batch
{
    /// <summary>How many are changed at once: few enough that others do not wait for it, enough that the transaction costs little for each.</summary>
    public const int Most = 500;

    const int Attempts = 6;

    /// <param name="change">Loads and changes; what it does outside the database must bear being done twice.</param>
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
            catch (DbUpdateException error) when (attempt < Attempts && (error is DbUpdateConcurrencyException || DatabaseErrors.IsUniqueViolation(error)))
            {
                // A person removed one of the replicas, a storage took a new disk, or another node looked at the same moment.
            }
        }
    }
}
