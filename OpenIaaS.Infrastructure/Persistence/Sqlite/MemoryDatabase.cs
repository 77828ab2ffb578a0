using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OpenIaaS.Infrastructure.Persistence.Sqlite;

/// <summary>The one model on SQLite in memory, for scenarios: one connection, gone with its services.</summary>
static class MemoryDatabase
{
    /// <summary>The database of a process that was killed, for the one that takes over; it still ends with the first process's services.</summary>
    public static IServiceCollection TakeOverMemoryDatabase(this IServiceCollection services, IServiceProvider first) =>
        services.Replace(ServiceDescriptor.Singleton(first.GetRequiredService<SqliteConnection>())).Replace(ServiceDescriptor.Singleton(first.GetRequiredService<MemoryTables>()));

    public static IServiceCollection AddMemoryDatabase(this IServiceCollection services)
    {
        services.AddSingleton(_ =>
        {
            var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            return connection;
        });
        services.AddSingleton<MemoryTables>();
        return services.AddDatabase<SqliteConsoleDbContext>((provider, options) => options.UseSqlite(provider.GetRequiredService<SqliteConnection>()));
    }
}
