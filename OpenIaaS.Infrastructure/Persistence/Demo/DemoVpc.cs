using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>The VPC of the main tenant: one private network on a VLAN that no machine was on, and some machines of each of its pools with one more adapter there.</summary>
static class DemoVpc
{
    const string Range = "10.60.0.0/24";
    const int MachinesPerPool = 4;

    public static void Lay(DemoScene scene, Id<Tenant> tenant)
    {
        var used = scene.Rows.OfType<NetworkAdapter>().Select(adapter => adapter.NetworkId).ToHashSet();
        var there = scene.Rows.OfType<Propagation>().Where(row => row.VirtualNetworkId is not null).ToLookup(row => row.NetworkId);
        var carrier = scene.Rows.OfType<BackboneNetwork>().Where(network =>
            network.TenantId == tenant && network.Kind == NetworkKind.Vlan && network.PublicRange.Length == 0
            && there[network.Id].Any() && there[network.Id].All(row => row.TenantId == tenant && !used.Contains(row.VirtualNetworkId!.Value))).MinBy(network => network.VlanId);
        if (carrier is null) return;
        var vpc = scene.Add(new Vpc(scene.Ids.Next<Vpc>(), tenant, "vpc-prod"));
        var network = scene.Add(new PrivateNetwork(scene.Ids.Next<PrivateNetwork>(), vpc, carrier.Id, "prod-private", Ipv4Range.Parse(Range).Value));
        HashSet<string> kept = [];
        foreach (var place in there[carrier.Id].ToList()) Join(scene, network, place, kept);
        Keep(scene, network, kept, "02:16:3e:60:00:01", "virtual address of the load balancers");
    }

    static void Join(DemoScene scene, PrivateNetwork network, Propagation place, HashSet<string> kept)
    {
        var adapters = scene.Rows.OfType<NetworkAdapter>().ToLookup(adapter => adapter.MachineId);
        foreach (var machine in scene.Rows.OfType<VirtualMachine>().Where(machine => machine.PoolId == place.PoolId).OrderBy(machine => machine.Id).Take(MachinesPerPool).ToList())
        {
            var id = scene.Ids.Next<NetworkAdapter>();
            var mac = MacAddress.From(id.Value);
            var address = network.NextFree(kept).Value;
            scene.Add(new NetworkAdapter(id, machine.TenantId, machine.Id, place.VirtualNetworkId!.Value, adapters[machine.Id].Count(), mac, address));
            Keep(scene, network, kept, mac, "", id);
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
