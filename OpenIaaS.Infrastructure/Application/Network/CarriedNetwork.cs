using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>The private network of a VPC that a network of a pool carries.</summary>
/// <param name="Backbone">The network that carries it everywhere.</param>
/// <param name="Range">Its addresses in CIDR notation.</param>
public sealed record CarriedNetwork(Id<PrivateNetwork> Id, Id<BackboneNetwork> Backbone, string Name, string Vpc, string Range, string Gateway)
{
    /// <summary>What each of some networks carries; those that carry none of the tenant's are left out.</summary>
    internal static Task<Dictionary<Id<VirtualNetwork>, CarriedNetwork>> OnAsync(ConsoleDbContext database, IReadOnlyCollection<Id<VirtualNetwork>> networks, Id<Tenant> tenant, CancellationToken stop)
    {
        List<Id<VirtualNetwork>?> ids = [.. networks.Distinct().Select(id => (Id<VirtualNetwork>?)id)];
        return (
            from propagation in database.Propagations.Where(row => ids.Contains(row.VirtualNetworkId))
            join carried in database.PrivateNetworks.Where(row => row.TenantId == tenant) on propagation.NetworkId equals carried.NetworkId
            join vpc in database.Vpcs on carried.VpcId equals vpc.Id
            select new { On = propagation.VirtualNetworkId!.Value, Row = new CarriedNetwork(carried.Id, carried.NetworkId, carried.Name, vpc.Name, carried.Range, carried.Gateway) })
            .ToDictionaryAsync(row => row.On, row => row.Row, stop);
    }
}
