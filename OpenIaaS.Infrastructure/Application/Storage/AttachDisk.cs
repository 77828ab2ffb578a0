using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>Attaches a disk that no virtual machine has to one of the same pool.</summary>
public sealed class AttachDisk(Submission submission, IHypervisor hypervisor) : IOperation<AttachDisk.Input>
{
    public sealed record Input(Id<VirtualDisk> Disk, Id<VirtualMachine> VirtualMachine, bool ReadOnly = false, bool Bootable = false);

    public string ActivityType => ActivityTypes.DiskAttach;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            if (await DiskCase.FindAsync(database, input.Disk, caller, stop) is not { } found) return Problem.NotFound(DiskCase.Noun, input.Disk);
            var can = found.Disk.CanAttach(found.Machine?.Name);
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            var (disk, place) = (found.Disk, await DiskFacts.OfAsync(database, machine, stop));
            List<Problem> problems =
            [
                .. machine.CanChangeDisks(plugs: true).Problems,
                .. DiskLimits.CheckDevices(place.Disks.Count + 1, machine.ConfigDrive != ConfigDrive.None).Problems, .. DiskLimits.CheckName(disk.Name, place.Disks.Select(other => other.Name)).Problems,
                .. DiskPlace.Check(disk.Name, disk.StorageRepositoryId, [.. place.Storages.Select(StorageRoom.Of)], heartbeat: null).Problems,
            ];
            if (problems.Count > 0) return problems;
            disk.AttachTo(machine.Id, place.FreePosition);
            disk.Mount(input.ReadOnly, input.Bootable);
            new DiskCase(disk, machine, found.Snapshots).Begin(DiskAction.Attaching);
            return MachineTarget.Of(machine);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.AttachDiskAsync(progress.Key("attach-disk"), input.VirtualMachine, input.Disk, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop) => DiskCase.SettleAsync(database, input.Disk, stop);

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) => (await DiskCase.SettleAsync(database, input.Disk, stop)).Detach();
}
