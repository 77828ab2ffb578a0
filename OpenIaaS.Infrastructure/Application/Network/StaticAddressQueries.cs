using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>The static addresses of private networks, with the adapters and machines that have them now.</summary>
public sealed class StaticAddressQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>A static address.</summary>
    /// <param name="MachineId">The machine that has its MAC address in the private network, or null.</param>
    /// <param name="Position">The place of its adapter on the machine, from 0.</param>
    /// <param name="CameWithAdapter">Whether it came with an adapter and goes with it.</param>
    public sealed record Row(
        Id<StaticAddress> Id, string Address, string MacAddress, string Description, bool CameWithAdapter, Id<VirtualMachine>? MachineId, string? Machine, Id<NetworkAdapter>? AdapterId, int? Position,
        Id<Vpc> VpcId, string Vpc, Id<PrivateNetwork> PrivateNetworkId, string PrivateNetwork);

    /// <summary>Those of a private network, or of one machine in it, by address.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Id<PrivateNetwork> network, Id<VirtualMachine>? machine, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.VpcRead)) return Problem.Forbidden(Permission.VpcRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (!await database.VisibleTo<PrivateNetwork>(caller).AnyAsync(row => row.Id == network, stop)) return Problem.NotFound(StaticAddressCase.NetworkNoun, network);
        var rows = await ReadAsync(database, database.VisibleTo<StaticAddress>(caller).Where(row => row.PrivateNetworkId == network), stop);
        return rows.Where(row => machine is null || row.MachineId == machine).OrderBy(row => Ipv4.Parse(row.Address).Value).ToList();
    }

    /// <summary>One of them.</summary>
    public async Task<Result<Row>> FindAsync(Id<StaticAddress> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.VpcRead)) return Problem.Forbidden(Permission.VpcRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await ReadAsync(database, database.VisibleTo<StaticAddress>(caller).Where(row => row.Id == id), stop) is [var row] ? row : Problem.NotFound(StaticAddressCase.Noun, id);
    }

    /// <summary>The one of a MAC address, in whatever form that is written; where it has several, the one in the private network its adapter is on.</summary>
    public async Task<Result<Row>> FindByMacAsync(string mac, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.VpcRead)) return Problem.Forbidden(Permission.VpcRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var key = MacAddress.KeyOf(mac);
        var rows = await ReadAsync(database, database.VisibleTo<StaticAddress>(caller).Where(row => row.MacAddress == key), stop);
        return rows.OrderBy(row => row.AdapterId is null).ThenBy(row => row.Id.Value).FirstOrDefault() is { } found ? found : Problem.NotFound(StaticAddressCase.Noun, mac);
    }

    static async Task<List<Row>> ReadAsync(ConsoleDbContext database, IQueryable<StaticAddress> addresses, CancellationToken stop)
    {
        var kept = addresses.Where(address => !address.IsComing);
        var rows = await (
            from address in kept
            join network in database.PrivateNetworks on address.PrivateNetworkId equals network.Id
            join vpc in database.Vpcs on network.VpcId equals vpc.Id
            select new Row(
                address.Id, address.Address, address.MacAddress, address.Description, address.AdapterId != null, null, null, null, null, vpc.Id, vpc.Name, network.Id, network.Name)).ToListAsync(stop);
        if (rows.Count == 0) return rows;
        var adapters = (await (
            from address in kept
            join network in database.PrivateNetworks on address.PrivateNetworkId equals network.Id
            join propagation in database.Propagations on network.NetworkId equals propagation.NetworkId
            join adapter in database.NetworkAdapters.Where(adapter => adapter.Pending != AdapterAction.Adding) on new { propagation.VirtualNetworkId, address.TenantId, address.MacAddress }
                equals new { VirtualNetworkId = (Id<VirtualNetwork>?)adapter.NetworkId, adapter.TenantId, adapter.MacAddress }
            join machine in database.VirtualMachines on adapter.MachineId equals machine.Id
            orderby adapter.Id
            select new { Address = address.Id, MachineId = machine.Id, machine.Name, AdapterId = adapter.Id, adapter.Position }).ToListAsync(stop)).ToLookup(row => row.Address);
        // Two adapters with the same MAC address are two machines in one another's way; the address is one.
        return rows.ConvertAll(row => adapters[row.Id].FirstOrDefault() is { } has ? row with { MachineId = has.MachineId, Machine = has.Name, AdapterId = has.AdapterId, Position = has.Position } : row);
    }
}
