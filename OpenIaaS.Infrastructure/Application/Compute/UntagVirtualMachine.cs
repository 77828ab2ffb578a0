using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Takes the tag with a key from a virtual machine.</summary>
public sealed class UntagVirtualMachine(Submission submission) : ICommand
{
    public sealed record Input(Id<VirtualMachine> VirtualMachine, string Key);

    public string ActivityType => ActivityTypes.VirtualMachineUntag;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.TagWrite, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            return machine.Untag(input.Key) ? MachineTarget.Of(machine) : Problem.NotFound("tag", input.Key);
        }, stop);
}
