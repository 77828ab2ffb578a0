using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Replaces the tags of a virtual machine.</summary>
public sealed class SetVirtualMachineTags(Submission submission) : ICommand
{
    /// <param name="Version">The version of the machine the caller saw.</param>
    public sealed record Input(Id<VirtualMachine> VirtualMachine, int Version, IReadOnlyList<string> Tags);

    public string ActivityType => ActivityTypes.VirtualMachineTags;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.TagWrite, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            if (machine.Version != input.Version) return Problem.Changed(MachineTarget.Noun, machine.Name);
            var check = MachineTags.Check(input.Tags);
            if (!check.Ok) return Result<ActivityTarget>.Refused(check.Problems);
            machine.SetTags(input.Tags.Select(tag => MachineTag.Typed(tag).Text));
            return MachineTarget.Of(machine);
        }, stop);
}
