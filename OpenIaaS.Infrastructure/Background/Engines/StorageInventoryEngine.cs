using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Notes which block storage can be reached.</summary>
public sealed class StorageInventoryEngine(IDbContextFactory<ConsoleDbContext> databases, IBlockStorage arrays, TimeProvider clock) : IEngine
{
    public string Name => "Storage inventory";

    public TimeSpan Every => TimeSpan.FromSeconds(2);

    public IReadOnlyCollection<Type> Watches { get; } = [];

    /// <summary>Only the arrays know when a storage is cut off or connected.</summary>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken stop) => Task.FromResult<DateTimeOffset?>(null);

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        var observed = (await arrays.ObserveAsync(stop)).ToDictionary(volume => volume.Storage, volume => volume.Connected);
        await using var database = await databases.CreateDbContextAsync(stop);
        var known = await database.StorageRepositories.Select(storage => new { storage.Id, storage.IsConnected }).ToListAsync(stop);
        var changed = known.Where(storage => observed.TryGetValue(storage.Id, out var connected) && connected != storage.IsConnected).Select(storage => storage.Id).ToList();
        if (changed.Count == 0) return null;
        foreach (var storage in await database.StorageRepositories.Where(row => changed.Contains(row.Id)).ToListAsync(stop))
        {
            storage.Observe(observed[storage.Id]);
            if (storage.IsConnected) await OutageBook.EndAsync(database, OutageScope.Storage, storage.Id.Value, clock.GetUtcNow(), stop);
            else await OutageBook.BeginAsync(database, storage.TenantId, OutageScope.Storage, storage.Id.Value, storage.Name, clock.GetUtcNow(), stop);
        }

        await database.SaveObservedAsync(stop);
        return $"{changed.Count} block storages changed their connection.";
    }
}
