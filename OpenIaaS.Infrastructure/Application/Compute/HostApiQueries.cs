using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Hosts as the API tells of them.</summary>
public sealed class HostApiQueries(IDbContextFactory<ConsoleDbContext> databases, IBladeFabric fabric, TimeProvider clock)
{
    /// <param name="MemoryTaken">What the control domain and the machines on it take; nothing while it is down.</param>
    /// <param name="Machines">The machines on it.</param>
    public sealed record Row(
        Id<Host> Id, string Name, Id<AvailabilityZone> ZoneId, string Zone, Id<Pool> PoolId, string Pool, string BladeClass, bool IsMaster, HostStatus Status, bool InMaintenance,
        TimeSpan Uptime, ByteSize Memory, ByteSize MemoryTaken, IReadOnlyList<Id<VirtualMachine>> Machines);

    /// <summary>Those of a zone, of a pool, or all, by name.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Id<AvailabilityZone>? zone, Id<Pool>? pool, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.InfrastructureRead)) return Problem.Forbidden(Permission.InfrastructureRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var hosts = database.VisibleTo<Host>(caller);
        if (pool is not null) hosts = hosts.Where(host => host.PoolId == pool);
        if (zone is not null) hosts = hosts.Where(host => database.Pools.Any(owner => owner.Id == host.PoolId && owner.ZoneId == zone));
        return await ReadAsync(database, hosts, stop);
    }

    public async Task<Result<Row>> FindAsync(Id<Host> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.InfrastructureRead)) return Problem.Forbidden(Permission.InfrastructureRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await ReadAsync(database, database.VisibleTo<Host>(caller).Where(host => host.Id == id), stop);
        return rows is [var row] ? row : Problem.NotFound("host", id);
    }

    async Task<List<Row>> ReadAsync(ConsoleDbContext database, IQueryable<Host> hosts, CancellationToken stop)
    {
        var found = await (
            from host in hosts.AsNoTracking()
            join pool in database.Pools on host.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby host.Name, host.Id
            select new { Host = host, Pool = pool.Name, ZoneId = zone.Id, Zone = zone.Name }).ToListAsync(stop);
        if (found.Count == 0) return [];
        var machines = (await (
            from machine in database.VirtualMachines
            from host in hosts
            where machine.HostId == host.Id
            orderby machine.Id
            select new { Host = host.Id, machine.Id, machine.Memory }).ToListAsync(stop)).ToLookup(machine => machine.Host);
        var up = (await fabric.ObserveAsync(stop)).ToDictionary(seen => seen.Host, seen => seen.UpSince);
        var now = clock.GetUtcNow();
        return found.ConvertAll(row =>
        {
            var (host, running) = (row.Host, row.Host.Status != HostStatus.Failed);
            return new Row(
                host.Id, host.Name, row.ZoneId, row.Zone, host.PoolId, row.Pool, host.BladeClassName, host.IsMaster, host.Status, host.MaintenanceSince is not null || host.Status == HostStatus.Evacuating,
                running && up.GetValueOrDefault(host.Id) is { } since && since < now ? now - since : TimeSpan.Zero,
                host.Memory, running ? Host.ControlDomainMemory(host.Memory) + new ByteSize(machines[host.Id].Sum(machine => machine.Memory.Bytes)) : ByteSize.Zero,
                [.. machines[host.Id].Select(machine => machine.Id)]);
        });
    }
}
