using System.Collections.Frozen;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>The rows of the console and the hardware behind them, as a scenario describes them, and which name stands for which identity.</summary>
sealed class ScenarioWorld
{
    readonly IdSource ids;
    readonly DateTimeOffset now;
    readonly Guest guest;
    readonly Tenant tenant;
    readonly BackupPolicy backup;
    readonly List<FleetPlan.Blade> blades = [];
    readonly List<FleetPlan.Volume> volumes = [];
    readonly List<FleetPlan.Link> links = [];
    readonly List<FleetPlan.Machine> machines = [];

    public ScenarioWorld(Scenario scenario, IdSource ids, Guest guest, DateTimeOffset now)
    {
        (this.ids, this.guest, this.now) = (ids, guest, now);
        var organization = Add(new Organization(ids.Next<Organization>(), "Scenario"));
        tenant = Add(new Tenant(ids.Next<Tenant>(), organization.Id, "Scenario", false));
        User = new Caller(tenant.Id, ids.Next(), "Scenario", Permission.All.ToFrozenSet());
        var region = Add(new Region(ids.Next<Region>(), "Scenario", "sc1"));
        Dictionary<string, AvailabilityZone> zones = [];
        foreach (var zone in scenario.Zones) zones.Add(zone.Name, Add(new AvailabilityZone(ids.Next<AvailabilityZone>(), region.Id, zone.Name, zone.Name)));
        backup = Add(new BackupPolicy(ids.Next<BackupPolicy>(), tenant.Id, zones.Values.First().Id, "backup-1d-r7", "0 19 * * *", new BackupRetention(7, 0, 0)));
        foreach (var zone in zones.Values) Zones[zone.Id] = zone.Name;
        foreach (var link in scenario.Links) Lay(link, zones);
        foreach (var zone in scenario.Zones)
            foreach (var pool in zone.Pools) Build(pool, zones[zone.Name]);
        foreach (var policy in scenario.Policies) Replicate(policy);
        // What is moved to another zone comes under a policy of that one.
        foreach (var zone in zones.Values.Skip(1)) Add(new BackupPolicy(ids.Next<BackupPolicy>(), tenant.Id, zone.Id, backup.Name, backup.Schedule, backup.Retention));
    }

    /// <summary>Whoever does what the scenario says a user does.</summary>
    public Caller User { get; }

    public Dictionary<string, Host> Hosts { get; } = [];

    public Dictionary<string, StorageRepository> Storages { get; } = [];

    public Dictionary<string, Id<Pool>> Pools { get; } = [];

    public Dictionary<string, VirtualMachine> Machines { get; } = [];

    public Dictionary<string, Id<ZoneLink>> Links { get; } = [];

    public Dictionary<Id<AvailabilityZone>, string> Zones { get; } = [];

    /// <summary>The parts below hosts and storages, once the hardware is in place.</summary>
    public Dictionary<string, HardwarePart> Parts { get; } = [];

    public Dictionary<Id<Replica>, (string Machine, string Policy)> Replicas { get; } = [];

    public List<object> Rows { get; } = [];

    /// <summary>The names of hosts, parts and links by their identities.</summary>
    public Dictionary<Guid, string> NamesById()
    {
        var names = Hosts.ToDictionary(host => host.Value.Id.Value, host => host.Key);
        foreach (var (name, part) in Parts) names[part.Id.Value] = name;
        foreach (var (name, link) in Links) names[link.Value] = name;
        return names;
    }

    public FleetPlan Hardware => new(blades, volumes, links, machines);

    T Add<T>(T row)
        where T : class
    {
        Rows.Add(row);
        return row;
    }

    void Lay(Scenario.Link link, Dictionary<string, AvailabilityZone> zones)
    {
        var row = Add(new ZoneLink(ids.Next<ZoneLink>(), zones[link.From].Id, zones[link.To].Id, link.Megabits, link.LatencyMilliseconds));
        links.Add(new FleetPlan.Link(row.Id, row.FromId, row.ToId, row.Megabits, row.LatencyMilliseconds));
        Links[link.Name] = row.Id;
    }

    void Build(Scenario.Cluster cluster, AvailabilityZone zone)
    {
        var pool = Add(new Pool(ids.Next<Pool>(), tenant.Id, zone.Id, cluster.Name, cluster.BladeClass));
        Pools[cluster.Name] = pool.Id;
        foreach (var storage in cluster.Storage)
            Storages[storage.Name] = Add(new StorageRepository(ids.Next<StorageRepository>(), tenant.Id, pool.Id, storage.Name, storage.ClassName, storage.Capacity, storage.Shared, ScenarioParts.Array(zone.Name)));
        if (cluster.Heartbeat is { } heartbeat) pool.EnableHighAvailability(Storages[heartbeat].Id);
        foreach (var (blade, index) in cluster.Hosts.Select((blade, index) => (blade, index))) Rack(cluster, pool, blade, index);
        // What is said to run somewhere is there first; the others are spread over what is left.
        foreach (var machine in cluster.Machines.OrderBy(machine => machine.Host is null)) Settle(cluster, pool, machine);
        foreach (var storage in cluster.Storage)
        {
            var row = Storages[storage.Name];
            volumes.Add(new FleetPlan.Volume(row.Id, zone.Id, row.Name, row.ClassName, row.IsShared ? row.Array : "", row.Capacity));
        }
    }

    void Rack(Scenario.Cluster cluster, Pool pool, Scenario.Blade blade, int index)
    {
        var physical = Host.PhysicalMemory(ScenarioCheck.MemoryOf(cluster, blade));
        var chassis = ScenarioParts.Chassis(pool.Name, index);
        var isMaster = blade.Connected && cluster.Hosts.Take(index).All(before => !before.Connected);
        var host = Add(new Host(ids.Next<Host>(), tenant.Id, pool.Id, blade.Name, pool.BladeClassName, chassis, (index % ScenarioParts.SlotsPerChassis) + 1, isMaster, physical));
        if (!blade.Connected)
        {
            host.LoseHeartbeat(now);
            host.Fail(now);
        }

        blades.Add(new FleetPlan.Blade(host.Id, pool.Id, pool.Name, pool.ZoneId, host.Name, chassis, host.Slot, physical, host.Class.LinkGigabits, host.Class.Threads, blade.Connected));
        Hosts[blade.Name] = host;
    }

    void Settle(Scenario.Cluster cluster, Pool pool, Scenario.Machine machine)
    {
        var row = Add(new VirtualMachine(ids.Next<VirtualMachine>(), tenant.Id, pool.Id, machine.Name, "Debian 12", machine.VirtualCpus, 1, machine.Memory, Firmware.Uefi, now));
        var host = machine.Running ? machine.Host is { } named ? Hosts[named] : Roomiest(cluster, machine) : null;
        if (host is null) row.ObserveHalted();
        else row.ObserveRunning(host.Id);
        if (host is not null) row.Observe(guest.ToolsOf($"{pool.Name}/{machine.Name}"));
        row.Prioritise(machine.Priority, machine.Order);
        Machines[machine.Name] = row;
        Add(new BackupAssignment(tenant.Id, row.Id, backup.Id));
        var disks = Disk(cluster, machine, row);
        machines.Add(new FleetPlan.Machine(row.Id, pool.Id, machine.Name, machine.VirtualCpus, machine.Memory, disks, HasGuestSystem: true, host?.Id));
    }

    Host Roomiest(Scenario.Cluster cluster, Scenario.Machine machine)
    {
        var rooms = cluster.Hosts.Where(blade => blade.Connected).Select(blade => (Host: Hosts[blade.Name], Free: Hosts[blade.Name].MemoryForMachines.Bytes - Taken(Hosts[blade.Name].Id))).ToList();
        var best = rooms.OrderByDescending(room => room.Free).ThenBy(room => room.Host.Name, StringComparer.Ordinal).FirstOrDefault();
        return best.Host is { } host && best.Free >= machine.Memory.Bytes
            ? host
            : throw new ScenarioException(machine.Line, $"No connected host of {cluster.Name} has {machine.Memory} left for {machine.Name}.");
    }

    long Taken(Id<Host> host) => machines.Where(machine => machine.Host == host).Sum(machine => machine.Memory.Bytes);

    List<FleetPlan.Disk> Disk(Scenario.Cluster cluster, Scenario.Machine machine, VirtualMachine row)
    {
        var volume = machine.Storage is { } named ? named : cluster.Storage.Select(storage => storage.Name).FirstOrDefault(name => name != cluster.Heartbeat) ?? cluster.Heartbeat;
        if (volume is null) return [];
        var storage = Storages[volume];
        var reserved = storage.Reserve(machine.Disk);
        if (!reserved.Ok) throw new ScenarioException(machine.Line, $"{reserved.Problems[0].Message}");
        var disk = Add(new VirtualDisk(ids.Next<VirtualDisk>(), tenant.Id, row.Id, storage.Id, "system", machine.Disk, 0));
        return [new FleetPlan.Disk(disk.Id, storage.Id, machine.Disk)];
    }

    void Replicate(Scenario.Policy policy)
    {
        var row = Add(new ReplicationPolicy(ids.Next<ReplicationPolicy>(), tenant.Id, policy.Name, "", policy.Interval, policy.Keep, Storages[policy.To].Id, now));
        foreach (var name in policy.Machines)
        {
            var replica = Add(new Replica(ids.Next<Replica>(), tenant.Id, Machines[name].Id, row.Id, policy.Interval.Every, now));
            Replicas[replica.Id] = (name, policy.Name);
        }
    }
}
