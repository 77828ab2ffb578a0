using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Notes what is taken of block storage, where that changed since it was last noted, and forgets what no chart shows any more.</summary>
public sealed class SpaceHistoryEngine(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock) : IEngine
{
    public string Name => "Space history";

    public TimeSpan Every => SpaceSample.Every;

    public IReadOnlyCollection<Type> Watches { get; } = [];

    /// <summary>Never: nothing waits for it, and a world on virtual time shows no charts.</summary>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken stop) => Task.FromResult<DateTimeOffset?>(null);

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var known = await database.StorageRepositories.AsNoTracking().Select(storage => new
        {
            Storage = storage,
            Last = database.SpaceSamples.Where(sample => sample.StorageRepositoryId == storage.Id).OrderByDescending(sample => sample.At).FirstOrDefault(),
        }).ToListAsync(stop);
        database.AddRange(known.Where(pair => pair.Last is null || (pair.Last.At < now && pair.Last.IsOutdatedBy(pair.Storage))).Select(pair => new SpaceSample(pair.Storage, now)));
        // The newest sample of before is what the period begins with.
        var oldest = now - SpaceSample.Kept;
        await database.SpaceSamples
            .Where(sample => sample.At < oldest && database.SpaceSamples.Any(later => later.StorageRepositoryId == sample.StorageRepositoryId && later.At > sample.At && later.At <= oldest))
            .ExecuteDeleteAsync(stop);
        await database.SaveChangesAsync(stop);
        return null;
    }
}
