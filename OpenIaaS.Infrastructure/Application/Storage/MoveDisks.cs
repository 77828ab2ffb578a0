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

/// <summary>
/// Moves disks of a machine to other block storage of its pool, one after the other; it runs on. The space of all of them is taken at once. Each that has
/// arrived is noted before the next one begins, so that whatever ends this on the way, every disk is known to lie where it whole is.
/// </summary>
public sealed class MoveDisks(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases) : IOperation<MoveDisks.Input>
{
    const int Attempts = 16;

    public sealed record Input(Id<VirtualMachine> VirtualMachine, IReadOnlyList<Move> Disks);

    /// <summary>One disk, and where it is to lie.</summary>
    public sealed record Move(Id<VirtualDisk> Disk, Id<StorageRepository>? Storage);

    public string ActivityType => ActivityTypes.VirtualMachineMoveDisks;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var facts = await DiskFacts.OfAsync(database, machine, stop);
            if (input.Disks.FirstOrDefault(move => facts.Disks.All(disk => disk.Id != move.Disk)) is { } unknown) return Problem.NotFound(DiskCase.Noun, unknown.Disk);
            var check = await CheckAsync(database, machine, facts, input.Disks, stop);
            if (!check.Ok) return Result<ActivityTarget>.Refused(check.Problems);
            foreach (var move in input.Disks.DistinctBy(move => move.Disk))
            {
                var disk = facts.Disks.Single(known => known.Id == move.Disk);
                var reserved = facts.Storages.Single(storage => storage.Id == move.Storage).Reserve(disk.Capacity);
                if (!reserved.Ok) return Result<ActivityTarget>.Refused(reserved.Problems);
                disk.Begin(DiskAction.Moving);
                disk.BeginMove(move.Storage!.Value);
            }

            machine.BeginDiskChange();
            return MachineTarget.Of(machine);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var total = input.Disks.Count;
        foreach (var (index, move) in input.Disks.Index())
        {
            // The key of a disk stays the same after a crash: one that has arrived is not moved again.
            var task = await hypervisor.MoveDiskAsync(progress.Key($"move-disk/{move.Disk}"), input.VirtualMachine, move.Disk, move.Storage!.Value, stop);
            var moved = await progress.FollowAsync(task, hypervisor.TaskAsync, stop, 100 * index / total, 100 * (index + 1) / total);
            if (!moved.Ok) return await HalfWayAsync(input, move, string.Join(" ", moved.Problems), stop);
            await ArriveAsync(move, stop);
        }

        return input.VirtualMachine.ToString();
    }

    public Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop) => EndAsync(input, database, stop);

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        List<Id<VirtualDisk>> asked = [.. input.Disks.Select(move => move.Disk)];
        foreach (var disk in await database.VirtualDisks.Where(disk => asked.Contains(disk.Id) && disk.MovesToId != null).ToListAsync(stop))
        {
            (await database.StorageRepositories.SingleAsync(storage => storage.Id == disk.MovesToId, stop)).Release(disk.Capacity);
            disk.Settle();
        }

        await EndAsync(input, database, stop);
    }

    /// <summary>Whether disks of a machine can be moved so; the dialog asks it too.</summary>
    /// <param name="facts">The disks of the machine and the block storage of its pool; every disk asked for is among them.</param>
    internal static async Task<Result> CheckAsync(ConsoleDbContext database, VirtualMachine machine, DiskFacts facts, IReadOnlyList<Move> disks, CancellationToken stop)
    {
        var can = machine.CanMove();
        if (!can.Ok) return can;
        List<Id<VirtualDisk>> asked = [.. disks.Select(move => move.Disk)];
        var held = await database.SnapshotDisks.Where(held => asked.Contains(held.DiskId)).GroupBy(held => held.DiskId).ToDictionaryAsync(held => held.Key, held => held.Count(), stop);
        var user = machine.AsDiskUser();
        List<DiskMove> moves = [.. disks.DistinctBy(move => move.Disk).Select(move =>
        {
            var disk = facts.Disks.Single(known => known.Id == move.Disk);
            return new DiskMove(disk, move.Storage, disk.CanMove(user, held.GetValueOrDefault(disk.Id)));
        })];
        return DiskMove.Check(machine.Name, moves, [.. facts.Storages.Select(StorageRoom.Of)], facts.Heartbeat);
    }

    /// <summary>Notes that a disk lies elsewhere now, and gives back the space it had.</summary>
    async Task ArriveAsync(Move move, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var disk = await database.VirtualDisks.SingleAsync(row => row.Id == move.Disk, stop);
            if (disk.MovesToId is null) return;
            (await database.StorageRepositories.SingleAsync(storage => storage.Id == disk.StorageRepositoryId, stop)).Release(disk.Capacity);
            disk.Arrive();
            try
            {
                await database.SaveChangesAsync(stop);
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Another writer touched the same storage: note it on what is there now.
            }
        }
    }

    /// <summary>What it came to when a disk could not be moved: which ones lie elsewhere now, and which stay.</summary>
    async Task<Problem> HalfWayAsync(Input input, Move failed, string reason, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        List<Id<VirtualDisk>> asked = [.. input.Disks.Select(move => move.Disk)];
        var disks = await database.VirtualDisks.Where(disk => asked.Contains(disk.Id)).OrderBy(disk => disk.Position)
            .Join(database.StorageRepositories, disk => disk.StorageRepositoryId, storage => storage.Id, (disk, storage) => new { disk.Id, disk.Name, Moves = disk.MovesToId != null, Storage = storage.Name }).ToListAsync(stop);
        var stays = string.Join(", ", disks.Where(disk => disk.Moves).Select(disk => $"{disk.Name} on {disk.Storage}"));
        var moved = string.Join(", ", disks.Where(disk => !disk.Moves).Select(disk => $"{disk.Name} on {disk.Storage}"));
        var name = disks.Single(disk => disk.Id == failed.Disk).Name;
        return moved.Length == 0
            ? Problem.Conflict("disk.move-failed", $"The disk {name} was not moved: {reason} Every disk is where it was: {stays}.")
            : Problem.Conflict("disk.moved-in-part", $"The disk {name} was not moved: {reason} Moved before that: {moved}. Where they were: {stays}.");
    }

    static async Task EndAsync(Input input, ConsoleDbContext database, CancellationToken stop) =>
        (await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop)).End(PendingAction.ChangingDisks);
}
