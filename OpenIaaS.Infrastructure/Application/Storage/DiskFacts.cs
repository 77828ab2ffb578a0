using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>What there is to a new place of a disk: the disks a machine has, and the block storage of a pool.</summary>
/// <param name="Disks">The disks of the machine, in their order; none where the disk has no machine.</param>
/// <param name="Storages">The block storage of the pool, by name.</param>
/// <param name="Heartbeat">The storage that carries its heartbeat, or null.</param>
sealed record DiskFacts(IReadOnlyList<VirtualDisk> Disks, IReadOnlyList<StorageRepository> Storages, Id<StorageRepository>? Heartbeat)
{
    /// <summary>The lowest place on the machine that no disk has.</summary>
    public int FreePosition => Enumerable.Range(0, Disks.Count + 1).First(position => Disks.All(disk => disk.Position != position));

    public static async Task<DiskFacts> OfAsync(ConsoleDbContext database, VirtualMachine machine, CancellationToken stop) =>
        await OfAsync(database, machine.PoolId, stop) with { Disks = await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).OrderBy(disk => disk.Position).ToListAsync(stop) };

    public static async Task<DiskFacts> OfAsync(ConsoleDbContext database, Id<Pool> pool, CancellationToken stop) => new(
        [], await database.StorageRepositories.Where(storage => storage.PoolId == pool).OrderBy(storage => storage.Name).ToListAsync(stop),
        await database.Pools.Where(row => row.Id == pool).Select(row => row.HeartbeatStorageId).SingleAsync(stop));

    /// <summary>The pool a block storage is in.</summary>
    public static Task<Id<Pool>> PoolOfAsync(ConsoleDbContext database, Id<StorageRepository> storage, CancellationToken stop) =>
        database.StorageRepositories.Where(row => row.Id == storage).Select(row => row.PoolId).SingleAsync(stop);

    /// <summary>Whether a disk may lie on a block storage, and fits there.</summary>
    /// <param name="lies">Where it lies now; null for a new one.</param>
    public Result CheckPlace(string disk, ByteSize capacity, Id<StorageRepository>? storage, Id<StorageRepository>? lies) =>
        DiskPlace.Check(disk, capacity, storage, [.. Storages.Select(StorageRoom.Of)], Heartbeat, lies);
}
