using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>Propagates a network to a pool: ordered, then provisioned there, then delivered to the adapters of its machines.</summary>
public sealed class PropagateNetwork(Submission submission, INetworkFabric fabric, IDbContextFactory<ConsoleDbContext> databases, IdSource ids) : IOperation<PropagateNetwork.Input>
{
    public sealed record Order(Id<BackboneNetwork> Network, Id<Pool> Pool);

    /// <param name="There">The identity the network has on the pool once it is delivered.</param>
    public sealed record Input(Id<VirtualNetwork> There, Order Order);

    public string ActivityType => ActivityTypes.NetworkPropagate;

    public Task<Result<Id<Activity>>> SubmitAsync(Order order, Caller caller, CancellationToken stop)
    {
        var propagation = ids.Next<Propagation>();
        return submission.AcceptAsync(ActivityType, Permission.NetworkWrite, new Input(ids.Next<VirtualNetwork>(), order), caller, async database =>
        {
            var network = await NetworkCase.ForTenant(database, caller.TenantId).SingleOrDefaultAsync(row => row.Id == order.Network, stop);
            if (network is null) return Problem.NotFound(NetworkCase.Noun, order.Network);
            if (await database.FindVisibleAsync(order.Pool, caller, stop) is not { } pool) return Problem.NotFound("pool", order.Pool);
            var known = await database.Propagations.SingleOrDefaultAsync(row => row.NetworkId == network.Id && row.PoolId == pool.Id, stop);
            var can = network.CanPropagate(pool.Name, known);
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            known?.Order();
            if (known is null) database.Add(known = new Propagation(propagation, pool.TenantId, network.Id, pool.Id));
            return NetworkCase.Target(known, network, pool.Name);
        }, stop);
    }

    /// <summary>The activity of one propagation that is part of another order, to be saved with the rest of it.</summary>
    internal static Activity AsPart(Id<Activity> id, BackboneNetwork network, Pool pool, Propagation propagation, Id<VirtualNetwork> there, Caller caller, DateTimeOffset now) => new(
        id, ActivityTypes.NetworkPropagate, NetworkCase.Target(propagation, network, pool.Name), caller,
        JsonSerializer.Serialize(new Input(there, new Order(network.Id, pool.Id)), DomainJson.Options), now);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var propagation = await FindAsync(database, input, stop);
        var network = await database.BackboneNetworks.AsNoTracking().SingleAsync(row => row.Id == propagation.NetworkId, stop);
        propagation.Provision();
        await database.SaveChangesAsync(stop);
        var task = await fabric.PropagateAsync(progress.Key("propagate"), propagation.PoolId, network.Name, stop);
        return await progress.FollowAsync(task, fabric.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var propagation = await FindAsync(database, input, stop);
        var network = await database.BackboneNetworks.SingleAsync(row => row.Id == propagation.NetworkId, stop);
        List<int> carried = network.VlanId is { } own ? [own] : await VlansAsync(database, propagation.PoolId, stop);
        var there = new VirtualNetwork(input.There, propagation.TenantId, propagation.PoolId, network.Name, network.Kind, carried, Mtu);
        database.Add(there);
        propagation.Deliver(there.Id);
        if (network.VlanId is not { } vlan) return;
        foreach (var trunk in await NetworkCase.TrunksAsync(database, propagation.PoolId, stop)) trunk.Carry(vlan);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) =>
        (await FindAsync(database, input, stop)).Fail(reason);

    /// <summary>What every network of the backbone has, in bytes.</summary>
    const int Mtu = 1500;

    static Task<Propagation> FindAsync(ConsoleDbContext database, Input input, CancellationToken stop) =>
        database.Propagations.SingleAsync(row => row.NetworkId == input.Order.Network && row.PoolId == input.Order.Pool, stop);

    static async Task<List<int>> VlansAsync(ConsoleDbContext database, Id<Pool> pool, CancellationToken stop)
    {
        var lists = await database.VirtualNetworks.Where(row => row.PoolId == pool && row.Kind == NetworkKind.Vlan && !row.IsClosed).Select(row => row.VlanIds).ToListAsync(stop);
        return [.. lists.SelectMany(list => list).Distinct().Order()];
    }
}
