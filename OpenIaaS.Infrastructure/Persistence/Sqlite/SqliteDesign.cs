using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace OpenIaaS.Infrastructure.Persistence.Sqlite;

/// <summary>Lets <c>dotnet ef</c> make migrations without starting the product.</summary>
sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteConsoleDbContext>
{
    public SqliteConsoleDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteConsoleDbContext>().UseSqlite("Data Source=:memory:").Options);
}
