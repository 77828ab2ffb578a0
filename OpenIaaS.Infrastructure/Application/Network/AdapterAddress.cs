using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>
/// The static address that comes with a network adapter and goes with it. While an adapter is changed both addresses are held, the one it has and the one it
/// is to have, so that a change that fails leaves it with the one it had.
/// </summary>
static class AdapterAddress
{
    /// <summary>What an adapter is to have.</summary>
    /// <param name="Network">The network it is to be on; null when none was found.</param>
    /// <param name="MacAddress">Its MAC address then, as it was typed and checked.</param>
    /// <param name="Address">The address; null or empty for none.</param>
    public sealed record Wish(Id<NetworkAdapter> Adapter, Id<Tenant> Tenant, Id<VirtualNetwork>? Network, string MacAddress, string? Address);

    /// <summary>The private network that a network of a pool carries, of the tenant; null when it carries none.</summary>
    public static Task<PrivateNetwork?> NetworkAsync(ConsoleDbContext database, Id<VirtualNetwork>? network, Id<Tenant> tenant, CancellationToken stop) => (
        from propagation in database.Propagations.Where(row => row.VirtualNetworkId == network)
        join carried in database.PrivateNetworks.Where(row => row.TenantId == tenant) on propagation.NetworkId equals carried.NetworkId
        select carried).FirstOrDefaultAsync(stop);

    /// <summary>Holds the address that was asked for until the change has ended.</summary>
    /// <returns><c>adapter.no-vpc</c>, or why the private network does not give the address.</returns>
    public static async Task<Result> HoldAsync(ConsoleDbContext database, IdSource ids, Wish wish, CancellationToken stop)
    {
        if (string.IsNullOrEmpty(wish.Address)) return Result.Success;
        if (await NetworkAsync(database, wish.Network, wish.Tenant, stop) is not { } network) return AdapterLimits.CheckAddress(wish.Address, null);
        var address = network.CheckAddress(wish.Address);
        if (!address.Ok) return Result.From(address.Problems);
        var mac = MacAddress.KeyOf(wish.MacAddress);
        var rows = await database.StaticAddresses.Where(row => row.PrivateNetworkId == network.Id && (row.Address == address.Value || row.MacAddress == mac)).ToListAsync(stop);
        // Its own one is no obstacle: it gives that back for the new one.
        var others = rows.Where(row => row.AdapterId != wish.Adapter).ToList();
        List<Problem> found = [.. network.CheckMac(address.Value, others.Find(row => row.MacAddress == mac)).Problems];
        if (others.Exists(row => row.Address == address.Value)) found.AddRange((await StaticAddressCase.CheckFreeAsync(database, network, address.Value, mac, stop)).Problems);
        if (found.Count > 0) return found;
        if (!rows.Exists(row => row.Address == address.Value)) database.Add(new StaticAddress(ids.Next<StaticAddress>(), network, address.Value, mac, "").ComingWith(wish.Adapter));
        return Result.Success;
    }

    /// <summary>An adapter was changed: it has the address that was held, or takes the one it had along to its new MAC address, or gives it back with its network.</summary>
    /// <returns>The address that its private network gives it now; null when none is kept for it.</returns>
    public static async Task<string?> SettleAsync(ConsoleDbContext database, NetworkAdapter adapter, CancellationToken stop)
    {
        var network = await NetworkAsync(database, adapter.NetworkId, adapter.TenantId, stop);
        var rows = await database.StaticAddresses.Where(row => row.AdapterId == adapter.Id).ToListAsync(stop);
        var kept = network is null ? null : await database.StaticAddresses.SingleOrDefaultAsync(
            row => row.PrivateNetworkId == network.Id && row.MacAddress == adapter.MacAddress && !row.IsComing && row.AdapterId != adapter.Id, stop);
        var coming = rows.Find(row => row.IsComing);
        var own = rows.Find(row => !row.IsComing);
        coming?.Arrive();
        if (own is null) return coming?.Address ?? kept?.Address;
        if (coming is null && kept is null && own.PrivateNetworkId == network?.Id)
        {
            own.KeepFor(adapter.MacAddress);
            return own.Address;
        }

        database.Remove(own);
        return coming?.Address ?? kept?.Address;
    }

    /// <summary>A change came to nothing: what was held for it is free.</summary>
    public static async Task LetGoAsync(ConsoleDbContext database, Id<NetworkAdapter> adapter, CancellationToken stop) =>
        database.RemoveRange(await database.StaticAddresses.Where(row => row.AdapterId == adapter && row.IsComing).ToListAsync(stop));

    /// <summary>Adapters are gone: the addresses that came with them are free.</summary>
    public static async Task GiveBackAsync(ConsoleDbContext database, IEnumerable<NetworkAdapter> adapters, CancellationToken stop)
    {
        var gone = adapters.Select(adapter => (Id<NetworkAdapter>?)adapter.Id).ToList();
        if (gone.Count > 0) database.RemoveRange(await database.StaticAddresses.Where(row => gone.Contains(row.AdapterId)).ToListAsync(stop));
    }
}
