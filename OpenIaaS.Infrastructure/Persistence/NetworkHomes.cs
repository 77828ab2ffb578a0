using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>
/// Gives networks of pools that belong to no network of the backbone the one they are of: databases from before there were any have only those,
/// and so has a world that is built at once. The same VLAN within an organization is one network, of the tenant that has it first and shared
/// with the others; a trunk is one for each tenant and name.
/// </summary>
static class NetworkHomes
{
    /// <summary>Makes what is missing in a database.</summary>
    public static async Task FillAsync(ConsoleDbContext database, IdSource ids, DateTimeOffset now, CancellationToken stop)
    {
        var loose = await database.VirtualNetworks.AsNoTracking().Where(network => !database.Propagations.Any(row => row.VirtualNetworkId == network.Id)).OrderBy(network => network.Id).ToListAsync(stop);
        if (loose.Count == 0) return;
        var tenants = await database.Tenants.AsNoTracking().ToListAsync(stop);
        database.AddRange(Of(loose, tenants, ids, now));
        await database.SaveChangesAsync(stop);
    }

    /// <summary>The networks, their propagations and shares.</summary>
    /// <param name="loose">The networks of pools, of one database without any network of the backbone.</param>
    /// <param name="tenants">Their tenants, in the order in which they come first.</param>
    public static IEnumerable<object> Of(IReadOnlyCollection<VirtualNetwork> loose, IReadOnlyList<Tenant> tenants, IdSource ids, DateTimeOffset now)
    {
        var order = tenants.Select((tenant, at) => (tenant, at)).ToDictionary(pair => pair.tenant.Id, pair => pair.at);
        HashSet<(Id<Tenant>, string)> names = [];
        foreach (var same in loose.GroupBy(network => KeyOf(network, tenants[order[network.TenantId]])))
        {
            var owner = tenants[same.Min(network => order[network.TenantId])];
            var first = same.First(network => network.TenantId == owner.Id);
            var home = new BackboneNetwork(ids.Next<BackboneNetwork>(), owner, NameOf(first, owner, names), first.Kind == NetworkKind.VlanTrunk ? null : first.VlanIds[0], now);
            yield return home;
            foreach (var other in same.Select(network => network.TenantId).Distinct().Where(tenant => tenant != owner.Id)) yield return new NetworkShare(home.Id, owner.Id, other);
            foreach (var there in same.DistinctBy(network => network.PoolId))
            {
                var propagation = new Propagation(ids.Next<Propagation>(), there.TenantId, home.Id, there.PoolId);
                propagation.Deliver(there.Id);
                yield return propagation;
            }
        }
    }

    static string KeyOf(VirtualNetwork network, Tenant tenant) =>
        network.Kind == NetworkKind.VlanTrunk ? $"trunk {tenant.Id} {BackboneNetwork.KeyOf(network.Name)}" : $"vlan {tenant.OrganizationId} {network.VlanIds[0]}";

    static string NameOf(VirtualNetwork network, Tenant owner, HashSet<(Id<Tenant>, string)> names)
    {
        var name = network.Name;
        for (var number = 2; !names.Add((owner.Id, BackboneNetwork.KeyOf(name))); number++) name = $"{network.Name} {number}";
        return name;
    }
}
