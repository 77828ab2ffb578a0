using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Live;

/// <summary>Collects what a save changes and publishes it once it is committed, so that no use case can forget to.</summary>
sealed class ChangeFeedInterceptor(ChangeFeed feed) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    readonly ConditionalWeakTable<DbContext, HashSet<Change>> pending = [];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Collect(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Collect(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        PublishUnlessInTransaction(eventData.Context!);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        PublishUnlessInTransaction(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Publish(eventData.Context!);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Publish(eventData.Context!);
        return Task.CompletedTask;
    }

    void Collect(DbContext database)
    {
        if (feed.Watching == 0) return;
        var changes = pending.GetOrCreateValue(database);
        foreach (var entry in database.ChangeTracker.Entries())
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                changes.Add(new Change(entry.Metadata.ClrType, (entry.Entity as IOwned)?.TenantId));
    }

    void PublishUnlessInTransaction(DbContext database)
    {
        if (database.Database.CurrentTransaction is null) Publish(database);
    }

    void Publish(DbContext database)
    {
        if (!pending.TryGetValue(database, out var changes) || changes.Count == 0) return;
        Change[] committed = [.. changes];
        changes.Clear();
        feed.Publish(committed);
    }
}
