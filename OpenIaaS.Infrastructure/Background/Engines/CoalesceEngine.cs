using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Gives the space of deleted snapshots back once their blocks are merged.</summary>
public sealed class CoalesceEngine(IDbContextFactory<ConsoleDbContext> databases, IHypervisor hypervisor, TimeProvider clock) : IEngine
{
    /// <summary>How many are looked at together, those expected first.</summary>
    const int Most = 200;

    public string Name => "Coalesce";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public IReadOnlyCollection<Type> Watches { get; } = [typeof(SnapshotDisk)];

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.SnapshotDisks.MinAsync(disk => disk.ExpectedAt, stop);
    }

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var merged = await Batch.SaveAsync(databases, async database =>
        {
            var expected = await database.SnapshotDisks.Where(disk => disk.ExpectedAt <= now).OrderBy(disk => disk.ExpectedAt).ThenBy(disk => disk.DiskId).Take(Most).ToListAsync(stop);
            if (expected.Count == 0) return 0;
            var still = (await hypervisor.CoalescingAsync([.. expected.Select(disk => disk.SnapshotId).Distinct()], stop)).ToDictionary(disk => (disk.Snapshot, disk.Disk));
            var storages = await StorageRows.UnderAsync(database, expected.Select(disk => disk.StorageRepositoryId), stop);
            var ended = 0;
            foreach (var disk in expected)
            {
                if (still.TryGetValue((disk.SnapshotId, disk.DiskId), out var seen))
                {
                    disk.Observe(seen, now);
                    continue;
                }

                storages[disk.StorageRepositoryId].Release(disk.Size);
                database.Remove(disk);
                ended++;
            }

            return ended;
        }, stop);
        return merged == 0 ? null : $"{merged} disks of deleted snapshots are merged.";
    }
}
