using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>Templates as the API tells of them.</summary>
public sealed class TemplateApiQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    public sealed record Row(
        Id<Template> Id, string Name, Id<AvailabilityZone> ZoneId, string Zone, int VirtualCpus, int CoresPerSocket, ByteSize Memory, IReadOnlyList<Disk> Disks, IReadOnlyList<Adapter> Adapters);

    /// <param name="Storage">The name of the block storage it lies on; null when that is gone.</param>
    public sealed record Disk(Id<VirtualDisk> Id, string Name, ByteSize Capacity, Id<StorageRepository> StorageId, string? Storage);

    /// <param name="Network">The name of its network; null when that is gone.</param>
    /// <param name="Mtu">The largest packet of the network in bytes; 0 when that is gone.</param>
    public sealed record Adapter(string Name, Id<VirtualNetwork> NetworkId, string? Network, int Mtu);

    /// <summary>Those of a zone, of a pool, or all, by name.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Id<AvailabilityZone>? zone, Id<Pool>? pool, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var templates = database.VisibleTo<Template>(caller);
        if (pool is not null) templates = templates.Where(template => template.PoolId == pool);
        if (zone is not null) templates = templates.Where(template => database.Pools.Any(owner => owner.Id == template.PoolId && owner.ZoneId == zone));
        return await ReadAsync(database, templates, caller, stop);
    }

    public async Task<Result<Row>> FindAsync(Id<Template> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await ReadAsync(database, database.VisibleTo<Template>(caller).Where(template => template.Id == id), caller, stop);
        return rows is [var row] ? row : Problem.NotFound("template", id);
    }

    static async Task<List<Row>> ReadAsync(ConsoleDbContext database, IQueryable<Template> templates, Caller caller, CancellationToken stop)
    {
        var found = await (
            from template in templates.AsNoTracking()
            join pool in database.Pools on template.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby template.Name, pool.Name, template.Id
            select new { Template = template, ZoneId = zone.Id, Zone = zone.Name }).ToListAsync(stop);
        if (found.Count == 0) return [];
        var pools = found.Select(row => row.Template.PoolId).Distinct().ToList();
        var storages = await database.VisibleTo<StorageRepository>(caller).Where(storage => pools.Contains(storage.PoolId)).ToDictionaryAsync(storage => storage.Id, storage => storage.Name, stop);
        var networks = await database.VisibleTo<VirtualNetwork>(caller).Where(network => pools.Contains(network.PoolId))
            .Select(network => new { network.Id, network.Name, network.Mtu }).ToDictionaryAsync(network => network.Id, stop);
        return found.ConvertAll(row => new Row(
            row.Template.Id, row.Template.Name, row.ZoneId, row.Zone, row.Template.VirtualCpus, row.Template.CoresPerSocket, row.Template.Memory,
            [.. row.Template.Disks.Select((disk, position) => new Disk(row.Template.IdOfDisk(position), disk.Name, disk.Capacity, disk.StorageRepositoryId, storages.GetValueOrDefault(disk.StorageRepositoryId)))],
            [.. row.Template.Adapters.Select(adapter => networks.GetValueOrDefault(adapter.NetworkId) is { } network
                ? new Adapter(adapter.Name, network.Id, network.Name, network.Mtu)
                : new Adapter(adapter.Name, adapter.NetworkId, null, 0))]));
    }
}
