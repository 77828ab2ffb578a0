using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using OpenIaaS.Infrastructure;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Persistence.Demo;
using OpenIaaS.Infrastructure.Persistence.Postgres;
using OpenIaaS.Infrastructure.Persistence.Sqlite;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Persistence;

/// <summary>
/// The product on a real database of its own, migrated from empty, without the small test world: a SQLite file, or a database of the server
/// that <c>OPENIAAS_TEST_POSTGRES</c> names.
/// </summary>
sealed class Installation : IAsyncDisposable
{
    const string Server = "OPENIAAS_TEST_POSTGRES";

    static int made;

    readonly Store store;
    readonly DirectoryInfo? folder;
    readonly string connection;
    readonly List<ServiceProvider> nodes = [];

    Installation(Store store, long seed)
    {
        (this.store, Seed) = (store, seed);
        if (store == Store.SqliteFile)
        {
            folder = Directory.CreateTempSubdirectory("openiaas-test-");
            connection = $"Data Source={Path.Combine(folder.FullName, "openiaas.db")}";
            return;
        }

        var server = Environment.GetEnvironmentVariable(Server);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"No PostgreSQL: {Server} names no server.");
        connection = new NpgsqlConnectionStringBuilder(server) { Database = $"openiaas_{Environment.ProcessId}_{Interlocked.Increment(ref made)}" }.ConnectionString;
    }

    public static TheoryData<Store> Stores => [Store.SqliteFile, Store.PostgreSql];

    public long Seed { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));

    public static async Task<Installation> CreateAsync(Store store, long seed = 7, bool migrate = true)
    {
        var installation = new Installation(store, seed);
        if (store == Store.PostgreSql) await AtServerAsync($"CREATE DATABASE \"{installation.Name}\"");
        installation.AddNode();
        if (migrate) await installation.Get<DatabaseStartup>().MigrateAsync(default);
        return installation;
    }

    /// <summary>Another process on the same database.</summary>
    /// <param name="configure">Replaces services.</param>
    /// <param name="database">What its every context has beside what all have.</param>
    public IServiceProvider AddNode(Action<IServiceCollection>? configure = null, Action<DbContextOptionsBuilder>? database = null)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock);
        if (store == Store.SqliteFile && database is null) services.AddSqliteFile(_ => connection);
        else if (store == Store.SqliteFile) services.AddDatabase<SqliteConsoleDbContext>((_, options) => With(options.UseSqlite(connection)));
        else services.AddDatabase<PostgresConsoleDbContext>((_, options) => With(options.UseNpgsql(connection))).AddPostgresRelay();
        services.AddOpenIaaSCore();
        services.AddSingleton(new SimulationOptions(Seed, 1)).AddSimulation();
        services.AddSingleton<DatabaseStartup>().AddSingleton<DemoWorld>();
        configure?.Invoke(services);
        nodes.Add(services.BuildServiceProvider());
        return nodes[^1];

        void With(DbContextOptionsBuilder options) => database?.Invoke(options);
    }

    public T Get<T>()
        where T : notnull => nodes[0].GetRequiredService<T>();

    public ConsoleDbContext Database() => Get<IDbContextFactory<ConsoleDbContext>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        if (folder is null)
        {
            await using (var held = new NpgsqlConnection(connection)) NpgsqlConnection.ClearPool(held);
            await AtServerAsync($"DROP DATABASE \"{Name}\" WITH (FORCE)");
            return;
        }

        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    string Name => new NpgsqlConnectionStringBuilder(connection).Database!;

    static async Task AtServerAsync(string statement)
    {
        await using var server = new NpgsqlConnection(Environment.GetEnvironmentVariable(Server));
        await server.OpenAsync();
        await using var command = new NpgsqlCommand(statement, server);
        await command.ExecuteNonQueryAsync();
    }
}
