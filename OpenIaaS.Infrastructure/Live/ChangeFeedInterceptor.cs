using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Live;

/// <summary>
/// Collects what a save changes and publishes it once it is committed, so that no use case can forget to. Where several nodes share the
/// database it also tells them, within the transaction.
/// </summary>
sealed class ChangeFeedInterceptor(ChangeFeed feed, ChangeNotices? notices) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    readonly ConditionalWeakTable<DbContext, Pending> pending = [];

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

    public override void SaveChangesFailed(DbContextErrorEventData eventData) => Forget(eventData.Context!);

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Forget(eventData.Context!);
        return Task.CompletedTask;
    }

    // A pooled context may have been given back with a transaction that was never committed: what it changed is forgotten here.
    public DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        ForgetUnlessSaving(eventData.Context!);
        return result;
    }

    public ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        ForgetUnlessSaving(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        if (notices is not null && Of(eventData.Context!) is { Count: > 0 } changes) notices.Send(transaction.Connection!, transaction, changes);
        return result;
    }

    public async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (notices is not null && Of(eventData.Context!) is { Count: > 0 } changes) await notices.SendAsync(transaction.Connection!, transaction, changes, cancellationToken);
        return result;
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Publish(eventData.Context!);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Publish(eventData.Context!);
        return Task.CompletedTask;
    }

    void Collect(DbContext database)
    {
        if (feed.Watching == 0 && notices is null) return;
        var mine = pending.GetOrCreateValue(database);
        mine.SavesAlone = database.Database.CurrentTransaction is null;
        if (mine.SavesAlone) mine.Changes.Clear();
        foreach (var entry in database.ChangeTracker.Entries())
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                mine.Changes.Add(new Change(entry.Metadata.ClrType, (entry.Entity as IOwned)?.TenantId));
    }

    void Forget(DbContext database)
    {
        if (!pending.TryGetValue(database, out var mine)) return;
        if (mine.SavesAlone) mine.Changes.Clear();
        mine.SavesAlone = false;
    }

    void ForgetUnlessSaving(DbContext database)
    {
        if (pending.TryGetValue(database, out var mine) && !mine.SavesAlone) mine.Changes.Clear();
    }

    void PublishUnlessInTransaction(DbContext database)
    {
        if (database.Database.CurrentTransaction is null) Publish(database);
        if (pending.TryGetValue(database, out var mine)) mine.SavesAlone = false;
    }

    HashSet<Change> Of(DbContext database) => pending.TryGetValue(database, out var mine) ? mine.Changes : [];

    void Publish(DbContext database)
    {
        if (Of(database) is not { Count: > 0 } changes) return;
        Change[] committed = [.. changes];
        pending.GetOrCreateValue(database).Changes.Clear();
        feed.Publish(committed);
    }

    sealed class Pending
    {
        public HashSet<Change> Changes { get; } = [];

        /// <summary>Whether a save is under way that opens its own transaction.</summary>
        public bool SavesAlone { get; set; }
    }
}
