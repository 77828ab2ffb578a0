using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Application.Network;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>A machine with all that moves with it, and the pool it may move to; dialog and use case read it here.</summary>
/// <param name="Facts">What the rule must know.</param>
/// <param name="Disks">Its disks, in their order.</param>
/// <param name="Adapters">Its network adapters, in their order.</param>
/// <param name="Storages">The block storage of the pool it may move to.</param>
sealed record RelocationCase(RelocationFacts Facts, IReadOnlyList<VirtualDisk> Disks, IReadOnlyList<NetworkAdapter> Adapters, IReadOnlyList<StorageRepository> Storages)
{
    /// <summary>Reads it.</summary>
    /// <param name="database">The tables; what is read is tracked where the context does so.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="pool">The pool it may move to, or null while none is chosen.</param>
    /// <param name="caller">Whoever asks: a pool of others is none.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<RelocationCase> LoadAsync(ConsoleDbContext database, VirtualMachine machine, Id<Pool>? pool, Caller caller, CancellationToken stop)
    {
        var disks = await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).OrderBy(disk => disk.Position).ToListAsync(stop);
        var adapters = await database.NetworkAdapters.Where(adapter => adapter.MachineId == machine.Id).OrderBy(adapter => adapter.Position).ToListAsync(stop);
        var held = await database.SnapshotDisks.Where(held => held.MachineId == machine.Id).Select(held => held.SnapshotId).Distinct().CountAsync(stop);
        var image = await database.DiskImages.Where(image => image.Id == machine.MountedImageId).Select(image => image.Name).SingleOrDefaultAsync(stop);
        var zone = await database.Pools.Where(row => row.Id == machine.PoolId).Select(row => row.ZoneId).SingleAsync(stop);
        var target = pool is { } asked ? await database.FindVisibleAsync(asked, caller, stop) : null;
        var storages = target is null ? [] : await database.StorageRepositories.Where(storage => storage.PoolId == target.Id).OrderBy(storage => storage.Name).ToListAsync(stop);
        var links = await database.ZoneLinks.AsNoTracking().ToListAsync(stop);
        return new RelocationCase(
            new RelocationFacts(
                machine, zone, [.. disks.Select(disk => new RelocationFacts.Disk(disk.Id, disk.Name, disk.Capacity))], [.. adapters.Select(adapter => new RelocationFacts.Adapter(adapter.Id, adapter.Position))],
                held, image, await ReplicaAsync(database, machine, target?.ZoneId, links, stop), target is null ? null : await PlaceAsync(database, target, storages, Linked(links, zone, target.ZoneId), caller, stop)),
            disks, adapters, storages);
    }

    /// <summary>What is named and is none of the caller's; null when all of it is.</summary>
    public static async Task<Problem?> UnknownAsync(ConsoleDbContext database, Relocation relocation, Caller caller, CancellationToken stop)
    {
        if (relocation.Pool is { } pool && await database.FindVisibleAsync(pool, caller, stop) is null) return Problem.NotFound("pool", pool).On(nameof(Relocation.Pool));
        if (relocation.Host is { } host && await database.FindVisibleAsync(host, caller, stop) is null) return Problem.NotFound(HostTarget.Noun, host).On(nameof(Relocation.Host));
        foreach (var disk in relocation.Disks)
        {
            if (await database.FindVisibleAsync(disk.Id, caller, stop) is null) return Problem.NotFound(DiskCase.Noun, disk.Id);
            if (disk.Storage is { } storage && await database.FindVisibleAsync(storage, caller, stop) is null) return Problem.NotFound("block storage", storage).On(Relocation.Field(disk.Id));
        }

        foreach (var adapter in relocation.Adapters)
        {
            if (await database.FindVisibleAsync(adapter.Id, caller, stop) is null) return Problem.NotFound(AdapterCase.Noun, adapter.Id);
            if (adapter.Network is { } network && await database.FindVisibleAsync(network, caller, stop) is null) return Problem.NotFound("network", network).On(Relocation.Field(adapter.Id));
        }

        foreach (var policy in relocation.BackupPolicies)
            if (await database.FindVisibleAsync(policy, caller, stop) is null) return Problem.NotFound("backup policy", policy).On(nameof(Relocation.BackupPolicies));
        return null;
    }

    static async Task<RelocationFacts.Replication?> ReplicaAsync(ConsoleDbContext database, VirtualMachine machine, Id<AvailabilityZone>? target, List<ZoneLink> links, CancellationToken stop)
    {
        var found = await (
            from replica in database.Replicas
            where replica.MachineId == machine.Id
            join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
            join storage in database.StorageRepositories on policy.TargetStorageId equals storage.Id
            join pool in database.Pools on storage.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            select new { policy.Name, Zone = zone.Id, ZoneName = zone.Name }).SingleOrDefaultAsync(stop);
        return found is null ? null : new RelocationFacts.Replication(found.Name, found.Zone, found.ZoneName, target is not { } there || Linked(links, found.Zone, there));
    }

    static async Task<RelocationFacts.Place> PlaceAsync(ConsoleDbContext database, Pool pool, List<StorageRepository> storages, bool linked, Caller caller, CancellationToken stop) => new(
        pool, await database.AvailabilityZones.Where(zone => zone.Id == pool.ZoneId).Select(zone => zone.Name).SingleAsync(stop), linked,
        await PoolFacts.RoomAsync(database, pool.Id, stop), await database.LargestHostAsync(pool.Id, stop), [.. storages.Select(StorageRoom.Of)],
        await TargetsAsync(database, pool.Id, stop),
        await database.VisibleTo<VirtualNetwork>(caller).Where(network => network.PoolId == pool.Id && !network.IsClosed).Select(network => network.Id).ToListAsync(stop),
        await database.VisibleTo<BackupPolicy>(caller).Where(policy => policy.ZoneId == pool.ZoneId).Select(policy => policy.Id).ToListAsync(stop));

    static Task<List<Id<StorageRepository>>> TargetsAsync(ConsoleDbContext database, Id<Pool> pool, CancellationToken stop) =>
        database.ReplicationPolicies.Join(database.StorageRepositories, policy => policy.TargetStorageId, storage => storage.Id, (_, storage) => storage)
            .Where(storage => storage.PoolId == pool).Select(storage => storage.Id).Distinct().ToListAsync(stop);

    static bool Linked(List<ZoneLink> links, Id<AvailabilityZone> one, Id<AvailabilityZone> other) =>
        one == other || links.Exists(link => (link.FromId == one && link.ToId == other) || (link.FromId == other && link.ToId == one));
}
