using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>The MAC addresses that some machines share with other adapters of their tenant.</summary>
static class SharedMacs
{
    public static async Task<ILookup<Id<VirtualMachine>, SharedMac>> OfAsync(ConsoleDbContext database, IReadOnlyCollection<Id<VirtualMachine>> machines, CancellationToken stop)
    {
        var shared = await (
            from adapter in database.NetworkAdapters
            join other in database.NetworkAdapters on new { adapter.TenantId, adapter.MacAddress } equals new { other.TenantId, other.MacAddress }
            join owner in database.VirtualMachines on other.MachineId equals owner.Id
            where machines.Contains(adapter.MachineId) && other.Id != adapter.Id
            orderby adapter.Position, owner.Name
            select new { adapter.MachineId, adapter.MacAddress, owner.Name }).ToListAsync(stop);
        return shared.ToLookup(row => row.MachineId, row => new SharedMac(row.MacAddress, row.Name));
    }
}
