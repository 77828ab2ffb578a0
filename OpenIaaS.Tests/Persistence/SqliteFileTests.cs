using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIaaS.Infrastructure;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Tests.Persistence;

public sealed class SqliteFileTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task File_is_written_ahead_and_every_commit_reaches_the_disk()
    {
        await using var installation = await Installation.CreateAsync(Store.SqliteFile);
        await using var database = installation.Database();

        Assert.Equal("wal", await database.Database.SqlQuery<string>($"SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").SingleAsync());
        Assert.Equal(2, await database.Database.SqlQuery<int>($"SELECT synchronous AS \"Value\" FROM pragma_synchronous").SingleAsync());
    }

    [Fact]
    public async Task Lock_that_a_killed_start_left_behind_is_cleared()
    {
        await using var installation = await Installation.CreateAsync(Store.SqliteFile, migrate: false);
        await using (var database = installation.Database())
        {
            await database.Database.ExecuteSqlAsync($"CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL CONSTRAINT \"PK___EFMigrationsLock\" PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
            await database.Database.ExecuteSqlAsync($"INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-23 10:00:00+00:00')");
        }

        await installation.Get<DatabaseStartup>().MigrateAsync(default).WaitAsync(Patience, TimeProvider.System);

        await using var after = installation.Database();
        Assert.Empty(await after.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public void Second_process_on_one_data_directory_is_refused_in_a_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("openiaas-test-");
        try
        {
            var settings = Options.Create(new Settings { DataDirectory = folder.FullName });
            using var first = new DataDirectory(settings);
            using var second = new DataDirectory(settings);
            first.Hold();

            var refusal = Assert.Throws<OptionsValidationException>(second.Hold);

            Assert.Contains($"{folder.FullName} is in use by another running console.", refusal.Message, StringComparison.Ordinal);
            first.Dispose();
            second.Hold();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
