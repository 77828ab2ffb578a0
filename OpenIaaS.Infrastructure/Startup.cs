using Microsoft.Extensions.Hosting;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure;

/// <summary>What happens before the first request and before any background work: the data folder is held and the database brought up to date.</summary>
sealed class Startup(DataDirectory data, DatabaseStartup database) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        data.Hold();
        await database.MigrateAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
