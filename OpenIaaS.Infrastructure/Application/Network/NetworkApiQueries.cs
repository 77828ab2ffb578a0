using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>Networks of pools as the API tells of them.</summary>
public sealed class NetworkApiQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Adapters">The network adapters on it.</param>
    /// <param name="Vpc">The private network it carries, or null.</param>
    public sealed record Row(
        Id<VirtualNetwork> Id, string Name, Id<AvailabilityZone> ZoneId, string Zone, Id<Pool> PoolId, string Pool, int Mtu, IReadOnlyList<Id<NetworkAdapter>> Adapters,
        Place? Vpc);

    /// <summary>A private network with its VPC.</summary>
    public sealed record Place(Id<Vpc> Id, string Name, Id<PrivateNetwork> PrivateNetworkId, string PrivateNetwork);

    /// <summary>Those of a zone, of a pool, or all, by name.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Id<AvailabilityZone>? zone, Id<Pool>? pool, Caller caller, CancellationToken stop)
    {
        // The API's clients read networks with the permission to read machines; the page of networks has one of its own.
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var networks = database.VisibleTo<VirtualNetwork>(caller);
        if (pool is not null) networks = networks.Where(network => network.PoolId == pool);
        if (zone is not null) networks = networks.Where(network => database.Pools.Any(owner => owner.Id == network.PoolId && owner.ZoneId == zone));
        return await ReadAsync(database, networks, stop);
    }

    public async Task<Result<Row>> FindAsync(Id<VirtualNetwork> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await ReadAsync(database, database.VisibleTo<VirtualNetwork>(caller).Where(network => network.Id == id), stop);
        return rows is [var row] ? row : Problem.NotFound("network", id);
    }

    static async Task<List<Row>> ReadAsync(ConsoleDbContext database, IQueryable<VirtualNetwork> networks, CancellationToken stop)
    {
        var found = await (
            from network in networks
            join pool in database.Pools on network.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            join propagation in database.Propagations on (Id<VirtualNetwork>?)network.Id equals propagation.VirtualNetworkId into propagations
            from propagation in propagations.DefaultIfEmpty()
            join carried in database.PrivateNetworks on new { propagation.NetworkId, network.TenantId } equals new { carried.NetworkId, carried.TenantId } into privates
            from carried in privates.DefaultIfEmpty()
            join vpc in database.Vpcs on carried.VpcId equals vpc.Id into vpcs
            from vpc in vpcs.DefaultIfEmpty()
            orderby network.Name, pool.Name, network.Id
            select new { network.Id, network.Name, ZoneId = zone.Id, Zone = zone.Name, network.PoolId, Pool = pool.Name, network.Mtu, VpcId = (Id<Vpc>?)vpc.Id, Vpc = vpc.Name, PrivateId = (Id<PrivateNetwork>?)carried.Id, Private = carried.Name }).ToListAsync(stop);
        if (found.Count == 0) return [];
        var adapters = (await (
            from adapter in database.NetworkAdapters
            from network in networks
            where adapter.NetworkId == network.Id && adapter.Pending != AdapterAction.Adding
            orderby adapter.Id
            select new { adapter.NetworkId, adapter.Id }).ToListAsync(stop)).ToLookup(adapter => adapter.NetworkId, adapter => adapter.Id);
        return found.ConvertAll(row => new Row(row.Id, row.Name, row.ZoneId, row.Zone, row.PoolId, row.Pool, row.Mtu, [.. adapters[row.Id]], row.VpcId is { } vpc ? new Place(vpc, row.Vpc, row.PrivateId!.Value, row.Private) : null));
    }
}
