using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>What the pages show of networks.</summary>
public sealed class NetworkQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>A network on its pool and how many adapters are on it.</summary>
    public sealed record Row(Id<VirtualNetwork> Id, string Name, NetworkKind Kind, IReadOnlyList<int> VlanIds, int Mtu, Id<Pool> PoolId, string Pool, string Zone, int Adapters);

    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.NetworkRead)) return Problem.Forbidden(Permission.NetworkRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var adapters = await database.VisibleTo<NetworkAdapter>(caller).GroupBy(adapter => adapter.NetworkId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, stop);
        var found = await (
            from network in database.VisibleTo<VirtualNetwork>(caller).AsNoTracking()
            join pool in database.Pools on network.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name, network.Name
            select new { Network = network, Pool = pool.Name, Zone = zone.Name }).ToListAsync(stop);
        return found.Select(row => new Row(
            row.Network.Id, row.Network.Name, row.Network.Kind, row.Network.VlanIds, row.Network.Mtu, row.Network.PoolId, row.Pool, row.Zone, adapters.GetValueOrDefault(row.Network.Id))).ToList();
    }

    /// <summary>A network that an adapter can be put on.</summary>
    public sealed record Choice(Id<VirtualNetwork> Id, string Name, NetworkKind Kind, IReadOnlyList<int> VlanIds, int Mtu);

    /// <summary>The networks that a machine's adapters can be on: those of its pool.</summary>
    public async Task<Result<IReadOnlyList<Choice>>> OfMachineAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.NetworkRead)) return Problem.Forbidden(Permission.NetworkRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var pool = await database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.Id == id).Select(machine => (Id<Pool>?)machine.PoolId).SingleOrDefaultAsync(stop);
        if (pool is null) return Problem.NotFound("virtual machine", id);
        return await database.VisibleTo<VirtualNetwork>(caller).Where(network => network.PoolId == pool).OrderBy(network => network.Kind).ThenBy(network => network.Name)
            .Select(network => new Choice(network.Id, network.Name, network.Kind, network.VlanIds, network.Mtu)).ToListAsync(stop);
    }
}
