using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>
/// The hardware below the hosts and storages of a tenant, for the Lab's map. Several tenants share interconnects, arrays and links: a part is shown
/// to each of those that have something on it.
/// </summary>
public sealed class HardwareMapQueries(IDbContextFactory<ConsoleDbContext> databases, IHardware hardware)
{
    public sealed record Map(IReadOnlyList<Zone> Zones, IReadOnlyList<Link> Links);

    /// <param name="City">The city it lies in.</param>
    public sealed record Zone(Area Area, string City, IReadOnlyList<Array> Arrays)
    {
        public Id<AvailabilityZone> Id => Area.Id;

        public string Name => Area.Name;

        /// <summary>What stands in the zone; a link stands between two.</summary>
        public IReadOnlyList<HardwarePart> Parts { get; } = [.. Area.Parts.Where(part => part.Kind != HardwarePartKind.Link)];
    }

    /// <summary>A zone's parts, and how many of the tenant's hosts hang on each of its chassis with how many machines.</summary>
    public sealed record Area(Id<AvailabilityZone> Id, string Name, IReadOnlyList<HardwarePart> Parts, IReadOnlyList<Area.Load> Loads)
    {
        public sealed record Load(string Chassis, int Hosts, int Machines);

        /// <summary>Those that need somebody, the worst first.</summary>
        public IEnumerable<HardwarePart> Faults => Parts.Where(part => part.Health != HardwareHealth.Healthy).OrderByDescending(part => part.Severity);

        /// <summary>The hosts that hang on an interconnect or a chassis, and the machines on them.</summary>
        public (int Hosts, int Machines) On(HardwarePart part)
        {
            var chassis = Parts.Where(other => other.Kind == HardwarePartKind.Chassis && other.Group == part.Group && (part.Kind == HardwarePartKind.Interconnect || other.Id == part.Id)).Select(other => other.Name).ToHashSet();
            var loads = Loads.Where(load => chassis.Contains(load.Chassis)).ToList();
            return (loads.Sum(load => load.Hosts), loads.Sum(load => load.Machines));
        }
    }

    /// <summary>An array, as far as the tenant has storage on it.</summary>
    public sealed record Array(string Name, ByteSize Used, ByteSize Capacity, int Storages)
    {
        /// <summary>The share that is taken, 0 to 1.</summary>
        public double Share => Capacity.Bytes == 0 ? 0 : Used.Bytes / (double)Capacity.Bytes;
    }

    /// <param name="Copies">How many copies of the tenant run over it now.</param>
    public sealed record Link(HardwarePart Part, Id<AvailabilityZone> From, Id<AvailabilityZone> To, string FromName, string ToName, long Megabits, double LatencyMilliseconds, int Copies);

    /// <summary>The zones in which the tenant has something, with what stands there.</summary>
    public async Task<Result<Map>> ReadAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.Lab)) return Problem.Forbidden(Permission.Lab);
        await using var database = await databases.CreateDbContextAsync(stop);
        var seen = await SeenParts.ReadAsync(database, hardware, caller, stop);
        var areas = (await AreasAsync(database, seen, caller, stop)).ToDictionary(area => area.Id);
        var rows = await database.AvailabilityZones.AsNoTracking().Where(zone => seen.Zones.Contains(zone.Id)).OrderBy(zone => zone.Name).ToListAsync(stop);
        var storages = await (
            from storage in database.VisibleTo<StorageRepository>(caller)
            join pool in database.Pools on storage.PoolId equals pool.Id
            select new { pool.ZoneId, storage.Array, storage.Used, storage.Capacity }).ToListAsync(stop);
        var zones = rows.ConvertAll(zone => new Zone(
            areas[zone.Id], zone.City,
            [.. storages.Where(storage => storage.ZoneId == zone.Id).GroupBy(storage => storage.Array).OrderBy(array => array.Key, StringComparer.Ordinal).Select(array => new Array(
                array.Key, new ByteSize(array.Sum(storage => storage.Used.Bytes)), new ByteSize(array.Sum(storage => storage.Capacity.Bytes)), array.Count()))]));
        return new Map(zones, await LinksAsync(database, rows, seen.Parts, caller, stop));
    }

    /// <summary>How the hardware of each zone is, for whoever may see hosts and storage.</summary>
    public async Task<Result<IReadOnlyList<Area>>> PartsAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await AreasAsync(database, await SeenParts.ReadAsync(database, hardware, caller, stop), caller, stop);
    }

    static async Task<List<Area>> AreasAsync(ConsoleDbContext database, SeenParts.Seen seen, Caller caller, CancellationToken stop)
    {
        var names = await database.AvailabilityZones.Where(zone => seen.Zones.Contains(zone.Id)).OrderBy(zone => zone.Name).Select(zone => new { zone.Id, zone.Name }).ToListAsync(stop);
        var running = await database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.HostId != null).GroupBy(machine => machine.HostId).Select(on => new { on.Key, Count = on.Count() }).ToDictionaryAsync(on => on.Key!.Value, on => on.Count, stop);
        var hosts = await (
            from host in database.VisibleTo<Host>(caller)
            join pool in database.Pools on host.PoolId equals pool.Id
            select new { host.Id, pool.ZoneId, host.Chassis }).ToListAsync(stop);
        return names.ConvertAll(zone => new Area(
            zone.Id, zone.Name, [.. seen.Parts.Where(part => part.Zone == zone.Id)],
            [.. hosts.Where(host => host.ZoneId == zone.Id).GroupBy(host => host.Chassis).Select(chassis => new Area.Load(chassis.Key, chassis.Count(), chassis.Sum(host => running.GetValueOrDefault(host.Id))))]));
    }

    static async Task<List<Link>> LinksAsync(ConsoleDbContext database, List<AvailabilityZone> zones, IReadOnlyList<HardwarePart> parts, Caller caller, CancellationToken stop)
    {
        var names = zones.ToDictionary(zone => zone.Id, zone => zone.Name);
        var copies = await (
            from run in database.VisibleTo<Domain.Replication.ReplicationRun>(caller)
            where run.EndedAt == null
            join machine in database.VirtualMachines on run.MachineId equals machine.Id
            join pool in database.Pools on machine.PoolId equals pool.Id
            join replica in database.Replicas on run.ReplicaId equals replica.Id
            join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
            join target in database.StorageRepositories on policy.TargetStorageId equals target.Id
            join there in database.Pools on target.PoolId equals there.Id
            group run by new { From = pool.ZoneId, To = there.ZoneId } into way
            select new { way.Key.From, way.Key.To, Count = way.Count() }).ToListAsync(stop);
        return [.. from link in await database.ZoneLinks.AsNoTracking().ToListAsync(stop)
                   where names.ContainsKey(link.FromId) && names.ContainsKey(link.ToId)
                   let part = parts.FirstOrDefault(part => part.Id.Value == link.Id.Value)
                   where part is not null
                   orderby names[link.FromId], names[link.ToId]
                   select new Link(
                       part, link.FromId, link.ToId, names[link.FromId], names[link.ToId], link.Megabits, link.LatencyMilliseconds,
                       copies.Where(way => (way.From == link.FromId && way.To == link.ToId) || (way.From == link.ToId && way.To == link.FromId)).Sum(way => way.Count))];
    }
}
