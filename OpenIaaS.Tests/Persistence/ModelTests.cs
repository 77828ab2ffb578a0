using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Persistence.Postgres;
using OpenIaaS.Infrastructure.Persistence.Sqlite;

namespace OpenIaaS.Tests.Persistence;

public sealed class ModelTests
{
    static readonly SqliteConsoleDbContext Sqlite = new(new DbContextOptionsBuilder<SqliteConsoleDbContext>().UseSqlite("Data Source=:memory:").Options);
    static readonly PostgresConsoleDbContext Postgres = new(new DbContextOptionsBuilder<PostgresConsoleDbContext>().UseNpgsql("Host=localhost").Options);

    public static TheoryData<ConsoleDbContext> Both => [Sqlite, Postgres];

    [Theory]
    [MemberData(nameof(Both))]
    public void The_migrations_say_what_the_model_says(ConsoleDbContext database) => Assert.False(database.Database.HasPendingModelChanges());

    [Theory]
    [MemberData(nameof(Both))]
    public void Everything_two_people_may_edit_has_a_version_that_guards_it(ConsoleDbContext database)
    {
        var versioned = database.Model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(IVersioned))).ToList();

        Assert.NotEmpty(versioned);
        Assert.All(versioned, entity => Assert.True(entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken, entity.Name));
    }
}
