using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Live;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Persistence.Demo;
using OpenIaaS.Infrastructure.Persistence.Postgres;
using OpenIaaS.Infrastructure.Persistence.Sqlite;
using OpenIaaS.Infrastructure.Scenarios.Rehearsing;
using OpenIaaS.Infrastructure.Simulation;
using Quartz;

namespace OpenIaaS.Infrastructure;

/// <summary>The only composition entry: what the console adds to its services.</summary>
public static class Registration
{
    /// <summary>PBKDF2 with SHA-512; the least ASVS appendix C allows.</summary>
    const int PasswordIterations = 210_000;

    /// <summary>What is still running then is taken up by the next start.</summary>
    static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Adds everything below the pages. <see cref="AddOpenIaaSCore"/> alone is what tests build on.</summary>
    public static IServiceCollection AddOpenIaaS(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<Settings>().Bind(configuration.GetSection(Settings.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<Settings>, SettingsRules>();
        services.AddSingleton<DataDirectory>();
        services.AddSingleton(provider => new LabDoor(provider.GetRequiredService<IOptions<Settings>>().Value.Demo.Enabled ?? provider.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.AddSingleton<DatabaseStartup>().AddSingleton<DemoAccessToken>().AddSingleton<StartupState>();
        services.AddSingleton<DemoWorld>().AddSingleton<DemoStartup>();
        services.AddSingleton<DatabaseStatistics>().AddSingleton<DataVersion>();
        services.AddHostedService<Startup>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseStatistics>());
        services.AddHealthChecks().AddCheck<Readiness>("ready");
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        services.AddDataProtection().SetApplicationName("OpenIaaS Console");
        services.AddOptions<KeyManagementOptions>().Configure<IDbContextFactory<ConsoleDbContext>>((options, databases) => options.XmlRepository = new KeyRepository(databases));
        services.AddConfiguredDatabase(SettingsReader.Read(configuration));
        services.AddSingleton(provider => new UploadFolder(Path.Combine(provider.GetRequiredService<DataDirectory>().Path, "uploads")));
        services.AddSingleton(provider => Limits(provider.GetRequiredService<IOptions<Settings>>().Value.Uploads));
        services.AddSingleton(provider => new DiskGrowth(provider.GetRequiredService<IOptions<Settings>>().Value.Api.AllowDiskGrowth));
        services.AddSingleton(provider => new CrashPoints(provider.GetRequiredService<IOptions<Settings>>().Value.CrashAt));
        services.AddOpenIaaSCore();
        services.AddSimulation();
        services.AddSingleton(provider => Simulated(provider.GetRequiredService<IOptions<Settings>>().Value.Simulation));
        services.AddHostedService(provider => provider.GetRequiredService<ActivityWorker>());
        services.AddQuartz();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<EngineSchedule>();
        return services;
    }

    /// <summary>Use cases, queries, worker, engines and change feed: everything but the host, the database and the schedule.</summary>
    public static IServiceCollection AddOpenIaaSCore(this IServiceCollection services)
    {
        services.AddSingleton(provider => new IdSource(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(new LabDoor(true));
        services.TryAddSingleton(new DiskGrowth(false));
        services.TryAddSingleton(CrashPoints.None);
        // A world that is only played receives no files; each has a folder of its own all the same, since it removes what it does not know.
        services.TryAddSingleton(_ => new UploadFolder(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
        services.TryAddSingleton(Limits(new Settings.UploadSettings()));
        services.AddSingleton<WorkSignal>().AddSingleton<Submission>().AddSingleton<UploadParts>();
        services.AddSingleton(provider => new ChangeFeed(provider.GetService<ChangeNotices>()));
        services.AddSingleton<CallerFactory>().AddSingleton<Sessions>().AddSingleton<SignInLinks>().AddSingleton<ApiTokens>().AddSingleton<FirstAdministrator>().AddSingleton<WorkingTenant>();
        services.AddSingleton<Passwords>().AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordIterations);
        services.AddSingleton<Application.Replication.Ledger.FleetBook>().AddSingleton<PromiseSpread>().AddSingleton<ReplicationBeginning>().AddSingleton<ReplicationTransfers>().AddSingleton<ReplicationEnding>();
        services.AddSingleton<IGuestPower, GuestPower>().AddSingleton<ConsoleSeats>();
        services.AddSingleton<HostEvacuation>().AddSingleton<BulkMachines>().AddSingleton<Marketplace>().AddSingleton<Rehearsals>().AddSingleton<CopyWork>().AddSingleton<Handover>().AddSingleton<Homecoming>().AddSingleton<RehearsalStage>().AddSingleton<RestartEstimate>();
        services.AddSingleton<OperationRunner>().AddSingleton<ActivityWorker>();
        foreach (var type in typeof(Registration).Assembly.GetTypes().Where(IsUseCase))
        {
            services.AddSingleton(type);
            if (type.IsAssignableTo(typeof(ICommand))) services.AddSingleton(typeof(ICommand), provider => provider.GetRequiredService(type));
            if (type.IsAssignableTo(typeof(IOperation))) services.AddSingleton(typeof(IOperation), provider => provider.GetRequiredService(type));
            if (type.IsAssignableTo(typeof(IUploadKind))) services.AddSingleton(typeof(IUploadKind), provider => provider.GetRequiredService(type));
            if (type.IsAssignableTo(typeof(IEngine))) services.AddSingleton(typeof(IEngine), provider => provider.GetRequiredService(type));
        }

        return services;
    }

    /// <summary>Adds one database under the name of the one model, with the interceptors every save passes.</summary>
    public static IServiceCollection AddDatabase<TContext>(this IServiceCollection services, Action<IServiceProvider, DbContextOptionsBuilder> configure)
        where TContext : ConsoleDbContext
    {
        services.AddPooledDbContextFactory<TContext>((provider, options) =>
        {
            configure(provider, options);
            options.AddInterceptors(
                new LedgerInterceptor(), new FailureInterceptor(provider), new VersionInterceptor(), new ChangeFeedInterceptor(provider.GetRequiredService<ChangeFeed>(), provider.GetService<ChangeNotices>()));
        });
        services.AddSingleton<IDbContextFactory<ConsoleDbContext>, ContextFactory<TContext>>();
        // Identity's stores want a scoped context; nothing else uses it.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContext());
        return services;
    }

    /// <summary>The one model in a file of SQLite, whose writers queue.</summary>
    internal static IServiceCollection AddSqliteFile(this IServiceCollection services, Func<IServiceProvider, string> connection) =>
        services.AddSingleton<WriterQueue>().AddDatabase<SqliteConsoleDbContext>((provider, options) =>
            options.UseSqlite(connection(provider)).AddInterceptors([.. provider.GetRequiredService<WriterQueue>().Interceptors, Checkpoints.Interceptor]))
            .AddHostedService(provider => ActivatorUtilities.CreateInstance<Checkpoints>(provider, connection(provider)));

    /// <summary>Lets nodes that share one PostgreSQL hear of each other's changes.</summary>
    internal static IServiceCollection AddPostgresRelay(this IServiceCollection services) =>
        services.AddSingleton<ChangeNotices>().AddHostedService<PostgresRelay>();

    static UploadLimits Limits(Settings.UploadSettings settings) => new(ByteSize.FromGiB(settings.LargestGiB), ByteSize.FromGiB(settings.QuotaGiB));

    static SimulationOptions Simulated(Settings.SimulationSettings settings) => new(settings.Seed, settings.Speed);

    static void AddConfiguredDatabase(this IServiceCollection services, Settings settings)
    {
        if (settings.Database.Provider == Settings.DatabaseSettings.PostgreSql)
        {
            services.AddDatabase<PostgresConsoleDbContext>((_, options) => options.UseNpgsql(settings.Database.ConnectionString)).AddPostgresRelay();
            return;
        }

        services.AddSqliteFile(provider => settings.Database.ConnectionString is { Length: > 0 } given ? given : $"Data Source={provider.GetRequiredService<DataDirectory>().DatabaseFile}");
    }

    /// <summary>By convention, so that none can be forgotten: every command and engine, and every class of queries.</summary>
    static bool IsUseCase(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
        && (type.IsAssignableTo(typeof(ICommand)) || type.IsAssignableTo(typeof(IEngine)) || type.IsAssignableTo(typeof(IUploadKind))
            || (type.Name.EndsWith("Queries", StringComparison.Ordinal) && type.Namespace!.StartsWith("OpenIaaS.Infrastructure.Application", StringComparison.Ordinal)));
}
