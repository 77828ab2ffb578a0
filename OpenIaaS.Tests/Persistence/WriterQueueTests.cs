using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Tests.Persistence;

/// <summary>The writers of one SQLite file queue in the process instead of being told that the database is busy.</summary>
public sealed class WriterQueueTests : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    Installation? installation;

    [Theory]
    [InlineData("save")]
    [InlineData("statement")]
    [InlineData("transaction")]
    public async Task Whoever_comes_second_waits_until_the_first_has_committed(string kind)
    {
        await using var first = await OpenAsync();
        await using var transaction = await first.Database.BeginTransactionAsync();
        await first.Database.ExecuteSqlAsync($"DELETE FROM SignInSessions");

        var second = WriteAsync(kind);

        Assert.False(second.IsCompleted);

        await transaction.CommitAsync();
        await second.WaitAsync(Patience, TimeProvider.System);
    }

    [Fact]
    public async Task Transaction_that_is_given_up_ends_its_turn()
    {
        await using var first = await OpenAsync();
        var transaction = await first.Database.BeginTransactionAsync();
        var second = WriteAsync("save");
        Assert.False(second.IsCompleted);

        await transaction.DisposeAsync();

        await second.WaitAsync(Patience, TimeProvider.System);
    }

    [Fact]
    public async Task Statement_that_fails_ends_its_turn()
    {
        await using var database = await OpenAsync();

        await Assert.ThrowsAsync<SqliteException>(() => database.Database.ExecuteSqlAsync($"DELETE FROM NoSuchTable"));

        await WriteAsync("statement").WaitAsync(Patience, TimeProvider.System);
    }

    [Fact]
    public async Task Save_that_fails_ends_its_turn()
    {
        await using (var database = await OpenAsync())
        {
            var session = Session();
            database.Add(session);
            await database.SaveChangesAsync();
            database.ChangeTracker.Clear();
            database.Add(Session(session.Id));
            await Assert.ThrowsAsync<DbUpdateException>(() => database.SaveChangesAsync());
        }

        await WriteAsync("save").WaitAsync(Patience, TimeProvider.System);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_takes_no_turn()
    {
        await using var first = await OpenAsync();
        var transaction = await first.Database.BeginTransactionAsync();
        using var stop = new CancellationTokenSource();
        await using var second = installation!.Database();
        second.Add(Session());
        var waiting = second.SaveChangesAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await transaction.RollbackAsync();

        await WriteAsync("save").WaitAsync(Patience, TimeProvider.System);
    }

    [Fact]
    public async Task Many_writers_all_have_their_turn()
    {
        await using var database = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(() => WriteAsync(number % 2 == 0 ? "save" : "transaction")))).WaitAsync(Patience, TimeProvider.System);

        Assert.Equal(200, await database.SignInSessions.CountAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (installation is not null) await installation.DisposeAsync();
    }

    async Task<ConsoleDbContext> OpenAsync() => (installation = await Installation.CreateAsync(Store.SqliteFile)).Database();

    async Task WriteAsync(string kind)
    {
        await using var database = installation!.Database();
        if (kind == "statement")
        {
            await database.SignInSessions.ExecuteDeleteAsync();
            return;
        }

        await using var transaction = kind == "transaction" ? await database.Database.BeginTransactionAsync() : null;
        database.Add(Session());
        await database.SaveChangesAsync();
        if (transaction is not null) await transaction.CommitAsync();
    }

    SignInSession Session(Guid? id = null) => new()
    {
        Id = id ?? installation!.Get<IdSource>().Next(), UserId = Guid.Empty, SecurityStamp = "", SignedInAt = installation!.Clock.GetUtcNow(), LastSeenAt = installation.Clock.GetUtcNow(),
    };
}
