using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>Takes a disk from its virtual machine and keeps it, with everything on it.</summary>
public sealed class DetachDisk(Submission submission, IHypervisor hypervisor) : IOperation<DetachDisk.Input>
{
    /// <param name="VirtualMachine">The machine the caller takes it to be attached to.</param>
    public sealed record Input(Id<VirtualDisk> Disk, Id<VirtualMachine> VirtualMachine);

    public string ActivityType => ActivityTypes.DiskDetach;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await DiskCase.FindAsync(database, input.Disk, caller, stop) is not { } found) return Problem.NotFound(DiskCase.Noun, input.Disk);
            var can = found.Disk.CanDetach(found.Machine?.Id == input.VirtualMachine ? found.User : null, found.Snapshots);
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            found.Begin(DiskAction.Detaching);
            return found.Target;
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.DetachDiskAsync(progress.Key("detach-disk"), input.VirtualMachine, input.Disk, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop) => (await DiskCase.SettleAsync(database, input.Disk, stop)).Detach();

    public Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) => DiskCase.SettleAsync(database, input.Disk, stop);
}
