using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>What each pool offers to deploy: preinstalled templates, configuration templates without disks, and images to install from.</summary>
static class DemoCatalog
{
    static readonly (string Name, string Description, string Guest, int Cpus, int Memory, int Disk, int Data)[] Preinstalled =
    [
        ("debian-12-base", "Debian 12 with cloud-init, minimal", "Debian 12", 2, 4, 20, 0),
        ("ubuntu-24.04-base", "Ubuntu 24.04 LTS with cloud-init", "Ubuntu 24.04 LTS", 2, 4, 25, 0),
        ("rocky-9-database", "Rocky Linux 9 with a second disk for a database", "Rocky Linux 9", 4, 16, 40, 100),
        ("windows-2022-core", "Windows Server 2022 without desktop", "Windows Server 2022", 4, 8, 80, 0),
    ];

    static readonly (string Name, string Description, Firmware Firmware)[] Configurations =
    [
        ("blank-uefi", "No operating system, UEFI", Firmware.Uefi),
        ("blank-bios", "No operating system, legacy BIOS", Firmware.Bios),
    ];

    static readonly (string Name, string Description, int Mebibytes)[] Images =
    [
        ("debian-12.8-netinst.iso", "Debian 12 network installation", 631),
        ("rocky-9.4-minimal.iso", "Rocky Linux 9 minimal installation", 1862),
        ("guest-tools-8.4.iso", "Management agent and drivers for guests", 86),
        ("rescue-11.iso", "Rescue system with partition and network tools", 948),
    ];

    public static void Fill(DemoScene scene, DemoPool pool)
    {
        foreach (var item in Preinstalled)
        {
            List<TemplateDisk> disks = [Disk("system", item.Disk)];
            if (item.Data > 0) disks.Add(Disk("data", item.Data));
            scene.Rows.Add(new Template(
                scene.Ids.Next<Template>(), pool.Row.TenantId, pool.Row.Id, item.Name, item.Description, item.Guest, item.Cpus, ByteSize.FromGiB(item.Memory), Firmware.Uefi,
                disks, [new TemplateAdapter("eth0", pool.Main.Id)]));
        }

        foreach (var (name, description, firmware) in Configurations)
            scene.Rows.Add(new Template(scene.Ids.Next<Template>(), pool.Row.TenantId, pool.Row.Id, name, description, "Other install media", 1, ByteSize.FromGiB(2), firmware, [], []));

        var local = pool.OpenSpecial("iso", "MASS STORAGE - Archival", shared: false);
        foreach (var (name, description, mebibytes) in Images)
        {
            var size = ByteSize.FromMiB(mebibytes);
            local.Put(size);
            scene.Rows.Add(new DiskImage(scene.Ids.Next<DiskImage>(), pool.Row.TenantId, local.Id, name, description, size));
        }

        TemplateDisk Disk(string name, int gibibytes)
        {
            var size = ByteSize.FromGiB(gibibytes);
            var volume = pool.VolumeFor("FLASH - Standard", size);
            volume.Put(size);
            return new TemplateDisk(name, size, volume.Id);
        }
    }
}
