using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>Block storage as the API tells of it.</summary>
public sealed class StorageApiQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Type">Its type by the names of XAPI; see <see cref="StorageRepository.XapiType"/>.</param>
    /// <param name="Disks">What lies on it: disks of machines and those no machine has, disks of templates, and ISOs, which are disks to whoever mounts them.</param>
    public sealed record Row(
        Id<StorageRepository> Id, string Name, string Class, string Array, string Type, ByteSize Capacity, ByteSize Free, bool IsShared, bool IsConnected,
        Id<AvailabilityZone> ZoneId, string Zone, Id<Pool> PoolId, string Pool, IReadOnlyList<Guid> Disks);

    /// <summary>Which storages a list has; what is null or empty filters nothing.</summary>
    /// <param name="Host">One of the hosts that reach it: those of its pool.</param>
    /// <param name="Types">Any of these types, whatever their case.</param>
    /// <param name="Shared">Only those that every host of the pool reaches.</param>
    public sealed record Filter(Id<AvailabilityZone>? Zone, Id<Pool>? Pool, Id<Host>? Host, IReadOnlyCollection<string>? Types, bool Shared);

    /// <summary>Those that pass the filter, by name.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Filter filter, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.InfrastructureRead)) return Problem.Forbidden(Permission.InfrastructureRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var storages = database.VisibleTo<StorageRepository>(caller);
        if (filter.Pool is { } pool) storages = storages.Where(storage => storage.PoolId == pool);
        if (filter.Zone is { } zone) storages = storages.Where(storage => database.Pools.Any(owner => owner.Id == storage.PoolId && owner.ZoneId == zone));
        if (filter.Host is { } host) storages = storages.Where(storage => database.VisibleTo<Host>(caller).Any(known => known.Id == host && known.PoolId == storage.PoolId));
        if (filter.Shared) storages = storages.Where(storage => storage.IsShared);
        var rows = await ReadAsync(database, storages, stop);
        return filter.Types is { Count: > 0 } types ? rows.FindAll(row => types.Contains(row.Type, StringComparer.OrdinalIgnoreCase)) : rows;
    }

    public async Task<Result<Row>> FindAsync(Id<StorageRepository> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.InfrastructureRead)) return Problem.Forbidden(Permission.InfrastructureRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await ReadAsync(database, database.VisibleTo<StorageRepository>(caller).Where(storage => storage.Id == id), stop);
        return rows is [var row] ? row : Problem.NotFound("block storage", id);
    }

    static async Task<List<Row>> ReadAsync(ConsoleDbContext database, IQueryable<StorageRepository> storages, CancellationToken stop)
    {
        var found = await (
            from storage in storages.AsNoTracking()
            join pool in database.Pools on storage.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby storage.Name, storage.Id
            select new { Storage = storage, Pool = pool.Name, ZoneId = zone.Id, Zone = zone.Name }).ToListAsync(stop);
        if (found.Count == 0) return [];
        var lying = await LyingAsync(database, storages, stop);
        return found.ConvertAll(row => new Row(
            row.Storage.Id, row.Storage.Name, row.Storage.ClassName, row.Storage.Array, row.Storage.XapiType(), row.Storage.Capacity, row.Storage.Free, row.Storage.IsShared, row.Storage.IsConnected,
            row.ZoneId, row.Zone, row.Storage.PoolId, row.Pool, [.. lying[row.Storage.Id].Order()]));
    }

    static async Task<ILookup<Id<StorageRepository>, Guid>> LyingAsync(ConsoleDbContext database, IQueryable<StorageRepository> storages, CancellationToken stop)
    {
        var disks = await (
            from disk in database.VirtualDisks
            from storage in storages
            where disk.StorageRepositoryId == storage.Id && disk.Pending != DiskAction.Creating
            select new { Storage = storage.Id, disk.Id }).ToListAsync(stop);
        var images = await (
            from image in database.DiskImages
            from storage in storages
            where image.StorageRepositoryId == storage.Id
            select new { Storage = storage.Id, image.Id }).ToListAsync(stop);
        var templates = await database.Templates.AsNoTracking().Where(template => storages.Any(storage => storage.PoolId == template.PoolId)).ToListAsync(stop);
        return disks.Select(disk => (disk.Storage, disk.Id.Value))
            .Concat(images.Select(image => (image.Storage, image.Id.Value)))
            .Concat(templates.SelectMany(template => template.Disks.Select((disk, position) => (disk.StorageRepositoryId, template.IdOfDisk(position).Value))))
            .ToLookup(pair => pair.Item1, pair => pair.Value);
    }
}
