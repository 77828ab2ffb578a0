using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>The block storages that something lies on, to take space there or give it back.</summary>
static class StorageRows
{
    /// <param name="database">A context that tracks what it reads.</param>
    /// <param name="storages">Where it lies; one may be named more than once.</param>
    /// <param name="stop">Gives up.</param>
    public static Task<Dictionary<Id<StorageRepository>, StorageRepository>> UnderAsync(ConsoleDbContext database, IEnumerable<Id<StorageRepository>> storages, CancellationToken stop)
    {
        var lying = storages.Distinct().ToList();
        return database.StorageRepositories.Where(storage => lying.Contains(storage.Id)).ToDictionaryAsync(storage => storage.Id, stop);
    }
}
