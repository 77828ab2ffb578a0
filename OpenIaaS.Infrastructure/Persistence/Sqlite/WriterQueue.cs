using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenIaaS.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Lets one connection of this process write at a time, in the order in which they came, engines behind those that somebody waits for. SQLite has one writer; whoever meets another one is told that
/// the database is busy, and its driver sleeps for 150 ms before it asks again. A turn here is a few milliseconds.
/// </summary>
/// <remarks>A turn begins with a transaction, or with a statement that has none, and ends with it; at the latest when the connection is closed.</remarks>
sealed class WriterQueue
{
    readonly WriterTurns turns = new();
    volatile DbConnection? writer;

    public WriterQueue() => Interceptors = [new Saves(), new Transactions(this), new Statements(this), new Connections(this)];

    /// <summary>What a context needs to queue here.</summary>
    public IReadOnlyList<IInterceptor> Interceptors { get; }

    void Enter(DbConnection connection)
    {
        if (ReferenceEquals(writer, connection)) return;
        turns.Enter(Patience.IsPatient);
        writer = connection;
    }

    async ValueTask EnterAsync(DbConnection connection, CancellationToken stop)
    {
        if (ReferenceEquals(writer, connection)) return;
        await turns.EnterAsync(Patience.IsPatient, stop);
        writer = connection;
    }

    void Leave(DbConnection? connection)
    {
        if (connection is null || !ReferenceEquals(writer, connection)) return;
        writer = null;
        turns.Leave();
    }

    /// <summary>A save of one statement gets a transaction as well, so that it has a beginning and an end.</summary>
    sealed class Saves : SaveChangesInterceptor
    {
        public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
        {
            eventData.Context!.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
            return result;
        }

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(SavingChanges(eventData, result));
    }

    sealed class Transactions(WriterQueue queue) : DbTransactionInterceptor
    {
        public override InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
        {
            queue.Enter(connection);
            return result;
        }

        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            await queue.EnterAsync(connection, cancellationToken);
            return result;
        }

        public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Ended(eventData);

        public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => Ended(eventData);

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Ended(eventData);
            return Task.CompletedTask;
        }

        public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Ended(eventData);
            return Task.CompletedTask;
        }

        // A transaction that has ended no longer says whose it was.
        void Ended(TransactionEventData eventData) => queue.Leave(eventData.Context?.Database.GetDbConnection());
    }

    /// <summary>Bulk updates and other statements outside a transaction.</summary>
    sealed class Statements(WriterQueue queue) : DbCommandInterceptor
    {
        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
        {
            if (command is { Transaction: null, Connection: { } connection }) queue.Enter(connection);
            return result;
        }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (command is { Transaction: null, Connection: { } connection }) await queue.EnterAsync(connection, cancellationToken);
            return result;
        }

        public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
        {
            Ended(command);
            return result;
        }

        public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            Ended(command);
            return ValueTask.FromResult(result);
        }

        public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Ended(command);

        public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
        {
            Ended(command);
            return Task.CompletedTask;
        }

        void Ended(DbCommand command)
        {
            if (command.Transaction is null) queue.Leave(command.Connection);
        }
    }

    /// <summary>A transaction that was given up is closed without a word; so is a statement that was cancelled.</summary>
    sealed class Connections(WriterQueue queue) : DbConnectionInterceptor
    {
        public override void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => queue.Leave(connection);

        public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
        {
            queue.Leave(connection);
            return Task.CompletedTask;
        }
    }
}
