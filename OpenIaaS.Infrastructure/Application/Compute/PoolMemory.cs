using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What the hosts of a pool have for machines.</summary>
static class PoolMemory
{
    /// <summary>What the largest host of a pool has for machines when it is empty.</summary>
    public static async Task<ByteSize> LargestHostAsync(this ConsoleDbContext database, Id<Pool> pool, CancellationToken stop)
    {
        var hosts = await database.Hosts.AsNoTracking().Where(host => host.PoolId == pool).ToListAsync(stop);
        return hosts.Count == 0 ? ByteSize.Zero : hosts.Max(host => host.MemoryForMachines);
    }
}
