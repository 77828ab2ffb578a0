using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>Adds a new, empty disk to a virtual machine.</summary>
public sealed class CreateDisk(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases, IdSource ids) : IOperation<CreateDisk.Input>
{
    /// <param name="Storage">Block storage of the machine's pool.</param>
    public sealed record Order(Id<VirtualMachine> VirtualMachine, string Name, ByteSize Capacity, Id<StorageRepository>? Storage, bool ReadOnly = false, bool Bootable = false);

    /// <param name="Disk">The identity the disk has from the moment it was asked for.</param>
    public sealed record Input(Id<VirtualDisk> Disk, Order Order);

    public string ActivityType => ActivityTypes.DiskCreate;

    /// <summary>Accepts a disk: its space is taken and its row stands, marked as being created, when this returns.</summary>
    public Task<Result<Id<Activity>>> SubmitAsync(Order asked, Caller caller, CancellationToken stop)
    {
        var order = asked with { Name = asked.Name.Trim() };
        var input = new Input(ids.Next<VirtualDisk>(), order);
        return submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(order.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, order.VirtualMachine);
            var place = await DiskFacts.OfAsync(database, machine, stop);
            List<Problem> found =
            [
                .. machine.CanChangeDisks(plugs: true).Problems, .. DiskLimits.CheckDevices(place.Disks.Count + 1, machine.ConfigDrive != ConfigDrive.None).Problems,
                .. DiskLimits.CheckName(order.Name, place.Disks.Select(disk => disk.Name)).Problems, .. DiskLimits.CheckCapacity(order.Capacity).Problems,
                .. place.CheckPlace(order.Name, order.Capacity, order.Storage, null).Problems,
            ];
            if (found.Count > 0) return found;
            var disk = new VirtualDisk(input.Disk, machine.TenantId, machine.Id, order.Storage!.Value, order.Name, order.Capacity, place.FreePosition);
            disk.Mount(order.ReadOnly, order.Bootable || place.Disks.Count == 0);
            var reserved = place.Storages.Single(storage => storage.Id == order.Storage).Reserve(order.Capacity);
            if (!reserved.Ok) return Result<ActivityTarget>.Refused(reserved.Problems);
            new DiskCase(disk, machine, 0).Begin(DiskAction.Creating);
            database.Add(disk);
            return MachineTarget.Of(machine);
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var disk = await database.VirtualDisks.AsNoTracking().SingleAsync(row => row.Id == input.Disk, stop);
        var task = await hypervisor.CreateDiskAsync(
            progress.Key("create-disk"), input.Order.VirtualMachine, new MachineOrder.Disk(disk.Id, disk.StorageRepositoryId, disk.Capacity, CopiesTemplate: false), stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop) => DiskCase.SettleAsync(database, input.Disk, stop);

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var disk = await DiskCase.SettleAsync(database, input.Disk, stop);
        (await database.StorageRepositories.SingleAsync(storage => storage.Id == disk.StorageRepositoryId, stop)).Release(disk.Capacity);
        database.Remove(disk);
    }
}
