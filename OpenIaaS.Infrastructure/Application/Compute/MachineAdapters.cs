using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>The network adapters of a machine with the networks they are on.</summary>
static class MachineAdapters
{
    public static async Task<List<MachineAdapter>> OfAsync(ConsoleDbContext database, VirtualMachine machine, CancellationToken stop)
    {
        var found = await database.NetworkAdapters.Where(adapter => adapter.MachineId == machine.Id).OrderBy(adapter => adapter.Position)
            .Join(database.VirtualNetworks, adapter => adapter.NetworkId, network => network.Id, (adapter, network) => new MachineAdapter(
                adapter.Id, adapter.Position, adapter.MacAddress, adapter.Address, adapter.IsConnected, network.Id, network.Name, network.Kind, network.VlanIds, network.Mtu, adapter.TxChecksumming, adapter.Pending))
            .ToListAsync(stop);
        if (found.Count == 0) return found;
        var carried = await CarriedNetwork.OnAsync(database, [.. found.Select(adapter => adapter.NetworkId)], machine.TenantId, stop);
        if (carried.Count == 0) return found;
        var (networks, macs) = (carried.Values.Select(network => network.Id).ToList(), found.Select(adapter => adapter.MacAddress).ToList());
        var kept = await database.StaticAddresses.Where(row => networks.Contains(row.PrivateNetworkId) && macs.Contains(row.MacAddress) && !row.IsComing)
            .ToDictionaryAsync(row => (row.PrivateNetworkId, row.MacAddress), row => new { row.Address, row.AdapterId }, stop);
        return found.ConvertAll(adapter =>
        {
            if (carried.GetValueOrDefault(adapter.NetworkId) is not { } network) return adapter;
            var address = kept.GetValueOrDefault((network.Id, adapter.MacAddress));
            return adapter with { Private = network, Kept = address?.Address, KeptGoesWithIt = address?.AdapterId == adapter.Id };
        });
    }
}
