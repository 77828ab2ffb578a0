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
    /// <param name="VpcId">The VPC whose private network it is on, or null.</param>
    /// <param name="KeptAddress">The address that is kept for it there, or null.</param>
    public sealed record Row(
        Id<NetworkAdapter> Id, int Position, Id<VirtualMachine> MachineId, string MacAddress, int Mtu, bool IsConnected, bool TxChecksumming,
        Id<VirtualNetwork> NetworkId, string Network, Id<AvailabilityZone> ZoneId, string Zone, string Address,
        Id<Vpc>? VpcId, string? Vpc, Id<PrivateNetwork>? PrivateNetworkId, string? PrivateNetwork, string? KeptAddress);

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
        join propagation in database.Propagations on (Id<VirtualNetwork>?)network.Id equals propagation.VirtualNetworkId into propagations
        from propagation in propagations.DefaultIfEmpty()
        join carried in database.PrivateNetworks on new { propagation.NetworkId, adapter.TenantId } equals new { carried.NetworkId, carried.TenantId } into networks
        from carried in networks.DefaultIfEmpty()
        join vpc in database.Vpcs on carried.VpcId equals vpc.Id into vpcs
        from vpc in vpcs.DefaultIfEmpty()
        join kept in database.StaticAddresses.Where(kept => !kept.IsComing) on new { PrivateNetworkId = carried.Id, adapter.MacAddress } equals new { kept.PrivateNetworkId, kept.MacAddress } into addresses
        from kept in addresses.DefaultIfEmpty()
        select new Row(
            adapter.Id, adapter.Position, adapter.MachineId, adapter.MacAddress, network.Mtu, adapter.IsConnected, adapter.TxChecksumming,
            network.Id, network.Name, zone.Id, zone.Name, adapter.Address,
            (Id<Vpc>?)vpc.Id, vpc.Name, (Id<PrivateNetwork>?)carried.Id, carried.Name, kept.Address);
}
