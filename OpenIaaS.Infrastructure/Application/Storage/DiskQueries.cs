using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>What the dialogs of disks offer, and the disks that no machine has.</summary>
public sealed class DiskQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Storages">The block storage of the pool.</param>
    /// <param name="Loose">The disks on it that no machine has.</param>
    /// <param name="Names">The names of the machine's disks.</param>
    /// <param name="Heartbeat">The storage that carries the heartbeat of the pool, or null.</param>
    public sealed record Choices(IReadOnlyList<Place> Storages, IReadOnlyList<LooseDisk> Loose, IReadOnlyList<string> Names, Id<StorageRepository>? Heartbeat)
    {
        /// <summary>Whether a disk may lie there, as the use cases ask it.</summary>
        /// <param name="lies">Where it lies now, or null for a new one.</param>
        public Result Check(string disk, ByteSize capacity, Id<StorageRepository>? storage, Id<StorageRepository>? lies) =>
            DiskPlace.Check(disk, capacity, storage, [.. Storages.Select(known => known.Room)], Heartbeat, lies);
    }

    /// <param name="IsReplicaTarget">Whether a replication policy keeps its points there.</param>
    public sealed record Place(Id<StorageRepository> Id, string Pool, string Name, string Class, ByteSize Capacity, ByteSize Used, bool IsConnected, bool IsReplicaTarget)
    {
        internal StorageRoom Room => new(Id, Name, Capacity - Used, IsConnected);

        public ByteSize Free => Capacity - Used;

        /// <summary>The share that is taken, 0 to 1.</summary>
        public double Share => Capacity.Bytes == 0 ? 1 : Used.Bytes / (double)Capacity.Bytes;
    }

    /// <param name="Delete">Why it cannot be deleted now, or null.</param>
    public sealed record LooseDisk(Id<VirtualDisk> Id, string Name, ByteSize Capacity, Id<StorageRepository> StorageId, string Storage, DiskAction Pending, Problem? Delete);

    /// <summary>What a machine's disks can be chosen from.</summary>
    public async Task<Result<Choices>> ChoicesAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await database.VisibleTo<VirtualMachine>(caller).SingleOrDefaultAsync(row => row.Id == id, stop) is not { } machine) return Problem.NotFound(MachineTarget.Noun, id);
        var facts = await DiskFacts.OfAsync(database, machine, stop);
        var pool = await database.Pools.Where(row => row.Id == machine.PoolId).Join(database.AvailabilityZones, row => row.ZoneId, zone => zone.Id, (row, zone) => zone.Name + " / " + row.Name).SingleAsync(stop);
        var targets = await database.VisibleTo<ReplicationPolicy>(caller).Select(policy => policy.TargetStorageId).Distinct().ToListAsync(stop);
        List<Id<StorageRepository>> ids = [.. facts.Storages.Select(storage => storage.Id)];
        return new Choices(
            [.. facts.Storages.Select(storage => new Place(storage.Id, pool, storage.Name, storage.ClassName, storage.Capacity, storage.Used, storage.IsConnected, targets.Contains(storage.Id)))],
            await LooseAsync(database, database.VisibleTo<VirtualDisk>(caller).Where(disk => ids.Contains(disk.StorageRepositoryId)), stop), [.. facts.Disks.Select(disk => disk.Name)], facts.Heartbeat);
    }

    /// <summary>The disks of the tenant that no machine has, by name.</summary>
    public async Task<Result<IReadOnlyList<LooseDisk>>> LooseAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await LooseAsync(database, database.VisibleTo<VirtualDisk>(caller).AsNoTracking(), stop);
    }

    static async Task<List<LooseDisk>> LooseAsync(ConsoleDbContext database, IQueryable<VirtualDisk> disks, CancellationToken stop)
    {
        var found = await (
            from disk in disks
            where disk.MachineId == null
            join storage in database.StorageRepositories on disk.StorageRepositoryId equals storage.Id
            orderby disk.Name, disk.Id
            select new { Disk = disk, Storage = storage.Name }).ToListAsync(stop);
        return found.ConvertAll(row => new LooseDisk(
            row.Disk.Id, row.Disk.Name, row.Disk.Capacity, row.Disk.StorageRepositoryId, row.Storage, row.Disk.Pending, row.Disk.CanDelete(null, 0).First));
    }
}
