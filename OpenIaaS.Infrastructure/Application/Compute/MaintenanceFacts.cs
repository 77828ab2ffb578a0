using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What the rules of maintenance ask about a host and its pool; page and command read it here.</summary>
static class MaintenanceFacts
{
    public static async Task<MaintenancePreview> PreviewAsync(ConsoleDbContext database, Host host, CancellationToken stop)
    {
        var pool = await database.Pools.AsNoTracking().SingleAsync(row => row.Id == host.PoolId, stop);
        var machines = await database.VirtualMachines.AsNoTracking().Where(machine => machine.PoolId == pool.Id && machine.HostId != null).OrderBy(machine => machine.Id).ToListAsync(stop);
        return MaintenancePreview.Of(host, pool, await PoolFacts.RoomAsync(database, pool.Id, stop), machines, await PoolFacts.TiedToAsync(database, pool.Id, stop));
    }
}
