using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.HighAvailability;

/// <summary>What the question what would happen is asked from; the page and the record of failures read it here.</summary>
static class WhatIfFacts
{
    /// <summary>The facts that the engine plans from, with what still runs.</summary>
    public static Task<WhatIfPool> ReadAsync(ConsoleDbContext database, Pool pool, CancellationToken stop) => ReadAsync(database, pool, database.VirtualMachines, stop);

    /// <summary>The same without the machines nothing is promised to: enough to ask whether promises are kept, and far fewer in a large pool.</summary>
    public static Task<WhatIfPool> PromisedAsync(ConsoleDbContext database, Pool pool, CancellationToken stop) =>
        ReadAsync(database, pool, database.VirtualMachines.Where(machine => machine.HighAvailability == HighAvailabilityPriority.Restart), stop);

    static async Task<WhatIfPool> ReadAsync(ConsoleDbContext database, Pool pool, IQueryable<VirtualMachine> among, CancellationToken stop)
    {
        var machines = await among.AsNoTracking().Where(machine => machine.PoolId == pool.Id && (machine.HostId != null || (machine.LostAt != null && machine.CopyRunsSince == null)))
            .Select(machine => new { machine.Id, machine.Name, machine.Memory, machine.HighAvailability, machine.StartOrder, machine.HostId, machine.BestEffortSpent }).ToListAsync(stop);
        return new WhatIfPool(pool.HighAvailabilityEnabled, await PoolFacts.RoomAsync(database, pool.Id, stop), machines.ConvertAll(machine => new WhatIfMachine(
            machine.Id, machine.Name, machine.Memory, machine.HighAvailability, machine.StartOrder, machine.HostId, machine.HostId is null, machine.BestEffortSpent)))
        {
            HeartbeatLost = await database.StorageRepositories.AnyAsync(storage => storage.Id == pool.HeartbeatStorageId && !storage.IsConnected, stop),
        };
    }
}
