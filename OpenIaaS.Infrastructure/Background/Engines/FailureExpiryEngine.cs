using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Drops failures that are older than they are kept, with their hosts, machines and attempts.</summary>
public sealed class FailureExpiryEngine(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock) : IEngine
{
    /// <summary>How many go at once: few enough that nobody waits for it.</summary>
    const int Slice = 20;

    public string Name => "Failure expiry";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public IReadOnlyCollection<Type> Watches { get; } = [];

    /// <summary>Never: a world on virtual time is not played for that long.</summary>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken stop) => Task.FromResult<DateTimeOffset?>(null);

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        var oldest = clock.GetUtcNow() - PoolFailure.Kept;
        await using var database = await databases.CreateDbContextAsync(stop);
        var old = await database.PoolFailures.Where(failure => failure.DetectedAt < oldest).OrderBy(failure => failure.DetectedAt).Take(Slice).Select(failure => failure.Id).ToListAsync(stop);
        if (old.Count == 0) return null;
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        await database.RestartAttempts.Where(row => old.Contains(row.FailureId)).ExecuteDeleteAsync(stop);
        await database.LostMachines.Where(row => old.Contains(row.FailureId)).ExecuteDeleteAsync(stop);
        await database.FailedHosts.Where(row => old.Contains(row.FailureId)).ExecuteDeleteAsync(stop);
        await database.PoolFailures.Where(row => old.Contains(row.Id)).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
        return $"{old.Count} failures are older than they are kept and were dropped.";
    }
}
