using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>The VPC of the main tenant: one private network on a VLAN of its own, which is on its first pools, and some machines of each with one more adapter there.</summary>
static class DemoVpc
{
    const int Vlan = 60;
    const string Range = "10.60.0.0/24";
    const int MachinesPerPool = 4;

    /// <summary>However large the world is: a range of addresses is soon full.</summary>
    const int Pools = 3;

    public static void Lay(DemoScene scene, Tenant tenant)
    {
        var carrier = scene.Add(new BackboneNetwork(scene.Ids.Next<BackboneNetwork>(), tenant, $"vpc-{Vlan}", Vlan, scene.Now));
        var vpc = scene.Add(new Vpc(scene.Ids.Next<Vpc>(), tenant.Id, "vpc-prod"));
        var network = scene.Add(new PrivateNetwork(scene.Ids.Next<PrivateNetwork>(), vpc, carrier.Id, "prod-private", Ipv4Range.Parse(Range).Value));
        HashSet<string> kept = [];
        foreach (var pool in scene.Rows.OfType<Pool>().Where(pool => pool.TenantId == tenant.Id).Take(Pools).ToList()) Join(scene, network, Propagate(scene, carrier, pool), kept);
        Keep(scene, network, kept, "02:16:3e:60:00:01", "virtual address of the load balancers");
    }

    /// <summary>Puts the network on a pool, whose trunk carries all its VLANs.</summary>
    static VirtualNetwork Propagate(DemoScene scene, BackboneNetwork carrier, Pool pool)
    {
        var trunk = scene.Rows.OfType<VirtualNetwork>().Single(network => network.PoolId == pool.Id && network.Kind == NetworkKind.VlanTrunk);
        trunk.Carry(Vlan);
        var there = scene.Add(new VirtualNetwork(scene.Ids.Next<VirtualNetwork>(), pool.TenantId, pool.Id, carrier.Name, NetworkKind.Vlan, [Vlan], trunk.Mtu));
        scene.Add(new Propagation(scene.Ids.Next<Propagation>(), pool.TenantId, carrier.Id, pool.Id)).Deliver(there.Id);
        return there;
    }

    static void Join(DemoScene scene, PrivateNetwork network, VirtualNetwork there, HashSet<string> kept)
    {
        var adapters = scene.Rows.OfType<NetworkAdapter>().ToLookup(adapter => adapter.MachineId);
        foreach (var machine in scene.Rows.OfType<VirtualMachine>().Where(machine => machine.PoolId == there.PoolId).Take(MachinesPerPool).ToList())
        {
            var id = scene.Ids.Next<NetworkAdapter>();
            var adapter = scene.Add(new NetworkAdapter(id, machine.TenantId, machine.Id, there.Id, adapters[machine.Id].Count(), MacAddress.From(id.Value), network.NextFree(kept).Value));
            Keep(scene, network, kept, adapter.MacAddress, "", id);
        }
    }

    static void Keep(DemoScene scene, PrivateNetwork network, HashSet<string> kept, string mac, string description, Id<NetworkAdapter>? adapter = null)
    {
        var address = new StaticAddress(scene.Ids.Next<StaticAddress>(), network, network.NextFree(kept).Value, mac, description);
        kept.Add(address.Address);
        if (adapter is { } with) address.ComingWith(with).Arrive();
        scene.Add(address);
    }
}
