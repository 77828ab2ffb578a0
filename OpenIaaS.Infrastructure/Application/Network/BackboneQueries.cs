using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>The networks of a tenant, its own and those shared with it, with where they are and who uses them.</summary>
public sealed class BackboneQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Owner">The tenant it is shared by; null for one of the caller's own.</param>
    /// <param name="SharedWith">The tenants it is shared with; those of another tenant's network are not told.</param>
    /// <param name="Private">The private network of a VPC it carries, or null.</param>
    /// <param name="VlanIds">Its VLAN ID, or those a trunk carries on any of the caller's pools.</param>
    /// <param name="Adapters">How many adapters of the caller's tenant are on it.</param>
    public sealed record Row(
        Id<BackboneNetwork> Id, string Name, NetworkKind Kind, IReadOnlyList<int> VlanIds, string PublicRange, bool IsDeactivated, string? Owner, IReadOnlyList<string> SharedWith,
        IReadOnlyList<Place> Places, int Adapters, Problem? Deactivate, Carried? Private)
    {
        /// <summary>Everything a reader sees of it: a row is another one when that differs, and not when it was read again.</summary>
        string Seen => string.Join(
            '|', Id, Name, string.Join(',', VlanIds), PublicRange, IsDeactivated, Owner, Private, string.Join(',', SharedWith), Adapters, Deactivate,
            string.Join(',', Places.Select(place => $"{place.Id} {place.State} {place.Reason} {place.Adapters} {place.Remove}")));

        public bool Equals(Row? other) => other is not null && Seen == other.Seen;

        public override int GetHashCode() => Seen.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>A private network of a VPC.</summary>
    public sealed record Carried(Id<PrivateNetwork> Id, string Name, string Vpc, string Range, string Gateway);

    /// <summary>A network on a pool of the caller.</summary>
    public sealed record Place(Id<Propagation> Id, Id<Pool> PoolId, string Pool, string Zone, PropagationState State, string Reason, int Adapters, Problem? Remove);

    /// <summary>A pool a network can be propagated to.</summary>
    public sealed record PoolChoice(Id<Pool> Id, string Name, string Zone);

    /// <summary>Another tenant of the organization.</summary>
    /// <param name="Pools">On how many of its pools the network is.</param>
    public sealed record Partner(Id<Tenant> Id, string Name, bool Has, int Pools);

    /// <summary>Sorts by <c>name</c>, <c>vlan</c> (trunks last) or <c>adapters</c>.</summary>
    /// <param name="search">Part of the name of a network or of a pool it is on, or a VLAN ID; null for all.</param>
    public async Task<Result<TablePage<Row>>> ListAsync(string? search, TableQuery query, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.NetworkRead)) return Problem.Forbidden(Permission.NetworkRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var matching = Matching(database, search, caller);
        var sorted = query.Sort switch
        {
            "vlan" => Order(network => network.VlanId ?? int.MaxValue),
            "adapters" => Order(network => database.Propagations.Where(row => row.NetworkId == network.Id && row.TenantId == caller.TenantId)
                .Sum(row => database.NetworkAdapters.Count(adapter => adapter.NetworkId == row.VirtualNetworkId))),
            _ => Order(network => network.NameKey),
        };
        var rows = await sorted.ThenBy(network => network.NameKey).ThenBy(network => network.Id).Skip(query.Offset).Take(Math.Min(query.Count, TableQuery.Most)).ToListAsync(stop);
        return new TablePage<Row>(await RowsAsync(database, rows, caller, stop), await matching.CountAsync(stop));

        IOrderedQueryable<BackboneNetwork> Order<T>(Expression<Func<BackboneNetwork, T>> key) => query.Descending ? matching.OrderByDescending(key) : matching.OrderBy(key);
    }

    /// <summary>How many networks the tenant has or may use.</summary>
    public async Task<int> CountAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.NetworkRead)) return 0;
        await using var database = await databases.CreateDbContextAsync(stop);
        return await NetworkCase.ForTenant(database, caller.TenantId).CountAsync(stop);
    }

    public async Task<Result<Row>> FindAsync(Id<BackboneNetwork> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.NetworkRead)) return Problem.Forbidden(Permission.NetworkRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var found = await NetworkCase.ForTenant(database, caller.TenantId).Where(network => network.Id == id).ToListAsync(stop);
        return found.Count == 0 ? Problem.NotFound(NetworkCase.Noun, id) : (await RowsAsync(database, found, caller, stop))[0];
    }

    /// <summary>The names the tenant's own networks have.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.NetworkRead)) return [];
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.VisibleTo<BackboneNetwork>(caller).Select(network => network.Name).ToListAsync(stop);
    }

    static IQueryable<BackboneNetwork> Matching(ConsoleDbContext database, string? search, Caller caller)
    {
        var networks = NetworkCase.ForTenant(database, caller.TenantId);
        if (string.IsNullOrWhiteSpace(search)) return networks;
        var key = BackboneNetwork.KeyOf(search.Trim());
        var vlan = int.TryParse(search.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        // Names of pools are ASCII, so that the database's own upper case is enough for them.
#pragma warning disable CA1304, CA1311, CA1862 // translated to SQL
        return networks.Where(network => network.NameKey.Contains(key) || network.VlanId == vlan || database.Propagations.Any(row => row.NetworkId == network.Id && row.TenantId == caller.TenantId
            && (database.Pools.Any(pool => pool.Id == row.PoolId && pool.Name.ToUpper().Contains(key)) || database.VirtualNetworks.Any(there => there.Id == row.VirtualNetworkId && there.VlanIds.Contains(vlan)))));
#pragma warning restore CA1304, CA1311, CA1862
    }

    static async Task<IReadOnlyList<Row>> RowsAsync(ConsoleDbContext database, List<BackboneNetwork> networks, Caller caller, CancellationToken stop)
    {
        var ids = networks.ConvertAll(network => network.Id);
        var tenants = await OrganizationAsync(database, caller, stop);
        var shares = (await database.VisibleTo<NetworkShare>(caller).Where(share => ids.Contains(share.NetworkId)).ToListAsync(stop)).ToLookup(share => share.NetworkId);
        var places = await PlacesAsync(database, ids, caller, stop);
        var carried = await database.VisibleTo<PrivateNetwork>(caller).Where(row => ids.Contains(row.NetworkId))
            .Join(database.Vpcs, row => row.VpcId, vpc => vpc.Id, (row, vpc) => new { row.NetworkId, Row = new Carried(row.Id, row.Name, vpc.Name, row.Range, row.Gateway) })
            .ToDictionaryAsync(row => row.NetworkId, row => row.Row, stop);
        var changing = (await database.Propagations.Where(row => ids.Contains(row.NetworkId) && row.State != PropagationState.Delivered && row.State != PropagationState.Failed)
            .Select(row => row.NetworkId).Distinct().ToListAsync(stop)).ToHashSet();
        return networks.ConvertAll(network =>
        {
            var here = places[network.Id].ToList();
            var use = new NetworkUse(here.Sum(place => place.Use.Adapters), [.. here.SelectMany(place => place.Use.Machines).Distinct().Take(NetworkUse.MostNamed)]);
            var own = network.TenantId == caller.TenantId;
            return new Row(
                network.Id, network.Name, network.Kind, network.VlanId is { } vlan ? [vlan] : [.. here.SelectMany(place => place.Vlans).Distinct().Order()], network.PublicRange, network.IsDeactivated,
                own ? null : tenants.GetValueOrDefault(network.TenantId, ""), own ? [.. shares[network.Id].Select(share => tenants.GetValueOrDefault(share.WithTenantId, "")).Order(StringComparer.CurrentCulture)] : [],
                here.ConvertAll(place => new Place(
                    place.Row.Id, place.Row.PoolId, place.Pool, place.Zone, place.Row.State, place.Row.Reason, place.Use.Adapters, place.Row.CanRemove(network.Name, place.Use).First)),
                use.Adapters, own ? (network.IsDeactivated ? network.CanReactivate() : network.CanDeactivate(use, changing.Contains(network.Id))).First : null, carried.GetValueOrDefault(network.Id));
        });
    }

    /// <summary>The pools of the tenant, by zone.</summary>
    public async Task<Result<IReadOnlyList<PoolChoice>>> PoolsAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.NetworkRead)) return Problem.Forbidden(Permission.NetworkRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await (
            from pool in database.VisibleTo<Pool>(caller)
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name
            select new PoolChoice(pool.Id, pool.Name, zone.Name)).ToListAsync(stop);
    }

    /// <summary>The other tenants of the organization, and whether one of the caller's networks is shared with them.</summary>
    public async Task<Result<IReadOnlyList<Partner>>> PartnersAsync(Id<BackboneNetwork> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.NetworkRead)) return Problem.Forbidden(Permission.NetworkRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var network = await database.VisibleTo<BackboneNetwork>(caller).SingleOrDefaultAsync(row => row.Id == id, stop);
        if (network is null) return Problem.NotFound(NetworkCase.Noun, id);
        return await database.Tenants.Where(tenant => tenant.OrganizationId == network.OrganizationId && tenant.Id != network.TenantId).OrderBy(tenant => tenant.Name)
            .Select(tenant => new Partner(
                tenant.Id, tenant.Name, database.NetworkShares.Any(share => share.NetworkId == id && share.WithTenantId == tenant.Id),
                database.Propagations.Count(row => row.NetworkId == id && row.TenantId == tenant.Id))).ToListAsync(stop);
    }

    static async Task<Dictionary<Id<Tenant>, string>> OrganizationAsync(ConsoleDbContext database, Caller caller, CancellationToken stop)
    {
        var organization = await database.Tenants.Where(tenant => tenant.Id == caller.TenantId).Select(tenant => tenant.OrganizationId).SingleAsync(stop);
        return await database.Tenants.Where(tenant => tenant.OrganizationId == organization).ToDictionaryAsync(tenant => tenant.Id, tenant => tenant.Name, stop);
    }

    /// <summary>What of some networks is propagated to the caller's pools, by network, with what is on it there.</summary>
    static async Task<ILookup<Id<BackboneNetwork>, Known>> PlacesAsync(ConsoleDbContext database, List<Id<BackboneNetwork>> networks, Caller caller, CancellationToken stop)
    {
        var rows = await (
            from row in database.VisibleTo<Propagation>(caller)
            where networks.Contains(row.NetworkId)
            join pool in database.Pools on row.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name
            select new { Row = row, Pool = pool.Name, Zone = zone.Name }).ToListAsync(stop);
        var there = rows.Where(row => row.Row.VirtualNetworkId is not null).Select(row => row.Row.VirtualNetworkId!.Value).ToList();
        var vlans = await database.VisibleTo<VirtualNetwork>(caller).Where(network => there.Contains(network.Id)).ToDictionaryAsync(network => network.Id, network => network.VlanIds, stop);
        var counts = await database.VisibleTo<NetworkAdapter>(caller).Where(adapter => there.Contains(adapter.NetworkId)).GroupBy(adapter => adapter.NetworkId)
            .Select(group => new { group.Key, Count = group.Count(), Machine = group.Min(adapter => adapter.MachineId) }).ToDictionaryAsync(group => group.Key, stop);
        var first = counts.Values.Select(count => count.Machine).ToList();
        var names = await database.VisibleTo<VirtualMachine>(caller).Where(machine => first.Contains(machine.Id)).ToDictionaryAsync(machine => machine.Id, machine => machine.Name, stop);
        return rows.ToLookup(row => row.Row.NetworkId, row =>
        {
            var count = row.Row.VirtualNetworkId is { } there ? counts.GetValueOrDefault(there) : null;
            return new Known(
                row.Row, row.Pool, row.Zone, row.Row.VirtualNetworkId is { } id ? vlans.GetValueOrDefault(id, []) : [],
                count is null ? new NetworkUse(0, []) : new NetworkUse(count.Count, [names.GetValueOrDefault(count.Machine, "")]));
        });
    }

    sealed record Known(Propagation Row, string Pool, string Zone, IReadOnlyList<int> Vlans, NetworkUse Use);
}
