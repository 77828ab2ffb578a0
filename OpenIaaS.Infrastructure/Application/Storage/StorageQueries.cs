using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>What the pages show of block storage.</summary>
public sealed class StorageQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>A block storage with what lies on it and what it is marked for.</summary>
    /// <param name="Snapshots">How many snapshots have a disk on it.</param>
    /// <param name="SnapshotSize">What those take.</param>
    /// <param name="Debt">The blocks of deleted snapshots that are still to be merged.</param>
    /// <param name="DebtSize">The space that is free once they are.</param>
    /// <param name="MergedAt">When that is expected, UTC; null when there are none.</param>
    /// <param name="TemplateSize">What the disks of templates take that were made of machines.</param>
    /// <param name="Stalled">How many running machines stand still because it cannot be reached; 0 while it can.</param>
    public sealed record Row(
        Id<StorageRepository> Id, string Name, string Class, int? Iops, Id<Pool> PoolId, string Pool, Id<AvailabilityZone> ZoneId, string Zone, string Array, ByteSize Used, ByteSize Capacity,
        bool IsShared, bool IsConnected, int Disks, int Policies, bool IsHeartbeat, int Stalled, int Snapshots, ByteSize SnapshotSize, ByteSize Debt, ByteSize DebtSize, DateTimeOffset? MergedAt, ByteSize TemplateSize = default)
    {
        /// <summary>The share that is taken, 0 to 1.</summary>
        public double Share => Capacity.Bytes == 0 ? 0 : Used.Bytes / (double)Capacity.Bytes;

        /// <summary>Fuller than the share at which it raises a warning.</summary>
        public bool IsNearlyFull => Share >= StorageRepository.WarningShare;
    }

    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await (
            from storage in database.VisibleTo<StorageRepository>(caller).AsNoTracking()
            join pool in database.Pools on storage.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name, storage.Name
            select new { Storage = storage, Pool = pool.Name, ZoneId = zone.Id, Zone = zone.Name, IsHeartbeat = pool.HeartbeatStorageId == storage.Id }).ToListAsync(stop);
        var disks = await database.VisibleTo<VirtualDisk>(caller).GroupBy(disk => disk.StorageRepositoryId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, stop);
        var policies = await database.VisibleTo<Domain.Replication.ReplicationPolicy>(caller).GroupBy(policy => policy.TargetStorageId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, stop);
        var stalled = found.Exists(row => !row.Storage.IsConnected) ? await StalledAsync(database, caller, stop) : [];
        var snapshots = (await database.VisibleTo<SnapshotDisk>(caller).Select(disk => new { disk.StorageRepositoryId, disk.SnapshotId, disk.Size, disk.Debt, disk.ExpectedAt }).ToListAsync(stop)).ToLookup(disk => disk.StorageRepositoryId);
        var templates = (await database.VisibleTo<Domain.Catalog.Template>(caller).AsNoTracking().Select(template => template.Disks).ToListAsync(stop))
            .SelectMany(held => held).Where(disk => disk.DiskId is not null).ToLookup(disk => disk.StorageRepositoryId, disk => disk.Capacity);
        return found.Select(row => new Row(
            row.Storage.Id, row.Storage.Name, row.Storage.ClassName, row.Storage.Class.IopsOf(row.Storage.Capacity), row.Storage.PoolId, row.Pool, row.ZoneId, row.Zone, row.Storage.Array,
            row.Storage.Used, row.Storage.Capacity, row.Storage.IsShared, row.Storage.IsConnected, disks.GetValueOrDefault(row.Storage.Id), policies.GetValueOrDefault(row.Storage.Id), row.IsHeartbeat, stalled.GetValueOrDefault(row.Storage.Id),
            snapshots[row.Storage.Id].Where(disk => disk.ExpectedAt is null).Select(disk => disk.SnapshotId).Distinct().Count(), Sum(snapshots[row.Storage.Id].Where(disk => disk.ExpectedAt is null).Select(disk => disk.Size)),
            Sum(snapshots[row.Storage.Id].Select(disk => disk.Debt)), Sum(snapshots[row.Storage.Id].Where(disk => disk.ExpectedAt is not null).Select(disk => disk.Size)), snapshots[row.Storage.Id].Max(disk => disk.ExpectedAt), Sum(templates[row.Storage.Id]))).ToList();
    }

    static Task<Dictionary<Id<StorageRepository>, int>> StalledAsync(ConsoleDbContext database, Caller caller, CancellationToken stop) => (
        from disk in database.VisibleTo<VirtualDisk>(caller)
        join storage in database.StorageRepositories on disk.StorageRepositoryId equals storage.Id
        join machine in database.VirtualMachines on disk.MachineId equals machine.Id
        where !storage.IsConnected && disk.IsConnected && machine.Power == PowerState.Running
        select new { Storage = storage.Id, Machine = machine.Id }).Distinct().GroupBy(pair => pair.Storage).Select(group => new { group.Key, Count = group.Count() })
        .ToDictionaryAsync(group => group.Key, group => group.Count, stop);

    static ByteSize Sum(IEnumerable<ByteSize> sizes) => new(sizes.Sum(size => size.Bytes));
}
