using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>The space that snapshots take, and what is still to be merged of them.</summary>
static class SnapshotRows
{
    /// <summary>How many VHDs the longest chain of a machine has beside the disks' own.</summary>
    public static Task<int> ChainAsync(ConsoleDbContext database, Id<VirtualMachine> machine, CancellationToken stop) =>
        database.SnapshotDisks.Where(disk => disk.MachineId == machine).Select(disk => disk.SnapshotId).Distinct().CountAsync(stop);

    /// <summary>The memory that is kept with a snapshot beside its disks; nothing for one of the disks alone.</summary>
    public static ByteSize MemoryOf(IEnumerable<SnapshotDisk> held, IEnumerable<VirtualDisk> disks) =>
        new(held.Join(disks, taken => taken.DiskId, disk => disk.Id, (taken, disk) => taken.Size.Bytes - disk.Capacity.Bytes).Sum());

    /// <summary>Takes their space, all of it or none.</summary>
    public static async Task<Result> ReserveAsync(ConsoleDbContext database, IReadOnlyCollection<SnapshotDisk> taken, CancellationToken stop)
    {
        List<Problem> found = [];
        var storages = await StorageRows.UnderAsync(database, taken.Select(disk => disk.StorageRepositoryId), stop);
        foreach (var onOne in taken.GroupBy(disk => disk.StorageRepositoryId))
            found.AddRange(storages[onOne.Key].Reserve(new ByteSize(onOne.Sum(disk => disk.Size.Bytes))).Problems);
        if (found.Count == 0) database.AddRange(taken);
        return Result.From(found);
    }

    /// <summary>Gives the space of one back that is not there after all.</summary>
    public static async Task ReleaseAsync(ConsoleDbContext database, Id<Snapshot> snapshot, CancellationToken stop)
    {
        var taken = await database.SnapshotDisks.Where(disk => disk.SnapshotId == snapshot).ToListAsync(stop);
        var storages = await StorageRows.UnderAsync(database, taken.Select(disk => disk.StorageRepositoryId), stop);
        foreach (var disk in taken) storages[disk.StorageRepositoryId].Release(disk.Size);
        database.RemoveRange(taken);
    }

    /// <summary>Notes how the merging stands of what is left of one; the space of what is merged already is free.</summary>
    public static async Task ObserveAsync(ConsoleDbContext database, IHypervisor hypervisor, Id<Snapshot> snapshot, DateTimeOffset now, CancellationToken stop)
    {
        var seen = (await hypervisor.CoalescingAsync([snapshot], stop)).ToDictionary(disk => disk.Disk);
        var left = await database.SnapshotDisks.Where(disk => disk.SnapshotId == snapshot).ToListAsync(stop);
        var storages = await StorageRows.UnderAsync(database, left.Select(disk => disk.StorageRepositoryId), stop);
        foreach (var disk in left)
        {
            if (seen.TryGetValue(disk.DiskId, out var merging))
            {
                disk.Observe(merging, now);
                continue;
            }

            storages[disk.StorageRepositoryId].Release(disk.Size);
            database.Remove(disk);
        }
    }
}
