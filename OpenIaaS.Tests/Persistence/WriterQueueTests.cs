using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Persistence.Sqlite;

namespace OpenIaaS.Tests.Persistence;

/// <summary>The writers of one SQLite file queue in the process instead of being told that the database is busy.</summary>
public sealed class WriterQueueTests : IAsyncDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

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
        await second.WaitAsync(Limit, TimeProvider.System);
    }

    [Fact]
    public async Task Transaction_that_is_given_up_ends_its_turn()
    {
        await using var first = await OpenAsync();
        var transaction = await first.Database.BeginTransactionAsync();
        var second = WriteAsync("save");
        Assert.False(second.IsCompleted);

        await transaction.DisposeAsync();

        await second.WaitAsync(Limit, TimeProvider.System);
    }

    [Fact]
    public async Task Statement_that_fails_ends_its_turn()
    {
        await using var database = await OpenAsync();

        await Assert.ThrowsAsync<SqliteException>(() => database.Database.ExecuteSqlAsync($"DELETE FROM NoSuchTable"));

        await WriteAsync("statement").WaitAsync(Limit, TimeProvider.System);
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

        await WriteAsync("save").WaitAsync(Limit, TimeProvider.System);
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

        await WriteAsync("save").WaitAsync(Limit, TimeProvider.System);
    }

    [Fact]
    public async Task Many_writers_all_have_their_turn()
    {
        await using var database = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(() => WriteAsync(number % 2 == 0 ? "save" : "transaction")))).WaitAsync(Limit, TimeProvider.System);

        Assert.Equal(200, await database.SignInSessions.CountAsync());
    }

    [Fact]
    public async Task Whoever_is_waited_for_goes_before_engines_and_engines_go_on_all_the_same()
    {
        var turns = new WriterTurns();
        List<string> order = [];
        await turns.EnterAsync(isPatient: false, default);

        var engines = Enumerable.Range(0, 2).Select(number => TakeAsync($"engine {number}", isPatient: true)).ToList();
        var people = Enumerable.Range(0, 12).Select(number => TakeAsync($"person {number}", isPatient: false)).ToList();
        turns.Leave();
        await Task.WhenAll(engines.Concat(people)).WaitAsync(Limit, TimeProvider.System);

        Assert.Equal(["person 0", "person 1", "person 2", "person 3", "person 4", "person 5", "person 6", "person 7", "engine 0", "person 8", "person 9", "person 10", "person 11", "engine 1"], order);

        async Task TakeAsync(string name, bool isPatient)
        {
            await turns.EnterAsync(isPatient, default);
            order.Add(name);
            turns.Leave();
        }
    }

    [Fact]
    public async Task Patience_holds_for_all_that_an_engine_calls_and_for_nobody_else()
    {
        var (seen, outside) = (false, false);
        await Task.Run(async () =>
        {
            Patience.Begin();
            await Task.Yield();
            seen = await Task.Run(() => Patience.IsPatient);
        });
        outside = Patience.IsPatient;

        Assert.Equal((true, false), (seen, outside));
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
