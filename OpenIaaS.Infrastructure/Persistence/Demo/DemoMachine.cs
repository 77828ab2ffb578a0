using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>A machine while the world is being built: what it is to be, and where it came to lie.</summary>
/// <param name="Index">Its place among the machines of its tenant, from 0.</param>
sealed record DemoMachine(int Index, string Name, string Application, DemoRole Role, int VirtualCpus, ByteSize Memory, string GuestSystem, bool Wanted)
{
    /// <summary>The disks laid on block storage.</summary>
    public List<FleetPlan.Disk> Disks { get; } = [];

    public VirtualMachine Row { get; private set; } = null!;

    public ByteSize DiskSize => Disks.Aggregate(ByteSize.Zero, (sum, disk) => sum + disk.Capacity);

    /// <summary>The machine, its disks and adapters as both sides have them.</summary>
    public void Place(DemoScene scene, DemoPool pool, Id<Host>? host)
    {
        var key = $"{pool.Row.Name}/{Name}";
        var created = scene.Now - TimeSpan.FromMinutes(scene.Chance.Between(key, "age", 61 * 1440, 900 * 1440));
        Row = new VirtualMachine(
            scene.Ids.Next<VirtualMachine>(), pool.Row.TenantId, pool.Row.Id, Name, GuestSystem, VirtualCpus, VirtualCpus % 2 == 0 ? 2 : 1, Memory, Firmware.Uefi, created);
        if (host is { } running)
        {
            Row.ObserveRunning(running);
            Row.Observe(scene.Guest.ToolsOf(key));
        }
        else
        {
            Row.ObserveHalted();
        }

        Row.Prioritise(pool.Place.HighAvailability || pool.IsMain ? Role.Priority : HighAvailabilityPriority.Disabled, Role.StartOrder);
        Row.SetAutoPowerOn(host is not null && Role.StartOrder == 0);
        Row.SetTags(Tags(scene, key));
        scene.Rows.Add(Row);
        AddDisks(scene, pool);
        AddAdapters(scene, pool, key);
        scene.Machines.Add(new FleetPlan.Machine(Row.Id, pool.Row.Id, Name, VirtualCpus, Memory, Disks, HasGuestSystem: true, host));
    }

    IEnumerable<string> Tags(DemoScene scene, string key)
    {
        if (!scene.Chance.Happens(key, "tagged", 0.6)) yield break;
        yield return Application;
        if (Role.StartOrder == 0) yield return "critical";
        if (scene.Chance.Happens(key, "tagged-gdpr", 0.2)) yield return "gdpr";
    }

    void AddDisks(DemoScene scene, DemoPool pool)
    {
        AddDisk("system", "FLASH - Standard", ByteSize.FromGiB(Role.System));
        if (Role.DataClass is null) return;
        AddDisk("data", Role.DataClass, ByteSize.FromGiB(scene.Chance.Between($"{pool.Row.Name}/{Name}", "data", Role.Data.Least / 10, Role.Data.Most / 10) * 10));

        void AddDisk(string name, string className, ByteSize size)
        {
            var volume = pool.VolumeFor(className, size);
            volume.PutDisk(size);
            var disk = new VirtualDisk(scene.Ids.Next<VirtualDisk>(), Row.TenantId, Row.Id, volume.Id, name, size, Disks.Count);
            scene.Rows.Add(disk);
            Disks.Add(new FleetPlan.Disk(disk.Id, volume.Id, size));
        }
    }

    void AddAdapters(DemoScene scene, DemoPool pool, string key)
    {
        var addresses = scene.Guest.Addresses(Row.Id);
        List<VirtualNetwork> networks = [Role.Suffix == "web" ? pool.Dmz : pool.Main];
        if (scene.Chance.Happens(key, "second-adapter", 0.3)) networks.Add(pool.Trunk);
        foreach (var network in networks)
        {
            var id = scene.Ids.Next<NetworkAdapter>();
            var position = networks.IndexOf(network);
            scene.Rows.Add(new NetworkAdapter(id, Row.TenantId, Row.Id, network.Id, position, MacAddress.From(id.Value), addresses[position]));
        }
    }
}
