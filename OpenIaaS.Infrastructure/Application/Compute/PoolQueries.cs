using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What the pages show of pools.</summary>
public sealed class PoolQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>A pool with its sums. Threads and memory are those of all its hosts; what machines take is what was promised to those that run.</summary>
    public sealed record Row(
        Id<Pool> Id, int Version, string Name, Id<AvailabilityZone> ZoneId, string Zone, string City, string BladeClass, bool HighAvailability, Id<StorageRepository>? HeartbeatId,
        string? Heartbeat, int Hosts, int Connected, int Machines, int Running, int WithoutHighAvailability, int VirtualCpus, int Threads, int Cores, ByteSize MemoryTaken, ByteSize Memory)
    {
        /// <summary>Running vCPUs for each thread there is.</summary>
        public double Ratio => Threads == 0 ? 0 : VirtualCpus / (double)Threads;

        /// <summary>High availability is on, but too few hosts are left for it.</summary>
        public bool TooFewHosts => HighAvailability && Connected < HeartbeatRule.LeastHosts;
    }

    /// <summary>A block storage that could carry the heartbeat, or why it cannot.</summary>
    public sealed record HeartbeatChoice(Id<StorageRepository> Id, string Name, string Class, ByteSize Capacity, ByteSize Used, string? Refused);

    /// <summary>What stands in the way of high availability of a pool whatever the storage, and the storages to choose from.</summary>
    public sealed record HeartbeatChoices(IReadOnlyList<Problem> Problems, IReadOnlyList<HeartbeatChoice> Choices);

    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var pools = await (
            from pool in database.VisibleTo<Pool>(caller).AsNoTracking()
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name
            select new { Pool = pool, Zone = zone, Heartbeat = database.StorageRepositories.Where(storage => storage.Id == pool.HeartbeatStorageId).Select(storage => storage.Name).FirstOrDefault() }).ToListAsync(stop);
        var hosts = (await database.VisibleTo<Host>(caller).Select(host => new { host.PoolId, host.Status, host.BladeClassName }).ToListAsync(stop)).ToLookup(host => host.PoolId);
        var machines = (await database.VisibleTo<VirtualMachine>(caller).GroupBy(machine => machine.PoolId).Select(group => new
        {
            Pool = group.Key,
            Count = group.Count(),
            Running = group.Sum(machine => machine.HostId != null ? 1 : 0),
            WithoutHighAvailability = group.Sum(machine => machine.HighAvailability == HighAvailabilityPriority.Disabled ? 1 : 0),
            VirtualCpus = group.Sum(machine => machine.HostId != null ? machine.VirtualCpus : 0),
        }).ToListAsync(stop)).ToDictionary(sum => sum.Pool);
        var memory = await MemoryTakenAsync(database, caller, stop);
        return pools.Select(found =>
        {
            var blades = hosts[found.Pool.Id].ToList();
            var sums = machines.GetValueOrDefault(found.Pool.Id);
            var blade = BladeClass.Named(found.Pool.BladeClassName);
            return new Row(
                found.Pool.Id, found.Pool.Version, found.Pool.Name, found.Zone.Id, found.Zone.Name, found.Zone.City, found.Pool.BladeClassName, found.Pool.HighAvailabilityEnabled,
                found.Pool.HeartbeatStorageId, found.Heartbeat, blades.Count, blades.Count(host => host.Status == HostStatus.Connected), sums?.Count ?? 0, sums?.Running ?? 0,
                sums?.WithoutHighAvailability ?? 0, sums?.VirtualCpus ?? 0, blade.Threads * blades.Count, blade.Cores * blades.Count, memory.GetValueOrDefault(found.Pool.Id), blade.Memory * blades.Count);
        }).ToList();
    }

    /// <summary>Asks the same rule as the command does, for each storage of the pool.</summary>
    public async Task<Result<HeartbeatChoices>> HeartbeatChoicesAsync(Id<Pool> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.InfrastructureRead)) return Problem.Forbidden(Permission.InfrastructureRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var pool = await database.FindVisibleAsync(id, caller, stop);
        if (pool is null) return Problem.NotFound("pool", id);
        var connected = await PoolFacts.ConnectedHostsAsync(database, id, stop);
        var tied = await PoolFacts.TiedToHostAsync(database, id, stop);
        var storages = await database.VisibleTo<StorageRepository>(caller).AsNoTracking().Where(storage => storage.PoolId == id).OrderBy(storage => storage.Name).ToListAsync(stop);
        var asked = storages.Select(storage => (storage, HeartbeatRule.CanEnable(pool, connected, storage, tied).Problems)).ToList();
        var general = asked.Count == 0 ? [] : asked[0].Problems.Where(problem => problem.Field is null).ToList();
        return new HeartbeatChoices(general, [.. asked.Select(choice => new HeartbeatChoice(
            choice.storage.Id, choice.storage.Name, choice.storage.ClassName, choice.storage.Capacity, choice.storage.Used,
            choice.Problems.FirstOrDefault(problem => problem.Field is not null)?.Message))]);
    }

    static async Task<Dictionary<Id<Pool>, ByteSize>> MemoryTakenAsync(ConsoleDbContext database, Caller caller, CancellationToken stop)
    {
        // Summed as bytes in the database: the converter of ByteSize stands in the way of SUM over the property itself.
        var running = await database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.HostId != null)
            .GroupBy(machine => new { machine.PoolId, machine.Memory }).Select(group => new { group.Key.PoolId, group.Key.Memory, Count = group.Count() }).ToListAsync(stop);
        return running.GroupBy(size => size.PoolId).ToDictionary(pool => pool.Key, pool => new ByteSize(pool.Sum(size => size.Memory.Bytes * size.Count)));
    }
}
