using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.HighAvailability;

/// <summary>
/// Restarts a machine that was lost with its host, where the plan says. Every attempt is an activity of its own, also one that found no room:
/// the record is what high availability is checked by.
/// </summary>
public sealed class RecoverVirtualMachine(Submission submission, IHypervisor hypervisor, TimeProvider clock) : IOperation<RecoverVirtualMachine.Input>
{
    /// <param name="Host">Where the plan puts it, or null when it found no room.</param>
    /// <param name="HostName">The host's name, for the record.</param>
    /// <param name="Refusal">Why there is no room, in a sentence.</param>
    public sealed record Input(Id<VirtualMachine> VirtualMachine, Id<Host>? Host, string? HostName, string? Refusal);

    public string ActivityType => ActivityTypes.VirtualMachineRecover;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.VirtualMachinePower, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var begun = machine.BeginRecovery(input.Host, clock.GetUtcNow());
            return begun.Ok ? MachineTarget.Of(machine) : Result<ActivityTarget>.Refused(begun.Problems);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        if (input.Host is not { } host) return Problem.Conflict("ha.attempt", $"{input.Refusal}");
        var task = await hypervisor.StartAsync(progress.Key("start"), input.VirtualMachine, host, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        machine.ObserveRunning(Id<Host>.Parse(outcome, null));
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        machine.Abandon();
    }
}
