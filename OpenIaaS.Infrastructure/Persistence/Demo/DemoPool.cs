using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>A pool with its blades, storage and networks, as large as its machines need.</summary>
sealed class DemoPool
{
    /// <summary>A pool with more machines than this has large blades.</summary>
    const int SmallPool = 150;
    const string LargeBlade = "PERFORMANCE 3";
    const int SlotsPerChassis = 8;

    readonly DemoScene scene;
    readonly string zone;
    readonly List<DemoVolume> volumes = [];
    readonly List<DemoVolume> special = [];
    readonly List<(Host Host, long Free)> hosts = [];

    public DemoPool(DemoScene scene, Id<Domain.Identity.Tenant> tenant, AvailabilityZone zone, DemoLayout.Place place, IReadOnlyList<DemoMachine> machines, bool isMain)
    {
        (this.scene, Place, IsMain, Machines) = (scene, place, isMain, machines);
        this.zone = zone.Name.ToLowerInvariant();
        var blade = machines.Count > SmallPool ? LargeBlade : place.BladeClass;
        Row = scene.Add(new Pool(scene.Ids.Next<Pool>(), tenant, zone.Id, $"clu{scene.Number("pool " + zone.Name):000}-{this.zone}", blade));
        Main = Network("prod", NetworkKind.Vlan, 20);
        Dmz = Network("dmz", NetworkKind.Vlan, 30);
        Network("admin", NetworkKind.Vlan, 99);
        Trunk = Network("trunk", NetworkKind.VlanTrunk, 20, 21, 22, 30, 31, 40, 41, 42, 43);
        if (isMain) foreach (var known in StorageClass.All) Open(known.Name);
        Rack(blade);
        foreach (var machine in machines) machine.Place(scene, this, machine.Wanted ? TakeHost(machine.Memory) : null);
        var heartbeat = OpenSpecial("hb", "FLASH - Essential", shared: true);
        if (place.HighAvailability) Row.EnableHighAvailability(heartbeat.Id);
    }

    public Pool Row { get; }

    public DemoLayout.Place Place { get; }

    /// <summary>Whether it is in the first zone of the main tenant, where high availability is left for the user to switch on.</summary>
    public bool IsMain { get; }

    public IReadOnlyList<DemoMachine> Machines { get; }

    public VirtualNetwork Main { get; }

    public VirtualNetwork Dmz { get; }

    public VirtualNetwork Trunk { get; }

    /// <summary>The storage of a class with room for so much more; a new one when there is none.</summary>
    public DemoVolume VolumeFor(string className, ByteSize size) =>
        volumes.FindLast(volume => volume.ClassName == className && volume.HasRoomFor(size)) ?? Open(className);

    /// <summary>A storage for a purpose of its own, which no disk is laid on by chance.</summary>
    public DemoVolume OpenSpecial(string purpose, string className, bool shared)
    {
        var volume = Make(purpose, className, shared, 0.55);
        special.Add(volume);
        return volume;
    }

    /// <summary>Makes the storages as large as what lies on them asks for.</summary>
    public void Provision()
    {
        foreach (var (storage, volume) in volumes.Concat(special).Select(volume => volume.Provision()))
        {
            scene.Rows.Add(storage);
            scene.Volumes.Add(volume);
        }
    }

    DemoVolume Open(string className)
    {
        var code = Code(className);
        var fill = code == "arc" && volumes.TrueForAll(volume => volume.ClassName != className) ? Place.ArchiveFill : 0.58;
        var volume = Make(code, className, true, fill);
        volumes.Add(volume);
        return volume;
    }

    DemoVolume Make(string purpose, string className, bool shared, double fill) => new(
        scene.Ids.Next<StorageRepository>(), Row, $"sr-{zone}-{purpose}-{scene.Number($"volume {zone} {purpose}"):00}", className, shared,
        shared ? $"fs-{zone}-01" : "local", fill);

    static string Code(string className) => className switch
    {
        "FLASH - Essential" => "ess",
        "FLASH - Standard" => "std",
        "FLASH - Premium" => "pre",
        "FLASH - Enterprise" => "ent",
        "FLASH - Ultra" => "ult",
        "MASS STORAGE - Archival" => "arc",
        _ => throw new ArgumentOutOfRangeException(nameof(className), className, "There is no such class."),
    };

    VirtualNetwork Network(string name, NetworkKind kind, params int[] vlans) =>
        scene.Add(new VirtualNetwork(scene.Ids.Next<VirtualNetwork>(), Row.TenantId, Row.Id, kind == NetworkKind.Vlan ? $"{name}-{vlans[0]}" : $"{name}-prod", kind, vlans, 1500));

    /// <summary>Enough blades for what is to run, one as a spare.</summary>
    void Rack(string blade)
    {
        var wanted = Machines.Where(machine => machine.Wanted).Sum(machine => machine.Memory.Bytes);
        var physical = BladeClass.Named(blade).Memory;
        var each = physical - Host.ControlDomainMemory(physical);
        var count = Math.Max(Place.LeastHosts, (int)Math.Ceiling(wanted / (each.Bytes * Place.Fill)) + 1);
        var chassis = "";
        for (var number = 0; number < count; number++)
        {
            if (number % SlotsPerChassis == 0) chassis = $"{zone}-ch{scene.Number("chassis " + zone):00}";
            var host = scene.Add(new Host(scene.Ids.Next<Host>(), Row.TenantId, Row.Id, $"{Row.Name}-blade-{number + 1:00}", blade, chassis, (number % SlotsPerChassis) + 1, number == 0));
            hosts.Add((host, host.MemoryForMachines.Bytes));
            scene.Blades.Add(new FleetPlan.Blade(host.Id, Row.Id, Row.Name, Row.ZoneId, host.Name, chassis, host.Slot, host.Memory, host.Class.LinkGigabits, host.Class.Threads));
        }
    }

    /// <summary>The host with the most memory left, or null when none has enough: the machine stays powered off then.</summary>
    Id<Host>? TakeHost(ByteSize memory)
    {
        var best = 0;
        for (var index = 1; index < hosts.Count; index++)
            if (hosts[index].Free > hosts[best].Free) best = index;
        var (host, free) = hosts[best];
        if (free < memory.Bytes) return null;
        hosts[best] = (host, free - memory.Bytes);
        return host.Id;
    }
}
