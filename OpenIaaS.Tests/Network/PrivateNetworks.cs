using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Network;

/// <summary>A VPC to test with.</summary>
static class PrivateNetworks
{
    /// <summary>A private network on a VLAN of its own, which is on pool A.</summary>
    public static async Task<(PrivateNetwork Network, VirtualNetwork OnA)> AddAsync(ConsoleDbContext database, IdSource ids, CloudWorld world, string name, string range, int vlan, DateTimeOffset now)
    {
        var there = new VirtualNetwork(ids.Next<VirtualNetwork>(), world.Tenant.Id, world.PoolA.Id, name, NetworkKind.Vlan, [vlan], 1500);
        var backbone = new BackboneNetwork(ids.Next<BackboneNetwork>(), world.Tenant, name, vlan, now);
        var propagation = new Propagation(ids.Next<Propagation>(), world.Tenant.Id, backbone.Id, world.PoolA.Id);
        propagation.Deliver(there.Id);
        var vpc = new Vpc(ids.Next<Vpc>(), world.Tenant.Id, $"vpc-{name}");
        var network = new PrivateNetwork(ids.Next<PrivateNetwork>(), vpc, backbone.Id, $"{name}-private", Ipv4Range.Parse(range).Value);
        database.AddRange(there, backbone, propagation, vpc, network);
        await database.SaveChangesAsync();
        return (network, there);
    }

    public static async Task<(PrivateNetwork Network, VirtualNetwork OnA)> AddPrivateAsync(this Cloud cloud, string name = "app", string range = "10.60.0.0/24", int vlan = 60)
    {
        await using var database = cloud.Database();
        return await AddAsync(database, cloud.Get<IdSource>(), cloud.World, name, range, vlan, cloud.Clock.GetUtcNow());
    }
}
