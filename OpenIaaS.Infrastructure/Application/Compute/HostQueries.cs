using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What the pages show of hosts.</summary>
public sealed class HostQueries(IDbContextFactory<ConsoleDbContext> databases, IBladeFabric fabric)
{
    /// <summary>A host and what runs on it.</summary>
    /// <param name="OtherConnected">How many other hosts of its pool are connected.</param>
    /// <param name="Emptied">How far it is emptied for maintenance, 0 to 100 percent; null while it is not being emptied.</param>
    public sealed record Row(
        Id<Host> Id, Id<Pool> PoolId, string Name, string Pool, string Zone, string BladeClass, string Chassis, int Slot, bool IsMaster, HostStatus Status, DateTimeOffset? FailedAt,
        int Machines, int VirtualCpus, int Threads, ByteSize MemoryTaken, ByteSize MemoryForMachines, ByteSize Memory, int OtherConnected, int? Emptied)
    {
        /// <summary>Whether it can be emptied for maintenance, apart from what runs on it.</summary>
        public Result CanBeginMaintenance => Host.CanBeginMaintenance(Name, Status, OtherConnected);

        /// <summary>Whether it can be taken out of maintenance.</summary>
        public Result CanEndMaintenance => Host.CanEndMaintenance(Name, Status);

        /// <summary>The GPUs of its class, or null when it has none.</summary>
        public string? Gpu => Domain.Catalog.BladeClass.Named(BladeClass).Gpu;

        /// <summary>The share of the memory for machines that is taken, 0 to 1.</summary>
        public double MemoryShare => MemoryForMachines.Bytes == 0 ? 0 : MemoryTaken.Bytes / (double)MemoryForMachines.Bytes;
    }

    /// <summary>The hosts of the tenant, or of one pool, by zone, pool, chassis and slot.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Id<Pool>? pool, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var hosts = await (
            from host in database.VisibleTo<Host>(caller).AsNoTracking()
            where pool == null || host.PoolId == pool
            join owner in database.Pools on host.PoolId equals owner.Id
            join zone in database.AvailabilityZones on owner.ZoneId equals zone.Id
            orderby zone.Name, owner.Name, host.Chassis, host.Slot
            select new { Host = host, Pool = owner.Name, Zone = zone.Name }).ToListAsync(stop);
        var machines = await database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.HostId != null && (pool == null || machine.PoolId == pool))
            .GroupBy(machine => new { machine.HostId, machine.Memory })
            .Select(group => new { group.Key.HostId, group.Key.Memory, Count = group.Count(), VirtualCpus = group.Sum(machine => machine.VirtualCpus) }).ToListAsync(stop);
        var byHost = machines.ToLookup(machine => machine.HostId!.Value);
        var connected = await database.VisibleTo<Host>(caller).Where(host => host.Status == HostStatus.Connected)
            .GroupBy(host => host.PoolId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, stop);
        var emptied = await EmptiedAsync(database, [.. hosts.Where(found => found.Host.Status == HostStatus.Evacuating).Select(found => found.Host.Id.Value)], stop);
        return hosts.Select(found => new Row(
            found.Host.Id, found.Host.PoolId, found.Host.Name, found.Pool, found.Zone, found.Host.BladeClassName, found.Host.Chassis, found.Host.Slot, found.Host.IsMaster,
            found.Host.Status, found.Host.FailedAt, byHost[found.Host.Id].Sum(size => size.Count), byHost[found.Host.Id].Sum(size => size.VirtualCpus), found.Host.Class.Threads,
            new ByteSize(byHost[found.Host.Id].Sum(size => size.Memory.Bytes * size.Count)), found.Host.MemoryForMachines, found.Host.Memory,
            connected.GetValueOrDefault(found.Host.PoolId) - (found.Host.Status == HostStatus.Connected ? 1 : 0),
            found.Host.Status == HostStatus.Evacuating ? emptied.GetValueOrDefault(found.Host.Id.Value) : null)).ToList();
    }

    /// <summary>The service profiles of the tenant's hosts, as the blade fabric has them now.</summary>
    public async Task<Result<IReadOnlyList<ServiceProfile>>> ProfilesAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var visible = await database.VisibleTo<Host>(caller).Select(host => host.Id).ToListAsync(stop);
        var profiles = await fabric.ProfilesAsync(stop);
        return visible.Where(profiles.ContainsKey).Select(host => profiles[host]).ToList();
    }

    static async Task<Dictionary<Guid, int>> EmptiedAsync(ConsoleDbContext database, List<Guid> hosts, CancellationToken stop) =>
        hosts.Count == 0 ? [] : await database.Activities
            .Where(activity => activity.Type == ActivityTypes.HostMaintain && activity.EndedAt == null && hosts.Contains(activity.TargetId))
            .GroupBy(activity => activity.TargetId).Select(group => new { group.Key, Progress = group.Max(activity => activity.Progress) })
            .ToDictionaryAsync(group => group.Key, group => group.Progress, stop);
}
