using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>The catalog of a tenant: disk images, configuration templates and preinstalled templates, as one list and one by one.</summary>
public sealed class CatalogQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    const int MachinesNamed = 20;

    /// <summary>Some rows of the list, sorted by <c>name</c> or <c>location</c>, and how many of each kind the filter leaves.</summary>
    public async Task<Result<CatalogPageRows>> PageAsync(CatalogFilter filter, TableQuery query, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await new CatalogList(database, caller, filter).ReadAsync(query, stop);
    }

    /// <summary>Every pool, as a place to filter by.</summary>
    public async Task<Result<CatalogPlaces>> PlacesAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return new CatalogPlaces(await (
            from pool in database.VisibleTo<Pool>(caller)
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name
            select new CatalogPlaces.Pool(pool.Id, pool.Name, zone.Id, zone.Name)).ToListAsync(stop));
    }

    public async Task<Result<TemplateDetail>> TemplateAsync(Id<Template> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await (
            from template in database.VisibleTo<Template>(caller).AsNoTracking()
            join pool in database.Pools on template.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            where template.Id == id
            select new { template, Pool = pool.Name, Zone = zone.Name, zone.City }).SingleOrDefaultAsync(stop);
        if (found is null) return Problem.NotFound("template", id);

        var lying = found.template.Disks.Select(disk => disk.StorageRepositoryId).Distinct().ToList();
        var storages = await database.VisibleTo<StorageRepository>(caller).Where(storage => lying.Contains(storage.Id)).ToDictionaryAsync(storage => storage.Id, storage => storage.Name, stop);
        var plugged = found.template.Adapters.Select(adapter => adapter.NetworkId).Distinct().ToList();
        var networks = await database.VisibleTo<VirtualNetwork>(caller).AsNoTracking().Where(network => plugged.Contains(network.Id)).ToDictionaryAsync(network => network.Id, stop);
        return new TemplateDetail(
            found.template.Id, found.template.Name, found.template.Description, found.template.GuestSystem, found.template.Kind, found.Zone, found.City, found.Pool,
            found.template.VirtualCpus, found.template.CoresPerSocket, found.template.Memory, found.template.Firmware,
            [.. found.template.Disks.Select(disk => new TemplateDetail.Disk(disk.Name, disk.Capacity, storages.GetValueOrDefault(disk.StorageRepositoryId)))],
            [.. found.template.Adapters.Select(adapter => AdapterOf(adapter, networks.GetValueOrDefault(adapter.NetworkId)))],
            caller.May(Permission.ComputeManagement), (await TemplateUses.CheckAsync(database, found.template, stop)).First);
    }

    public async Task<Result<DiskImageDetail>> DiskImageAsync(Id<DiskImage> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await (
            from image in database.VisibleTo<DiskImage>(caller)
            join storage in database.StorageRepositories on image.StorageRepositoryId equals storage.Id
            join pool in database.Pools on storage.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            where image.Id == id
            select new { image, storage, Pool = pool.Name, Zone = zone.Name, zone.City }).SingleOrDefaultAsync(stop);
        if (found is null) return Problem.NotFound("disk image", id);

        var mounting = database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.MountedImageId == id);
        var named = await mounting.OrderBy(machine => machine.NameKey).Take(MachinesNamed).Select(machine => new DiskImageDetail.Machine(machine.Id, machine.Name)).ToListAsync(stop);
        return new DiskImageDetail(
            id, found.image.Name, found.image.Description, found.image.Size, found.Zone, found.City, found.Pool, found.storage.Name, found.storage.IsShared, await mounting.CountAsync(stop), named,
            found.image.Format, found.image.Label, found.image.GuestSystem, found.image.Version, caller.May(Permission.ComputeManagement),
            found.image.CanDelete(await ImageMounts.NamesAsync(database, found.image, stop), found.storage.Name, found.storage.IsConnected).First);
    }

    static TemplateDetail.Adapter AdapterOf(TemplateAdapter adapter, VirtualNetwork? network) =>
        new(adapter.Name, network?.Name, network?.Kind, network?.VlanIds ?? [], network?.Mtu);
}
