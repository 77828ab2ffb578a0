using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Powers on a virtual machine, on the host asked for, or else where <see cref="Placement"/> says.</summary>
public sealed class StartVirtualMachine(Submission submission, IHypervisor hypervisor) : IOperation<StartVirtualMachine.Input>
{
    /// <param name="BypassMacAddressesCheck">Whether whoever starts it knows that another adapter has one of its MAC addresses.</param>
    /// <param name="EvenIfUnprotected">Whether whoever asks knows that the pool does not survive the failure of any one host any more.</param>
    public sealed record Input(Id<VirtualMachine> VirtualMachine, Id<Host>? Host = null, bool BypassMacAddressesCheck = false, bool EvenIfUnprotected = false) : IKnowingly;

    public string ActivityType => ActivityTypes.VirtualMachineStart;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.VirtualMachinePower, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            if (input.Host is { } asked && await HostProblemAsync(database, machine, asked, caller, stop) is { } problem) return problem;
            var policies = await database.BackupAssignments.CountAsync(assignment => assignment.MachineId == machine.Id, stop);
            var known = machine.CheckMacAddresses([.. (await SharedMacs.OfAsync(database, [machine.Id], stop))[machine.Id]], input.BypassMacAddressesCheck);
            var can = machine.CanStart(policies);
            if (can.Ok) can = known.Ok ? await PromiseGuard.StartAsync(database, machine, input.Host, input.EvenIfUnprotected, stop) : known;
            var begun = can.Ok ? machine.BeginStart(policies) : can;
            return begun.Ok ? MachineTarget.Of(machine) : Result<ActivityTarget>.Refused(begun.Problems);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.StartAsync(progress.Key("start"), input.VirtualMachine, input.Host, stop);
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

    static async Task<Problem?> HostProblemAsync(ConsoleDbContext database, VirtualMachine machine, Id<Host> asked, Caller caller, CancellationToken stop)
    {
        var host = await database.FindVisibleAsync(asked, caller, stop);
        if (host is null) return Problem.NotFound("host", asked);
        if (host.PoolId != machine.PoolId)
            return Problem.Invalid("host.other-pool", $"{host.Name} is not in the pool of {machine.Name}.", nameof(Input.Host));
        return host.Status == HostStatus.Connected ? null : Problem.Conflict("host.not-connected", $"{host.Name} is not connected; choose another host.", nameof(Input.Host));
    }
}
