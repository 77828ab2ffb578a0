using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Shuts a virtual machine down through its management agent, or cuts its power.</summary>
public sealed class StopVirtualMachine(Submission submission, IHypervisor hypervisor) : IOperation<StopVirtualMachine.Input>
{
    public sealed record Input(Id<VirtualMachine> VirtualMachine, bool Force = false);

    public string ActivityType => ActivityTypes.VirtualMachineStop;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.VirtualMachinePower, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var stall = await MachineTarget.StallAsync(hypervisor, machine, stop);
            var begun = machine.BeginStop(input.Force, stall);
            return begun.Ok ? MachineTarget.Of(machine) : Result<ActivityTarget>.Refused(begun.Problems);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        // A machine that went down with its host is down already: giving up its restart is all there is to do.
        var seen = await hypervisor.ObserveAsync([input.VirtualMachine], stop);
        if (seen is [{ Power: PowerState.Halted }]) return input.VirtualMachine.ToString();
        var task = await hypervisor.StopAsync(progress.Key("stop"), input.VirtualMachine, input.Force, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
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
