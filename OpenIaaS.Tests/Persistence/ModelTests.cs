using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Persistence.Postgres;
using OpenIaaS.Infrastructure.Persistence.Sqlite;
using OpenIaaS.Infrastructure.Persistence.Sqlite.CompiledModel;

namespace OpenIaaS.Tests.Persistence;

public sealed class ModelTests
{
    static readonly SqliteConsoleDbContext Sqlite = new(new DbContextOptionsBuilder<SqliteConsoleDbContext>().UseSqlite("Data Source=:memory:").Options);
    static readonly PostgresConsoleDbContext Postgres = new(new DbContextOptionsBuilder<PostgresConsoleDbContext>().UseNpgsql("Host=localhost").Options);

    public static TheoryData<ConsoleDbContext> Both => [Sqlite, Postgres];

    [Theory]
    [MemberData(nameof(Both))]
    public void The_migrations_say_what_the_model_says(ConsoleDbContext database) => Assert.False(database.Database.HasPendingModelChanges());

    [Fact]
    public void The_compiled_model_says_what_the_model_says()
    {
        Assert.IsType<SqliteConsoleDbContextModel>(Sqlite.Model);
        Assert.Equal(Told(Sqlite.GetService<IDesignTimeModel>().Model), Told(Sqlite.Model));
    }

    /// <summary>What of a model decides how rows are read and written. What only migrations ask for, the compiled one leaves out.</summary>
    static string Told(IModel model)
    {
        const MetadataDebugStringOptions Said = MetadataDebugStringOptions.LongDefault & ~MetadataDebugStringOptions.IncludeAnnotations;
        return string.Join('\n', model.GetRelationalModel().Tables.OrderBy(table => table.Name, StringComparer.Ordinal).Select(table => table.ToDebugString(Said)))
            + string.Join('\n', model.GetEntityTypes().OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => type.ToDebugString(Said)))
            + string.Join('\n', from type in model.GetEntityTypes()
                                from property in type.GetFlattenedProperties()
                                let converter = property.GetTypeMapping().Converter
                                orderby $"{type.Name}.{property.Name}"
                                select $"{type.Name}.{property.Name}: {converter?.ModelClrType} as {converter?.ProviderClrType}");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Everything_two_people_may_edit_has_a_version_that_guards_it(ConsoleDbContext database)
    {
        var versioned = database.Model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(IVersioned))).ToList();

        Assert.NotEmpty(versioned);
        Assert.All(versioned, entity => Assert.True(entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken, entity.Name));
    }
}
