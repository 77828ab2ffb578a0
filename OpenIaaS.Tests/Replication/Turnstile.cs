using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenIaaS.Tests.Replication;

/// <summary>
/// Stands before each word a node says to its database and counts them; at one of them it lets something else happen first. Within a transaction
/// nothing is let in: there the database makes the others wait by itself.
/// </summary>
sealed class Turnstile : DbCommandInterceptor, IDbTransactionInterceptor
{
    int left = -1;
    Func<Task>? meanwhile;

    /// <summary>Whether the word was reached since it was set.</summary>
    public bool Opened => left < 0;

    /// <summary>Lets something happen before the so manyth word from now, from 0 on.</summary>
    public void Set(int word, Func<Task> then) => (left, meanwhile) = (word, then);

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await PassAsync(command.Transaction is not null);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await PassAsync(command.Transaction is not null);
        return result;
    }

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await PassAsync(inside: false);
        return result;
    }

    async Task PassAsync(bool inside)
    {
        if (inside || meanwhile is null || left-- != 0) return;
        var then = meanwhile;
        meanwhile = null;
        await then();
    }
}
