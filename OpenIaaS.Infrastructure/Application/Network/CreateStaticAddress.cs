using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>Keeps an address of a private network for a MAC address: the one that is asked for, or the next one that is free.</summary>
public sealed class CreateStaticAddress(Submission submission, IdSource ids) : ICommand
{
    /// <param name="IpAddress">The address; null or empty for the next one.</param>
    /// <param name="Description">What it is for.</param>
    public sealed record Input(Id<PrivateNetwork> PrivateNetwork, string MacAddress, string? IpAddress, string Description);

    public string ActivityType => ActivityTypes.StaticAddressCreate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        var id = ids.Next<StaticAddress>();
        return submission.CarryOutAsync(ActivityType, Permission.NetworkWrite, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(input.PrivateNetwork, caller, stop) is not { } network) return Problem.NotFound(StaticAddressCase.NetworkNoun, input.PrivateNetwork);
            var mac = MacAddress.Parse(input.MacAddress.Trim());
            List<Problem> found = [.. mac.Problems, .. StaticAddress.CheckDescription(input.Description.Trim()).Problems];
            var address = await StaticAddressCase.ChooseAsync(database, network, input.IpAddress, MacAddress.KeyOf(input.MacAddress), stop);
            found.AddRange(address.Problems);
            if (found.Count > 0) return found;
            var kept = new StaticAddress(id, network, address.Value, mac.Value, input.Description.Trim());
            database.Add(kept);
            return StaticAddressCase.Target(kept);
        }, stop);
    }
}
