using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace OpenIaaS.Infrastructure.Persistence.Postgres;

/// <summary>Lets <c>dotnet ef</c> make migrations without starting the product.</summary>
sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresConsoleDbContext>
{
    public PostgresConsoleDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresConsoleDbContext>().UseNpgsql("Host=localhost").Options);
}
