using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>What an adapter can be put on.</summary>
public sealed class NetworkQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>A network that an adapter can be put on.</summary>
    public sealed record Choice(Id<VirtualNetwork> Id, string Name, NetworkKind Kind, IReadOnlyList<int> VlanIds, int Mtu)
    {
        /// <summary>The private network of a VPC it carries, or null.</summary>
        public CarriedNetwork? Private { get; init; }
    }

    /// <summary>The networks that a machine's adapters can be on: those of its pool.</summary>
    public async Task<Result<IReadOnlyList<Choice>>> OfMachineAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.NetworkRead)) return Problem.Forbidden(Permission.NetworkRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var pool = await database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.Id == id).Select(machine => (Id<Pool>?)machine.PoolId).SingleOrDefaultAsync(stop);
        if (pool is null) return Problem.NotFound("virtual machine", id);
        var choices = await database.VisibleTo<VirtualNetwork>(caller).Where(network => network.PoolId == pool && !network.IsClosed).OrderBy(network => network.Kind).ThenBy(network => network.Name)
            .Select(network => new Choice(network.Id, network.Name, network.Kind, network.VlanIds, network.Mtu)).ToListAsync(stop);
        var carried = await CarriedNetwork.OnAsync(database, [.. choices.Select(choice => choice.Id)], caller.TenantId, stop);
        return choices.ConvertAll(choice => choice with { Private = carried.GetValueOrDefault(choice.Id) });
    }
}
