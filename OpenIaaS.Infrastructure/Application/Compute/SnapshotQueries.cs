using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
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
    public sealed record Row(Id<Snapshot> Id, string Name, string Description, DateTimeOffset CreatedAt, bool IncludesMemory, SnapshotStatus Status, ByteSize Size);

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
        return new Chain(
            [.. snapshots.Select(snapshot => new Row(
                snapshot.Id, snapshot.Name, snapshot.Description, snapshot.CreatedAt, snapshot.IncludesMemory, snapshot.Status,
                new ByteSize(taken.Where(disk => disk.SnapshotId == snapshot.Id).Sum(disk => disk.Size.Bytes))))],
            [.. taken.Where(disk => disk.CoalescingSince is not null).OrderBy(disk => disk.ExpectedAt)
                .Select(disk => new Merge(names.GetValueOrDefault(disk.DiskId, ""), storages[disk.StorageRepositoryId].Name, disk.Size, disk.Debt, disk.ExpectedAt!.Value, disk.FreezesMachine))],
            [.. disks.GroupBy(disk => disk.StorageRepositoryId).Select(on => new Need(storages[on.Key].Name, new ByteSize(on.Sum(disk => disk.Capacity.Bytes)), storages[on.Key].Free)).OrderBy(need => need.Storage, StringComparer.Ordinal)],
            machine.CanSnapshot(includesMemory: false, chain, disks.Count).First, machine.CanSnapshot(includesMemory: true, chain, disks.Count).First, machine.CanDeleteSnapshot().First);
    }

}
