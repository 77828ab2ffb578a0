using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Shuts a virtual machine down through its management agent, or cuts its power: at once, or when it has not ended in time.</summary>
public sealed class StopVirtualMachine(Submission submission, IHypervisor hypervisor) : IOperation<StopVirtualMachine.Input>
{
    /// <param name="Force">Cuts the power at once.</param>
    /// <param name="ForceShutdownDelay">After what time the power is cut of a guest that has not ended by itself; null waits for it, however long. Without meaning when it is cut at once.</param>
    public sealed record Input(Id<VirtualMachine> VirtualMachine, bool Force = false, TimeSpan? ForceShutdownDelay = null)
    {
        internal TimeSpan? Limit => Force ? null : ForceShutdownDelay;
    }

    public string ActivityType => ActivityTypes.VirtualMachineStop;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.VirtualMachinePower, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var bounds = input.Limit is { } limit ? VirtualMachine.CheckForceDelay(limit) : Result.Success;
            if (!bounds.Ok) return Result<ActivityTarget>.Refused(bounds.Problems);
            var begun = input.Limit is null ? machine.BeginStop(input.Force, await MachineTarget.StallAsync(hypervisor, machine, stop)) : machine.BeginStopInTime();
            return begun.Ok ? MachineTarget.Of(machine) : Result<ActivityTarget>.Refused(begun.Problems);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        // A machine that went down with its host is down already: giving up its restart is all there is to do.
        var seen = await hypervisor.ObserveAsync([input.VirtualMachine], stop);
        if (seen is [{ Power: PowerState.Halted }]) return input.VirtualMachine.ToString();
        if (input.Limit is not { } limit)
        {
            var task = await hypervisor.StopAsync(progress.Key("stop"), input.VirtualMachine, input.Force, stop);
            return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
        }

        var shutting = await hypervisor.ShutDownAsync(progress.Key("stop"), input.VirtualMachine, limit, stop);
        var ended = await progress.FollowAsync(shutting, hypervisor.TaskAsync, stop);
        if (!ended.Ok) return ended;
        await progress.RemarkAsync(ended.Value == nameof(ShutDownEnd.Forced) ? ActivityRemarks.ForcedAfterDelay : ActivityRemarks.EndedInTime, stop);
        return input.VirtualMachine.ToString();
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        machine.ObserveHalted();
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        // It still runs, and high availability must look after it again.
        if (machine is { Power: PowerState.Running, HostId: { } host }) machine.ObserveRunning(host);
        else machine.Abandon();
    }
}
