using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Moves a running virtual machine to another host of its pool; it runs all along.</summary>
public sealed class MigrateVirtualMachine(Submission submission, IHypervisor hypervisor, TimeProvider clock) : IOperation<MigrateVirtualMachine.Input>
{
    /// <param name="EvenIfUnprotected">Whether whoever asks knows that the pool does not survive the failure of any one host any more.</param>
    public sealed record Input(Id<VirtualMachine> VirtualMachine, Id<Host> Host, bool EvenIfUnprotected = false) : IKnowingly;

    public string ActivityType => ActivityTypes.VirtualMachineMigrate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var host = await database.FindVisibleAsync(input.Host, caller, stop);
            if (host is null) return Problem.NotFound(HostTarget.Noun, input.Host);
            if (host.PoolId != machine.PoolId) return Problem.Invalid("host.other-pool", $"{host.Name} is not in the pool of {machine.Name}.", nameof(Input.Host));
            var tied = await PoolFacts.TiedToAsync(database, machine.PoolId, stop);
            var rooms = await PoolFacts.RoomAsync(database, machine.PoolId, stop);
            var from = machine.HostId;
            var begun = machine.BeginMigration(tied.GetValueOrDefault(machine.Id), rooms.Single(room => room.Host == host.Id));
            if (begun.Ok) begun = await PromiseGuard.MigrateAsync(database, machine, from!.Value, host.Id, input.EvenIfUnprotected, stop);
            return begun.Ok ? MachineTarget.Of(machine) : Result<ActivityTarget>.Refused(begun.Problems);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.MigrateAsync(progress.Key("migrate"), input.VirtualMachine, input.Host, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        machine.Arrive(input.Host);
        // It arrived on a host that was found failed before this was written down: it went down with it.
        if (machine.HostId == input.Host && await database.Hosts.AnyAsync(host => host.Id == input.Host && host.Status == HostStatus.Failed, stop)) machine.Lose(clock.GetUtcNow());
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        machine.StayWhereItIs();
    }
}
