using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>Switches a deactivated network on again, on every pool it is on.</summary>
public sealed class ReactivateNetwork(Submission submission) : ICommand
{
    public sealed record Input(Id<BackboneNetwork> Network);

    public string ActivityType => ActivityTypes.NetworkReactivate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.NetworkWrite, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(input.Network, caller, stop) is not { } network) return Problem.NotFound(NetworkCase.Noun, input.Network);
            var can = network.CanReactivate();
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            network.Reactivate();
            await DeactivateNetwork.SwitchAsync(database, network, await database.Propagations.Where(row => row.NetworkId == network.Id).ToListAsync(stop), stop);
            return NetworkCase.Target(network);
        }, stop);
}
