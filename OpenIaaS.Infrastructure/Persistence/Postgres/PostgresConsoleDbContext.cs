using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OpenIaaS.Infrastructure.Persistence.Postgres;

/// <summary>The model on PostgreSQL: moments are <c>timestamptz</c>, which takes UTC only.</summary>
public sealed class PostgresConsoleDbContext : ConsoleDbContext
{
    // Other nodes are told of a change within its transaction: there must always be one.
    public PostgresConsoleDbContext(DbContextOptions<PostgresConsoleDbContext> options)
        : base(options) => Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(moment => moment.ToUniversalTime(), moment => moment);
}
