using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace OpenIaaS.Infrastructure.Persistence.Sqlite;

/// <summary>The one model on SQLite in memory, for scenarios: one connection, gone with its services.</summary>
static class MemoryDatabase
{
    public static IServiceCollection AddMemoryDatabase(this IServiceCollection services)
    {
        services.AddSingleton(_ =>
        {
            var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            return connection;
        });
        return services.AddDatabase<SqliteConsoleDbContext>((provider, options) => options.UseSqlite(provider.GetRequiredService<SqliteConnection>()));
    }
}
