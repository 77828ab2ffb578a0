using Microsoft.Extensions.Hosting;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Persistence.Demo;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure;

/// <summary>
/// What happens before the first request and before any background work: the data folder is held, the database brought up to date, and
/// somebody is there who can sign in.
/// </summary>
sealed class Startup(
    DataDirectory data, DatabaseStartup database, DemoStartup demo, Fleet fleet, FirstAdministrator administrator, DemoAccessToken demoToken, ApiTokens tokens, StartupState state) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        data.Hold();
        await database.MigrateAsync(cancellationToken);
        await demo.BuildAsync(cancellationToken);
        await fleet.CompleteAsync(cancellationToken);
        await administrator.EnsureAsync(cancellationToken);
        await tokens.ReadSigningKeyAsync(cancellationToken);
        await demoToken.EnsureAsync(cancellationToken);
        state.HasEnded = true;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
