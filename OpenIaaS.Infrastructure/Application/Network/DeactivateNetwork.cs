using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>Switches a network off on which nothing is: no adapter can be put on it, and trunks drop its VLAN. Networks are never deleted.</summary>
public sealed class DeactivateNetwork(Submission submission) : ICommand
{
    public sealed record Input(Id<BackboneNetwork> Network);

    public string ActivityType => ActivityTypes.NetworkDeactivate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.NetworkWrite, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(input.Network, caller, stop) is not { } network) return Problem.NotFound(NetworkCase.Noun, input.Network);
            var propagations = await database.Propagations.Where(row => row.NetworkId == network.Id).ToListAsync(stop);
            var can = network.CanDeactivate(await NetworkCase.UseAsync(database, network.Id, null, caller, stop), propagations.Exists(row => row.IsChanging));
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            network.Deactivate();
            await SwitchAsync(database, network, propagations, stop);
            return NetworkCase.Target(network);
        }, stop);

    /// <summary>What a network that was switched off or on means on the pools it is on.</summary>
    internal static async Task SwitchAsync(ConsoleDbContext database, BackboneNetwork network, List<Propagation> propagations, CancellationToken stop)
    {
        foreach (var propagation in propagations.Where(row => row.State == PropagationState.Delivered))
        {
            var there = await database.VirtualNetworks.SingleAsync(row => row.Id == propagation.VirtualNetworkId, stop);
            if (network.IsDeactivated) there.Close();
            else there.Open();
            if (network.VlanId is not { } vlan) continue;
            foreach (var trunk in await NetworkCase.TrunksAsync(database, propagation.PoolId, stop))
            {
                if (network.IsDeactivated) trunk.Drop(vlan);
                else trunk.Carry(vlan);
            }
        }
    }
}
