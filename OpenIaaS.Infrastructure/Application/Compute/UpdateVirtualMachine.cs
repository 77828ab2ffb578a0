using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>
/// Changes a virtual machine's own settings, all at once or none of them. vCPU, sockets and memory need it powered off. What is null stays as it is.
/// </summary>
public sealed partial class UpdateVirtualMachine(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases)
    : IOperation<UpdateVirtualMachine.Input>
{
    /// <param name="EvenIfUnprotected">Whether whoever asks knows that the pool does not survive the failure of any one host any more.</param>
    /// <param name="Version">The version of the machine the caller saw; null for a script, which says what it wants and not what it saw.</param>
    public sealed record Input(
        Id<VirtualMachine> VirtualMachine, int? Version, string? Name = null, int? VirtualCpus = null, int? CoresPerSocket = null, ByteSize? Memory = null,
        Firmware? Firmware = null, bool? SecureBoot = null, BootOrder? BootOrder = null, bool? AutoPowerOn = null, HighAvailabilityPriority? HighAvailability = null, bool EvenIfUnprotected = false) : IKnowingly
    {
        internal bool IsCold => VirtualCpus is not null || CoresPerSocket is not null || Memory is not null;
    }

    public string ActivityType => ActivityTypes.VirtualMachineUpdate;

    public async Task<Result<Id<Activity>>> SubmitAsync(Input asked, Caller caller, CancellationToken stop)
    {
        var input = asked.Version is null ? await WithoutWhatItHasAsync(asked, caller, stop) : asked;
        return input.IsCold
            ? await submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, ApplyAsync, stop)
            : await submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, ApplyAsync, stop);

        async Task<Result<ActivityTarget>> ApplyAsync(ConsoleDbContext database)
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            if (input.Version is { } seen && machine.Version != seen) return Problem.Changed(MachineTarget.Noun, machine.Name);
            List<Problem> found = [.. CheckName(input, machine), .. await CheckSettingsAsync(database, input, machine, stop), .. input.IsCold ? await CheckColdAsync(database, input, machine, stop) : []];
            if (found.Count == 0 && input.HighAvailability is { } priority) found.AddRange((await PromiseGuard.PrioritiseAsync(database, machine, priority, input.EvenIfUnprotected, stop)).Problems);
            if (found.Count > 0) return found;
            var begun = input.IsCold ? machine.BeginResize() : Result.Success;
            if (!begun.Ok) return Result<ActivityTarget>.Refused(begun.Problems);
            var target = MachineTarget.Of(machine);
            // With a cold change all of it waits for the hardware, so that a failure leaves nothing of the request behind.
            if (!input.IsCold) Set(machine, input);
            return target;
        }
    }

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.VirtualMachines.AsNoTracking().SingleAsync(row => row.Id == input.VirtualMachine, stop);
        var task = await hypervisor.ResizeAsync(
            progress.Key("resize"), input.VirtualMachine, input.VirtualCpus ?? machine.VirtualCpus, input.Memory ?? machine.Memory, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        Set(machine, input);
        machine.Resize(input.VirtualCpus ?? machine.VirtualCpus, input.CoresPerSocket ?? machine.CoresPerSocket, input.Memory ?? machine.Memory);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        machine.Abandon();
    }

    // A name taken over from a platform may be kept as it is; a new one follows the rule.
    static IEnumerable<Problem> CheckName(Input input, VirtualMachine machine) =>
        input.Name is null || input.Name == machine.Name ? [] : MachineName.Check(input.Name, nameof(Input.Name)).Problems;

    static async Task<IEnumerable<Problem>> CheckColdAsync(ConsoleDbContext database, Input input, VirtualMachine machine, CancellationToken stop)
    {
        var cold = machine.CanChangeCold();
        if (!cold.Ok) return cold.Problems;
        var cpus = VirtualMachineLimits.CheckVirtualCpus(input.VirtualCpus ?? machine.VirtualCpus, input.CoresPerSocket ?? machine.CoresPerSocket);
        if (input.Memory is not { } memory) return cpus.Problems;
        var range = VirtualMachineLimits.CheckMemory(memory);
        if (!range.Ok) return cpus.Problems.Concat(range.Problems);
        return cpus.Problems.Concat(VirtualMachineLimits.CheckFits(memory, await database.LargestHostAsync(machine.PoolId, stop)).Problems);
    }
}
