using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>Makes a disk larger, and gives it another name in the same go. Where disks may not grow it refuses a changed size, and with the size it has it only renames.</summary>
public sealed class GrowDisk(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases, RenameDisk rename, DiskGrowth growth) : IOperation<GrowDisk.Input>
{
    /// <param name="Name">Its new name, or null for the one it has.</param>
    public sealed record Order(Id<VirtualDisk> Disk, string? Name, ByteSize Capacity);

    /// <param name="Name">The name it has from the beginning of the work.</param>
    /// <param name="OldName">The name it gets back when it could not be made larger.</param>
    public sealed record Input(Id<VirtualDisk> Disk, string Name, string OldName, ByteSize From, ByteSize To);

    public string ActivityType => ActivityTypes.DiskGrow;

    /// <summary>Accepts another size: what it takes more is taken, and the name changed, when this returns.</summary>
    public async Task<Result<Id<Activity>>> SubmitAsync(Order order, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeManagement)) return Problem.Forbidden(Permission.ComputeManagement);
        await using var reading = await databases.CreateDbContextAsync(stop);
        if (await reading.FindVisibleAsync(order.Disk, caller, stop) is not { } known) return Problem.NotFound(DiskCase.Noun, order.Disk);
        if (!growth.IsAllowed || order.Capacity == known.Capacity) return await rename.SubmitAsync(new RenameDisk.Input(order.Disk, order.Name, order.Capacity), caller, stop);
        var input = new Input(known.Id, order.Name?.Trim() ?? known.Name, known.Name, known.Capacity, order.Capacity);
        return await submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await DiskCase.FindAsync(database, input.Disk, caller, stop) is not { } found) return Problem.NotFound(DiskCase.Noun, input.Disk);
            var disk = found.Disk;
            if (disk.Capacity != input.From || disk.Name != input.OldName) return Problem.Changed(DiskCase.Noun, disk.Name);
            List<Problem> problems =
            [
                .. DiskLimits.CheckName(input.Name, await OthersAsync(database, disk, stop)).Problems, .. DiskLimits.CheckGrowth(disk.Name, input.From, input.To).Problems,
                .. disk.CanGrow(found.User, found.Snapshots).Problems,
            ];
            if (problems.Count > 0) return problems;
            var reserved = (await StorageAsync(database, disk, stop)).Reserve(input.To - input.From);
            if (!reserved.Ok) return Result<ActivityTarget>.Refused(reserved.Problems);
            found.Begin(DiskAction.Growing);
            disk.Rename(input.Name);
            return found.Target;
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.VirtualDisks.Where(disk => disk.Id == input.Disk).Select(disk => disk.MachineId).SingleAsync(stop);
        var task = await hypervisor.GrowDiskAsync(progress.Key("grow-disk"), machine, input.Disk, input.To, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop) =>
        (await DiskCase.SettleAsync(database, input.Disk, stop)).Grow(input.To);

    /// <summary>It is as it was; its name gets a number when another disk of the machine took it meanwhile.</summary>
    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var disk = await DiskCase.SettleAsync(database, input.Disk, stop);
        (await StorageAsync(database, disk, stop)).Release(input.To - input.From);
        if (disk.Name == input.Name && input.Name != input.OldName) disk.Rename(DiskImage.FreeName(input.OldName, await OthersAsync(database, disk, stop)));
    }

    static Task<StorageRepository> StorageAsync(ConsoleDbContext database, VirtualDisk disk, CancellationToken stop) =>
        database.StorageRepositories.SingleAsync(storage => storage.Id == disk.StorageRepositoryId, stop);

    static async Task<List<string>> OthersAsync(ConsoleDbContext database, VirtualDisk disk, CancellationToken stop) =>
        disk.MachineId is null ? [] : await database.VirtualDisks.Where(other => other.MachineId == disk.MachineId && other.Id != disk.Id).Select(other => other.Name).ToListAsync(stop);
}
