using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// The addresses that private networks give to guests that ask: those that are kept for their MAC addresses. The simulated hypervisor keeps no adapters and the
/// network no leases: both are read as the console's own tables have them, which is what they would have been told.
/// </summary>
static class GivenAddresses
{
    /// <summary>What each machine is given, by the position of the adapter.</summary>
    public static async Task<ILookup<Id<VirtualMachine>, (int Position, string Address)>> ReadAsync(ConsoleDbContext database, IReadOnlyCollection<Id<VirtualMachine>> machines, CancellationToken stop)
    {
        var rows = await (
            from kept in database.StaticAddresses.Where(row => !row.IsComing)
            join network in database.PrivateNetworks on kept.PrivateNetworkId equals network.Id
            join propagation in database.Propagations on network.NetworkId equals propagation.NetworkId
            // Where an adapter that is being changed goes is known to who changes it, and not yet from its row.
            join adapter in database.NetworkAdapters.Where(row => row.Pending == AdapterAction.None) on new { propagation.VirtualNetworkId, kept.TenantId, kept.MacAddress }
                equals new { VirtualNetworkId = (Id<VirtualNetwork>?)adapter.NetworkId, adapter.TenantId, adapter.MacAddress }
            where machines.Contains(adapter.MachineId)
            select new { adapter.MachineId, adapter.Position, kept.Address }).ToListAsync(stop);
        return rows.ToLookup(row => row.MachineId, row => (row.Position, row.Address));
    }

    /// <summary>What is seen of a machine whose guest asked for its addresses, if it reports any.</summary>
    public static MachineObservation With(this MachineObservation seen, IEnumerable<(int Position, string Address)> given) =>
        seen.Addresses.Count == 0 ? seen : seen with { Addresses = Over(seen.Addresses, given) };

    /// <summary>The addresses a guest reports: those it was given before those it would have had.</summary>
    public static IReadOnlyList<string> Over(IReadOnlyList<string> drawn, IEnumerable<(int Position, string Address)> given)
    {
        string[] addresses = [.. drawn];
        foreach (var (position, address) in given) addresses[position] = address;
        return addresses;
    }
}
