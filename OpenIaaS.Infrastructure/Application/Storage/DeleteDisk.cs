using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>Deletes a disk with everything on it.</summary>
public sealed class DeleteDisk(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases) : IOperation<DeleteDisk.Input>
{
    public sealed record Input(Id<VirtualDisk> Disk);

    public string ActivityType => ActivityTypes.DiskDelete;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await DiskCase.FindAsync(database, input.Disk, caller, stop) is not { } found) return Problem.NotFound(DiskCase.Noun, input.Disk);
            var can = found.Disk.CanDelete(found.User, found.Snapshots);
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            found.Begin(DiskAction.Deleting);
            return found.Target;
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.VirtualDisks.Where(disk => disk.Id == input.Disk).Select(disk => disk.MachineId).SingleAsync(stop);
        var task = await hypervisor.DeleteDiskAsync(progress.Key("delete-disk"), machine, input.Disk, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var disk = await DiskCase.SettleAsync(database, input.Disk, stop);
        (await database.StorageRepositories.SingleAsync(storage => storage.Id == disk.StorageRepositoryId, stop)).Release(disk.Capacity);
        database.Remove(disk);
    }

    public Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) => DiskCase.SettleAsync(database, input.Disk, stop);
}
