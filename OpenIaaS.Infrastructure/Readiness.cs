using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure;

/// <summary>Ready means: the start is over, and the database answers within three seconds.</summary>
sealed class Readiness(StartupState state, IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock) : IHealthCheck
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!state.HasEnded) return HealthCheckResult.Unhealthy("The console is still starting.");
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await using var database = await databases.CreateDbContextAsync(either.Token);
            return await database.Database.CanConnectAsync(either.Token)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The database does not answer.");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The database did not answer within three seconds.");
        }
    }
}
