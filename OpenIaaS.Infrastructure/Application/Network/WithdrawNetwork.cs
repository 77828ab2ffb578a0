using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>Takes a network from a pool on which nothing uses it. The network stays, and its VLAN ID with it.</summary>
public sealed class WithdrawNetwork(Submission submission, INetworkFabric fabric, IDbContextFactory<ConsoleDbContext> databases) : IOperation<WithdrawNetwork.Input>
{
    public sealed record Input(Id<Propagation> Propagation);

    public string ActivityType => ActivityTypes.NetworkWithdraw;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.NetworkWrite, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(input.Propagation, caller, stop) is not { } propagation) return Problem.NotFound("propagation", input.Propagation);
            var network = await database.BackboneNetworks.SingleAsync(row => row.Id == propagation.NetworkId, stop);
            var can = propagation.CanRemove(network.Name, await NetworkCase.UseAsync(database, network.Id, propagation.PoolId, caller, stop));
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            propagation.Remove();
            (await ThereAsync(database, propagation, stop))?.Close();
            return NetworkCase.Target(propagation, network, (await database.Pools.SingleAsync(pool => pool.Id == propagation.PoolId, stop)).Name);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var propagation = await database.Propagations.AsNoTracking().SingleAsync(row => row.Id == input.Propagation, stop);
        if (propagation.VirtualNetworkId is not { } there) return "";
        var name = await database.BackboneNetworks.Where(row => row.Id == propagation.NetworkId).Select(row => row.Name).SingleAsync(stop);
        // An adapter that was accepted at the same moment: from now on none is, since the network is closed.
        var late = await database.NetworkAdapters.CountAsync(adapter => adapter.NetworkId == there, stop) + (await RelocationsUnderWay.ComingToAsync(database, [there], stop)).Count;
        if (late > 0) return Problem.Conflict("network.in-use-late", $"{late} network adapters were put on the network {name} meanwhile.");
        var task = await fabric.WithdrawAsync(progress.Key("withdraw"), propagation.PoolId, name, stop);
        return await progress.FollowAsync(task, fabric.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var propagation = await database.Propagations.SingleAsync(row => row.Id == input.Propagation, stop);
        var network = await database.BackboneNetworks.SingleAsync(row => row.Id == propagation.NetworkId, stop);
        if (await ThereAsync(database, propagation, stop) is { } there) database.Remove(there);
        database.Remove(propagation);
        if (network.VlanId is not { } vlan) return;
        foreach (var trunk in await NetworkCase.TrunksAsync(database, propagation.PoolId, stop)) trunk.Drop(vlan);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var propagation = await database.Propagations.SingleAsync(row => row.Id == input.Propagation, stop);
        var network = await database.BackboneNetworks.SingleAsync(row => row.Id == propagation.NetworkId, stop);
        propagation.Keep();
        if (!network.IsDeactivated) (await ThereAsync(database, propagation, stop))?.Open();
    }

    static async Task<VirtualNetwork?> ThereAsync(ConsoleDbContext database, Propagation propagation, CancellationToken stop) =>
        propagation.VirtualNetworkId is { } id ? await database.VirtualNetworks.SingleAsync(row => row.Id == id, stop) : null;
}
