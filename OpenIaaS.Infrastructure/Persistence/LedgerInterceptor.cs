using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>Saves the days and breaches that a replica closed together with its row, whoever changed it: the ledger counts each second once.</summary>
sealed class LedgerInterceptor : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Take(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Take(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    static void Take(DbContext database)
    {
        foreach (var entry in database.ChangeTracker.Entries<Replica>().ToList())
            if (entry.State != EntityState.Unchanged) database.AddRange(entry.Entity.TakeClosed());
    }
}
