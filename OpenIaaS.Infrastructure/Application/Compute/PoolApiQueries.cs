using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Pools as the API tells of them.</summary>
public sealed class PoolApiQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Master">The host that is its master; null where none is.</param>
    /// <param name="Hosts">Its hosts, by name.</param>
    /// <param name="Memory">The physical memory of all its hosts.</param>
    /// <param name="MemoryTaken">What control domains and machines take of those that run.</param>
    public sealed record Row(
        Id<Pool> Id, string Name, Id<AvailabilityZone> ZoneId, string Zone, string BladeClass, bool HighAvailability, Id<Host>? Master, IReadOnlyList<Id<Host>> Hosts,
        ByteSize Memory, ByteSize MemoryTaken);

    /// <summary>Those of a zone, or all, by name.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Id<AvailabilityZone>? zone, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.InfrastructureRead)) return Problem.Forbidden(Permission.InfrastructureRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await ReadAsync(database, database.VisibleTo<Pool>(caller).Where(pool => zone == null || pool.ZoneId == zone), stop);
    }

    public async Task<Result<Row>> FindAsync(Id<Pool> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.InfrastructureRead)) return Problem.Forbidden(Permission.InfrastructureRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await ReadAsync(database, database.VisibleTo<Pool>(caller).Where(pool => pool.Id == id), stop);
        return rows is [var row] ? row : Problem.NotFound("pool", id);
    }

    static async Task<List<Row>> ReadAsync(ConsoleDbContext database, IQueryable<Pool> pools, CancellationToken stop)
    {
        var found = await (
            from pool in pools.AsNoTracking()
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby pool.Name, pool.Id
            select new { Pool = pool, Zone = zone.Name }).ToListAsync(stop);
        if (found.Count == 0) return [];
        var hosts = (await (
            from host in database.Hosts
            from pool in pools
            where host.PoolId == pool.Id
            orderby host.Name, host.Id
            select new { host.PoolId, host.Id, host.IsMaster, host.Memory, host.Status }).ToListAsync(stop)).ToLookup(host => host.PoolId);
        // By size, since the converter of sizes stands in the way of a sum in the database.
        var machines = (await (
            from machine in database.VirtualMachines
            from pool in pools
            where machine.PoolId == pool.Id && machine.HostId != null
            group machine by new { machine.PoolId, machine.Memory } into same
            select new { same.Key.PoolId, same.Key.Memory, Count = same.Count() }).ToListAsync(stop)).ToLookup(same => same.PoolId);
        return found.ConvertAll(row =>
        {
            var blades = hosts[row.Pool.Id].ToList();
            var taken = blades.Where(host => host.Status != HostStatus.Failed).Sum(host => Host.ControlDomainMemory(host.Memory).Bytes) + machines[row.Pool.Id].Sum(same => same.Memory.Bytes * same.Count);
            return new Row(
                row.Pool.Id, row.Pool.Name, row.Pool.ZoneId, row.Zone, row.Pool.BladeClassName, row.Pool.HighAvailabilityEnabled,
                blades.Find(host => host.IsMaster)?.Id, blades.ConvertAll(host => host.Id), new ByteSize(blades.Sum(host => host.Memory.Bytes)), new ByteSize(taken));
        });
    }
}
