using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>What the rules of networks ask about: who may have one, and what is on it.</summary>
static class NetworkCase
{
    /// <summary>What a network is called in sentences.</summary>
    public const string Noun = "network";

    public static ActivityTarget Target(BackboneNetwork network) => new(Noun, network.Id.Value, network.Name);

    /// <summary>What is done to a network on one pool is done to that alone: other pools go on meanwhile.</summary>
    public static ActivityTarget Target(Propagation propagation, BackboneNetwork network, string pool) => new(Noun, propagation.Id.Value, $"{network.Name} ({pool})");

    /// <summary>The networks a tenant may propagate: its own, and those that are shared with it.</summary>
    public static IQueryable<BackboneNetwork> ForTenant(ConsoleDbContext database, Id<Tenant> tenant) =>
        database.BackboneNetworks.Where(network => network.TenantId == tenant || database.NetworkShares.Any(share => share.NetworkId == network.Id && share.WithTenantId == tenant));

    /// <summary>What is on a network or on its way to it, everywhere or on one pool; only machines of the caller's tenant are named.</summary>
    public static async Task<NetworkUse> UseAsync(ConsoleDbContext database, Id<BackboneNetwork> network, Id<Pool>? pool, Caller caller, CancellationToken stop)
    {
        var there = await database.Propagations.Where(propagation => propagation.NetworkId == network && (pool == null || propagation.PoolId == pool) && propagation.VirtualNetworkId != null)
            .Select(propagation => propagation.VirtualNetworkId!.Value).ToListAsync(stop);
        var adapters = database.NetworkAdapters.Where(adapter => there.Contains(adapter.NetworkId));
        var coming = await RelocationsUnderWay.ComingToAsync(database, there, stop);
        var count = await adapters.CountAsync(stop);
        if (count + coming.Count == 0) return new NetworkUse(0, []);
        var own = database.VisibleTo<VirtualMachine>(caller).OrderBy(machine => machine.Name);
        return new NetworkUse(
            count, await own.Where(machine => adapters.Any(adapter => adapter.MachineId == machine.Id)).Select(machine => machine.Name).Take(NetworkUse.MostNamed).ToListAsync(stop),
            coming.Distinct().Count(), await own.Where(machine => coming.Contains(machine.Id)).Select(machine => machine.Name).Take(NetworkUse.MostNamed).ToListAsync(stop));
    }

    /// <summary>The trunks of a pool, which carry its VLANs.</summary>
    public static async Task<List<VirtualNetwork>> TrunksAsync(ConsoleDbContext database, Id<Pool> pool, CancellationToken stop) =>
        await database.VirtualNetworks.Where(network => network.PoolId == pool && network.Kind == NetworkKind.VlanTrunk).ToListAsync(stop);
}
