using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>Lets a virtual machine see a disk that is attached to it, or no longer.</summary>
public abstract class PlugDisk(Submission submission, IHypervisor hypervisor, bool connected) : IOperation<PlugDisk.Input>
{
    /// <param name="VirtualMachine">The machine the caller takes it to be attached to.</param>
    public sealed record Input(Id<VirtualDisk> Disk, Id<VirtualMachine> VirtualMachine);

    public abstract string ActivityType { get; }

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await DiskCase.FindAsync(database, input.Disk, caller, stop) is not { } found) return Problem.NotFound(DiskCase.Noun, input.Disk);
            var machine = found.Machine?.Id == input.VirtualMachine ? found.User : null;
            var can = connected ? found.Disk.CanConnect(machine) : found.Disk.CanDisconnect(machine);
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            found.Begin(connected ? DiskAction.Connecting : DiskAction.Disconnecting);
            return found.Target;
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.ConnectDiskAsync(progress.Key("plug-disk"), input.VirtualMachine, input.Disk, connected, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop) => (await DiskCase.SettleAsync(database, input.Disk, stop)).Connect(connected);

    public Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) => DiskCase.SettleAsync(database, input.Disk, stop);
}

/// <inheritdoc cref="PlugDisk"/>
public sealed class ConnectDisk(Submission submission, IHypervisor hypervisor) : PlugDisk(submission, hypervisor, connected: true)
{
    public override string ActivityType => ActivityTypes.DiskConnect;
}

/// <inheritdoc cref="PlugDisk"/>
public sealed class DisconnectDisk(Submission submission, IHypervisor hypervisor) : PlugDisk(submission, hypervisor, connected: false)
{
    public override string ActivityType => ActivityTypes.DiskDisconnect;
}
