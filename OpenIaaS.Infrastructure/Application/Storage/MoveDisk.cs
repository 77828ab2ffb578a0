using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>Moves a disk to other block storage of its pool; a virtual machine that has it runs on.</summary>
public sealed class MoveDisk(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases) : IOperation<MoveDisk.Input>
{
    public sealed record Input(Id<VirtualDisk> Disk, Id<StorageRepository>? Storage);

    public string ActivityType => ActivityTypes.DiskMove;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await DiskCase.FindAsync(database, input.Disk, caller, stop) is not { } found) return Problem.NotFound(DiskCase.Noun, input.Disk);
            var disk = found.Disk;
            var place = await DiskFacts.OfAsync(database, await DiskFacts.PoolOfAsync(database, disk.StorageRepositoryId, stop), stop);
            List<Problem> problems = [.. disk.CanMove(found.User, found.Snapshots).Problems, .. place.CheckPlace(disk.Name, disk.Capacity, input.Storage, disk.StorageRepositoryId).Problems];
            if (problems.Count > 0) return problems;
            var reserved = place.Storages.Single(storage => storage.Id == input.Storage).Reserve(disk.Capacity);
            if (!reserved.Ok) return Result<ActivityTarget>.Refused(reserved.Problems);
            found.Begin(DiskAction.Moving);
            disk.BeginMove(input.Storage!.Value);
            return found.Target;
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.VirtualDisks.Where(disk => disk.Id == input.Disk).Select(disk => disk.MachineId).SingleAsync(stop);
        var task = await hypervisor.MoveDiskAsync(progress.Key("move-disk"), machine, input.Disk, input.Storage!.Value, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var disk = await database.VirtualDisks.SingleAsync(row => row.Id == input.Disk, stop);
        (await database.StorageRepositories.SingleAsync(storage => storage.Id == disk.StorageRepositoryId, stop)).Release(disk.Capacity);
        disk.Arrive();
        await DiskCase.SettleAsync(database, input.Disk, stop);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var disk = await DiskCase.SettleAsync(database, input.Disk, stop);
        (await database.StorageRepositories.SingleAsync(storage => storage.Id == input.Storage, stop)).Release(disk.Capacity);
    }
}
