using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.HighAvailability;

/// <summary>What the question what would happen is asked from; the page and the record of failures read it here.</summary>
static class WhatIfFacts
{
    /// <summary>The facts that the engine plans from, with what still runs.</summary>
    public static async Task<WhatIfPool> ReadAsync(ConsoleDbContext database, Pool pool, CancellationToken stop)
    {
        var machines = await database.VirtualMachines.AsNoTracking().Where(machine => machine.PoolId == pool.Id && (machine.HostId != null || (machine.LostAt != null && machine.CopyRunsSince == null)))
            .Select(machine => new { machine.Id, machine.Name, machine.Memory, machine.HighAvailability, machine.StartOrder, machine.HostId, machine.BestEffortSpent }).ToListAsync(stop);
        return new WhatIfPool(pool.HighAvailabilityEnabled, await PoolFacts.RoomAsync(database, pool.Id, stop), machines.ConvertAll(machine => new WhatIfMachine(
            machine.Id, machine.Name, machine.Memory, machine.HighAvailability, machine.StartOrder, machine.HostId, machine.HostId is null, machine.BestEffortSpent)))
        {
            HeartbeatLost = await database.StorageRepositories.AnyAsync(storage => storage.Id == pool.HeartbeatStorageId && !storage.IsConnected, stop),
        };
    }
}
