using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Persistence.Sqlite;
using OpenIaaS.Infrastructure.Scenarios;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Simulation;

namespace OpenIaaS.Tests.Shared;

/// <summary>
/// The product without its host: real use cases, worker and engines on SQLite in memory, and a clock that moves only when it is told to.
/// </summary>
public sealed class Cloud : IAsyncDisposable
{
    /// <summary>What an activity may take at the most before a test gives up on it.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromHours(6);

    static int built;

    readonly SqliteConnection held;
    readonly ServiceProvider services;

    Cloud(SqliteConnection held, ServiceProvider services, IReadOnlyCollection<Type> registered, FakeTimeProvider clock)
    {
        (this.held, this.services, Registered, Clock) = (held, services, registered, clock);
        World = null!;
    }

    public FakeTimeProvider Clock { get; }

    /// <summary>The singletons of the product by the types they are asked for, so that a page under test finds them.</summary>
    public IReadOnlyCollection<Type> Registered { get; }

    public CloudWorld World { get; private set; }

    /// <summary>Builds a cloud with <see cref="CloudWorld"/> in it.</summary>
    /// <param name="configure">Replaces services, for example a port by a failing one.</param>
    public static async Task<Cloud> CreateAsync(Action<IServiceCollection>? configure = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));
        var name = $"Data Source=file:cloud-{Interlocked.Increment(ref built)}?mode=memory&cache=shared";
        var held = new SqliteConnection(name);
        await held.OpenAsync();

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddDatabase<SqliteConsoleDbContext>((_, options) => options.UseSqlite(name));
        services.AddOpenIaaSCore();
        services.AddSingleton(new SimulationOptions(7, 1)).AddSimulation();
        services.Replace(ServiceDescriptor.Singleton<IdSource>(new CountedIds(clock)));
        configure?.Invoke(services);

        var cloud = new Cloud(held, services.BuildServiceProvider(), Singletons(services), clock);
        await using var database = cloud.Database();
        await database.Database.EnsureCreatedAsync();
        cloud.World = await CloudWorld.BuildAsync(database, cloud.Get<IdSource>());
        await cloud.Get<Fleet>().ImportAsync(Rack.PlanOf(cloud.World), CancellationToken.None);
        return cloud;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public object Get(Type type) => services.GetRequiredService(type);

    public ConsoleDbContext Database() => Get<IDbContextFactory<ConsoleDbContext>>().CreateDbContext();

    /// <summary>Lets the worker and the clock go on until no activity is left to do.</summary>
    public async Task SettleAsync()
    {
        var until = Clock.GetUtcNow() + Patience;
        var worker = Get<ActivityWorker>();
        while (Clock.GetUtcNow() < until)
        {
            await worker.BeginDueAsync(CancellationToken.None);
            if (!await AnyActiveAsync() && worker.Running == 0) return;
            Clock.Advance(TimeSpan.FromMilliseconds(500));
            // Lets the continuations that the clock released run; nothing is timed by it.
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        throw new TimeoutException("Activities were still going on after " + Patience);
    }

    /// <summary>Lets one accepted activity end and gives it back.</summary>
    public async Task<Activity> EndAsync(Result<Id<Activity>> accepted)
    {
        Assert.True(accepted.Ok, string.Join(" ", accepted.Problems));
        await SettleAsync();
        await using var database = Database();
        return await database.Activities.AsNoTracking().SingleAsync(activity => activity.Id == accepted.Value);
    }

    /// <summary>Lets one accepted activity end, and insists that it ended well.</summary>
    public async Task<Activity> CompleteAsync(Result<Id<Activity>> accepted)
    {
        var activity = await EndAsync(accepted);
        Assert.True(activity.State == ActivityState.Completed, activity.Reason);
        return activity;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await held.DisposeAsync();
    }

    static HashSet<Type> Singletons(IServiceCollection services) =>
    [
        .. from service in services
           where service is { Lifetime: ServiceLifetime.Singleton, IsKeyedService: false, ServiceType.IsGenericTypeDefinition: false }
           group service by service.ServiceType into same
           where same.Count() == 1 && (same.Key == typeof(TimeProvider) || $"{same.Key}".Contains("OpenIaaS.", StringComparison.Ordinal))
           select same.Key,
    ];

    async Task<bool> AnyActiveAsync()
    {
        await using var database = Database();
        return await database.Activities.AnyAsync(activity => activity.State == ActivityState.Waiting || activity.State == ActivityState.Running);
    }
}
