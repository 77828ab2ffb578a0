using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>The snapshots of a machine, what of deleted ones is still to be merged, and what one more would take.</summary>
public sealed class SnapshotQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Snapshots">Newest first.</param>
    /// <param name="Merging">What of deleted ones is still to be merged, what ends first at the top.</param>
    /// <param name="Needs">What one more takes of each storage, without memory.</param>
    /// <param name="Take">Why none can be taken now, or null.</param>
    /// <param name="TakeMemory">Why none can be taken with the memory now, or null.</param>
    /// <param name="Delete">Why none can be deleted now, or null.</param>
    public sealed record Chain(IReadOnlyList<Row> Snapshots, IReadOnlyList<Merge> Merging, IReadOnlyList<Need> Needs, Problem? Take, Problem? TakeMemory, Problem? Delete);

    /// <param name="Size">What it takes on all its storages.</param>
    /// <param name="Disks">What its disks take of each storage: what going back to it takes once more until what they are now is merged.</param>
    /// <param name="Others">How many disks the machine has that are not in it; they stay as they are.</param>
    /// <param name="Revert">Why the machine cannot be brought back to it now while its power may not be cut, or null.</param>
    /// <param name="RevertByForce">Why not even when its power may be cut, or null.</param>
    /// <param name="Edit">Why it cannot be renamed now, or null.</param>
    public sealed record Row(
        Id<Snapshot> Id, string Name, string Description, DateTimeOffset CreatedAt, bool IncludesMemory, SnapshotStatus Status, ByteSize Size, IReadOnlyList<Need> Disks, int Others,
        Problem? Revert, Problem? RevertByForce, Problem? Edit);

    /// <param name="Size">The space that becomes free.</param>
    /// <param name="Debt">The blocks that are to be merged.</param>
    /// <param name="FreezesMachine">Whether the machine is frozen for it.</param>
    public sealed record Merge(string Disk, string Storage, ByteSize Size, ByteSize Debt, DateTimeOffset ExpectedAt, bool FreezesMachine);

    public sealed record Need(string Storage, ByteSize Size, ByteSize Free);

    public async Task<Result<Chain>> OfAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.VisibleTo<VirtualMachine>(caller).AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop);
        if (machine is null) return Problem.NotFound(MachineTarget.Noun, id);
        var taken = await database.SnapshotDisks.AsNoTracking().Where(disk => disk.MachineId == id).ToListAsync(stop);
        var snapshots = await database.Snapshots.AsNoTracking().Where(snapshot => snapshot.MachineId == id).OrderByDescending(snapshot => snapshot.CreatedAt).ToListAsync(stop);
        var disks = await database.VirtualDisks.AsNoTracking().Where(disk => disk.MachineId == id).ToListAsync(stop);
        var storages = await StorageRows.UnderAsync(database, [.. disks.Select(disk => disk.StorageRepositoryId), .. taken.Select(disk => disk.StorageRepositoryId)], stop);
        var names = disks.ToDictionary(disk => disk.Id, disk => disk.Name);
        var chain = taken.Select(disk => disk.SnapshotId).Distinct().Count();
        var policies = await database.BackupAssignments.CountAsync(assignment => assignment.MachineId == id, stop);
        return new Chain(
            snapshots.ConvertAll(snapshot => RowOf(machine, snapshot, [.. taken.Where(disk => disk.SnapshotId == snapshot.Id)], disks, storages, policies)),
            [.. taken.Where(disk => disk.CoalescingSince is not null).OrderBy(disk => disk.ExpectedAt)
                .Select(disk => new Merge(names.GetValueOrDefault(disk.DiskId, ""), storages[disk.StorageRepositoryId].Name, disk.Size, disk.Debt, disk.ExpectedAt!.Value, disk.FreezesMachine))],
            Needs(disks, storages),
            machine.CanSnapshot(includesMemory: false, chain, disks.Count).First, machine.CanSnapshot(includesMemory: true, chain, disks.Count).First, machine.CanDeleteSnapshot().First);
    }

    static Row RowOf(
        VirtualMachine machine, Snapshot snapshot, List<SnapshotDisk> taken, List<VirtualDisk> disks, Dictionary<Id<StorageRepository>, StorageRepository> storages, int policies)
    {
        List<VirtualDisk> held = [.. disks.Where(disk => taken.Exists(known => known.DiskId == disk.Id))];
        var memory = SnapshotRows.MemoryOf(taken, disks);
        return new Row(
            snapshot.Id, snapshot.Name, snapshot.Description, snapshot.CreatedAt, snapshot.IncludesMemory, snapshot.Status, new ByteSize(taken.Sum(disk => disk.Size.Bytes)),
            Needs(held, storages), disks.Count - held.Count, machine.CanRevert(snapshot, memory, force: false, policies).First, machine.CanRevert(snapshot, memory, force: true, policies).First, snapshot.CheckKept().First);
    }

    static List<Need> Needs(IEnumerable<VirtualDisk> disks, Dictionary<Id<StorageRepository>, StorageRepository> storages) =>
        [.. disks.GroupBy(disk => disk.StorageRepositoryId).Select(on => new Need(storages[on.Key].Name, new ByteSize(on.Sum(disk => disk.Capacity.Bytes)), storages[on.Key].Free)).OrderBy(need => need.Storage, StringComparer.Ordinal)];
}
