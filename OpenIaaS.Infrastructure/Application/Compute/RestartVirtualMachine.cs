using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Restarts a running virtual machine on the host it is on.</summary>
public sealed class RestartVirtualMachine(Submission submission, IHypervisor hypervisor) : IOperation<RestartVirtualMachine.Input>
{
    public sealed record Input(Id<VirtualMachine> VirtualMachine, bool Force = false);

    public string ActivityType => ActivityTypes.VirtualMachineRestart;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.VirtualMachinePower, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var stall = await MachineTarget.StallAsync(hypervisor, machine, stop);
            var begun = machine.BeginRestart(input.Force, stall);
            return begun.Ok ? MachineTarget.Of(machine) : Result<ActivityTarget>.Refused(begun.Problems);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.RestartAsync(progress.Key("restart"), input.VirtualMachine, input.Force, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    // Where it runs did not change; if its host failed meanwhile, that was noted already and stands.
    public Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop) => ReleaseAsync(input, database, stop);

    public Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) => ReleaseAsync(input, database, stop);

    static async Task ReleaseAsync(Input input, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        machine.Abandon();
    }
}
