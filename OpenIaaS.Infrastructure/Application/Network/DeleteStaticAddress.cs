using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>Gives a static address back; a machine that has it gets another one when its guest asks next.</summary>
public sealed class DeleteStaticAddress(Submission submission) : ICommand
{
    public sealed record Input(Id<StaticAddress> Address);

    public string ActivityType => ActivityTypes.StaticAddressDelete;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.NetworkWrite, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(input.Address, caller, stop) is not { IsComing: false } kept) return Problem.NotFound(StaticAddressCase.Noun, input.Address);
            database.Remove(kept);
            return StaticAddressCase.Target(kept);
        }, stop);
}
