using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Sets what happens to a virtual machine when its host fails, and its rank among the machines restarted.</summary>
public sealed class SetMachineHighAvailability(Submission submission) : ICommand
{
    /// <param name="Version">The version of the machine the caller saw.</param>
    /// <param name="EvenIfUnprotected">Whether whoever asks knows that the pool does not survive the failure of any one host any more.</param>
    public sealed record Input(Id<VirtualMachine> VirtualMachine, int Version, HighAvailabilityPriority Priority, int StartOrder, bool EvenIfUnprotected = false) : IKnowingly;

    public string ActivityType => ActivityTypes.VirtualMachineHighAvailability;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            if (machine.Version != input.Version) return Problem.Changed(MachineTarget.Noun, machine.Name);
            var check = VirtualMachineLimits.CheckStartOrder(input.StartOrder);
            if (!check.Ok) return Result<ActivityTarget>.Refused(check.Problems);
            var guarded = await PromiseGuard.PrioritiseAsync(database, machine, input.Priority, input.EvenIfUnprotected, stop);
            if (!guarded.Ok) return Result<ActivityTarget>.Refused(guarded.Problems);
            machine.Prioritise(input.Priority, input.StartOrder);
            return MachineTarget.Of(machine);
        }, stop);
}
