using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>The networks of the backbone behind those of the pools: every VLAN a trunk carries is a network of its own, and one of the main tenant is its internet access.</summary>
static class DemoNetworks
{
    /// <summary>The VLAN of the internet access, and addresses that belong to nobody (RFC 5737).</summary>
    const int AccessVlan = 30;
    const string AccessRange = "203.0.113.16/28";

    public static void Lay(DemoScene scene)
    {
        var onPools = scene.Rows.OfType<VirtualNetwork>().ToList();
        foreach (var pool in onPools.GroupBy(network => network.PoolId).ToList())
        {
            var trunk = pool.Single(network => network.Kind == NetworkKind.VlanTrunk);
            var alone = pool.Where(network => network.Kind == NetworkKind.Vlan).SelectMany(network => network.VlanIds).ToList();
            foreach (var vlan in trunk.VlanIds.Except(alone).ToList())
                onPools.Add(scene.Add(new VirtualNetwork(scene.Ids.Next<VirtualNetwork>(), trunk.TenantId, trunk.PoolId, $"{NameOf(vlan)}-{vlan}", NetworkKind.Vlan, [vlan], trunk.Mtu)));
            foreach (var vlan in alone) trunk.Carry(vlan);
        }

        List<Tenant> tenants = [.. scene.Rows.OfType<Tenant>()];
        foreach (var row in NetworkHomes.Of(onPools, tenants, scene.Ids, scene.Now))
        {
            scene.Rows.Add(row);
            if (row is BackboneNetwork { VlanId: AccessVlan } home && home.TenantId == tenants[0].Id) home.GiveAccess(AccessRange);
        }
    }

    static string NameOf(int vlan) => (vlan / 10) switch
    {
        2 => "prod",
        3 => "dmz",
        _ => "office",
    };
}
