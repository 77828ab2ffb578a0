using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>Says what a static address is for, or keeps it for another MAC address. What is null stays as it is.</summary>
public sealed class UpdateStaticAddress(Submission submission) : ICommand
{
    public sealed record Input(Id<StaticAddress> Address, string? Description = null, string? MacAddress = null);

    public string ActivityType => ActivityTypes.StaticAddressUpdate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.NetworkWrite, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(input.Address, caller, stop) is not { IsComing: false } kept) return Problem.NotFound(StaticAddressCase.Noun, input.Address);
            List<Problem> found = input.Description is { } text ? [.. StaticAddress.CheckDescription(text.Trim()).Problems] : [];
            var mac = MacAddress.Parse(input.MacAddress?.Trim() ?? kept.MacAddress);
            found.AddRange(mac.Ok ? kept.CanChangeMac(mac.Value).Problems : mac.Problems);
            if (mac.Ok && mac.Value != kept.MacAddress)
                found.AddRange((await StaticAddressCase.CheckMacAsync(database, await database.PrivateNetworks.SingleAsync(row => row.Id == kept.PrivateNetworkId, stop), mac.Value, stop)).Problems);
            if (found.Count > 0) return found;
            kept.KeepFor(mac.Value);
            if (input.Description is { } description) kept.Describe(description.Trim());
            return StaticAddressCase.Target(kept);
        }, stop);
}
