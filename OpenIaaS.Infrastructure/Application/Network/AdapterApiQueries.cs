using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>Whole network adapters for scripts: one question for all of them. One that is still being added is none yet.</summary>
public sealed class AdapterApiQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>A network adapter as scripts read it.</summary>
    /// <param name="Address">The IPv4 address its guest reports, or empty.</param>
    public sealed record Row(
        Id<NetworkAdapter> Id, int Position, Id<VirtualMachine> MachineId, string MacAddress, int Mtu, bool IsConnected, bool TxChecksumming,
        Id<VirtualNetwork> NetworkId, string Network, Id<AvailabilityZone> ZoneId, string Zone, string Address);

    /// <summary>Every adapter of the tenant, by machine and position.</summary>
    /// <param name="machine">Those of one machine, or null for all.</param>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Id<VirtualMachine>? machine, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var adapters = database.VisibleTo<NetworkAdapter>(caller);
        if (machine is { } asked) adapters = adapters.Where(adapter => adapter.MachineId == asked);
        return await Rows(database, adapters.OrderBy(adapter => adapter.MachineId).ThenBy(adapter => adapter.Position)).ToListAsync(stop);
    }

    /// <summary>One of them.</summary>
    public async Task<Result<Row>> FindAsync(Id<NetworkAdapter> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await Rows(database, database.VisibleTo<NetworkAdapter>(caller).Where(adapter => adapter.Id == id)).SingleOrDefaultAsync(stop);
        return row is null ? Problem.NotFound(AdapterCase.Noun, id) : row;
    }

    static IQueryable<Row> Rows(ConsoleDbContext database, IQueryable<NetworkAdapter> adapters) =>
        from adapter in adapters.Where(adapter => adapter.Pending != AdapterAction.Adding)
        join network in database.VirtualNetworks on adapter.NetworkId equals network.Id
        join pool in database.Pools on network.PoolId equals pool.Id
        join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
        select new Row(
            adapter.Id, adapter.Position, adapter.MachineId, adapter.MacAddress, network.Mtu, adapter.IsConnected, adapter.TxChecksumming,
            network.Id, network.Name, zone.Id, zone.Name, adapter.Address);
}
