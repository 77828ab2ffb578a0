using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Persistence.Sqlite;

namespace OpenIaaS.Tests.Persistence;

/// <summary>What commits leave in the log of the file is brought into it by somebody else.</summary>
public sealed class CheckpointsTests
{
    const int Page = 4096;

    [Fact]
    public async Task Commits_leave_the_log_to_the_service_which_takes_it_over()
    {
        await using var installation = await Installation.CreateAsync(Store.SqliteFile);
        await using var database = installation.Database();
        await database.Database.OpenConnectionAsync();
        var file = (SqliteConnection)database.Database.GetDbConnection();
        using var checkpoints = new Checkpoints(file.ConnectionString, installation.Clock, NullLogger<Checkpoints>.Instance);
        await checkpoints.TakeAsync(default);
        var before = new FileInfo(file.DataSource).Length;

        // More than the 1,000 pages after which a commit would do it by itself.
        for (var i = 0; i < 3; i++)
        {
            database.SignInSessions.AddRange(Enumerable.Range(0, 500).Select(_ => Session(installation)));
            await database.SaveChangesAsync();
        }

        Assert.Equal(before, new FileInfo(file.DataSource).Length);
        Assert.True(new FileInfo(file.DataSource + "-wal").Length > 1000L * Page);
        await checkpoints.TakeAsync(default);
        Assert.True(new FileInfo(file.DataSource).Length >= before + (1000L * Page));
    }

    static SignInSession Session(Installation installation) => new()
    {
        Id = installation.Get<IdSource>().Next(), UserId = Guid.Empty, SecurityStamp = new string('x', 4000), SignedInAt = installation.Clock.GetUtcNow(), LastSeenAt = installation.Clock.GetUtcNow(),
    };
}
