using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Catalog;

/// <summary>
/// An item of the public catalog: published by the provider, the same for every tenant, deleted by none (Console specification 2.15). It lies in no
/// pool; a tenant adds it to its own catalog, which copies it onto block storage of a pool.
/// </summary>
/// <param name="Id">Its identity, the same everywhere.</param>
/// <param name="Kind">Which of the three kinds it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it holds, in a sentence.</param>
/// <param name="GuestSystem">The operating system it holds or installs, in text.</param>
/// <param name="VirtualCpus">The vCPUs a machine made from it begins with; 0 for a disk image.</param>
/// <param name="Memory">The memory such a machine begins with.</param>
/// <param name="Size">The file of a disk image; nothing for a template.</param>
/// <param name="Disks">The disks of a template: name and size.</param>
public sealed record PublicItem(
    Guid Id, CatalogItemKind Kind, string Name, string Description, string GuestSystem, int VirtualCpus, ByteSize Memory, ByteSize Size, IReadOnlyList<(string Name, ByteSize Capacity)> Disks)
{
    /// <summary>What the provider's depot carries to a pool, in Mbit/s (own estimate: one link of 1 Gbit/s).</summary>
    public const int DepotMegabits = 1000;

    /// <summary>What stands for the system where there is none.</summary>
    public const string NoSystem = "Other install media";

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<PublicItem> All { get; } =
    [
        Preinstalled(1, "almalinux-9.5-cloud", "AlmaLinux 9 with cloud-init", "AlmaLinux 9", 2, 4, 20),
        Preinstalled(2, "debian-12.8-cloud", "Debian 12 with cloud-init", "Debian 12", 2, 4, 20),
        Preinstalled(3, "opensuse-leap-15.6-cloud", "openSUSE Leap 15.6 with cloud-init", "openSUSE Leap 15.6", 2, 4, 20),
        Preinstalled(4, "ubuntu-24.04-cloud", "Ubuntu 24.04 LTS with cloud-init", "Ubuntu 24.04 LTS", 2, 4, 25),
        Preinstalled(5, "windows-2022-standard", "Windows Server 2022 with desktop", "Windows Server 2022", 4, 8, 80),
        Preinstalled(6, "windows-2025-core", "Windows Server 2025 without desktop", "Windows Server 2025", 4, 8, 80),
        new(Identity(20), CatalogItemKind.ConfigurationTemplate, "empty-large", "No operating system, 8 vCPU and 32 GiB to begin with", NoSystem, 8, ByteSize.FromGiB(32), ByteSize.Zero, []),
        new(Identity(21), CatalogItemKind.ConfigurationTemplate, "empty-small", "No operating system, 1 vCPU and 2 GiB to begin with", NoSystem, 1, ByteSize.FromGiB(2), ByteSize.Zero, []),
        Image(40, "almalinux-9.5-minimal.iso", "AlmaLinux 9 minimal installation", 1876),
        Image(41, "debian-12.8-netinst-amd64.iso", "Debian 12 network installation", 631),
        Image(42, "guest-tools-9.4.iso", "Management agent and PV drivers for guests", 94),
        Image(43, "ubuntu-24.04-live-server-amd64.iso", "Ubuntu 24.04 LTS server installation", 2654),
    ];

    /// <summary>What it takes on block storage.</summary>
    public ByteSize Takes => Kind == CatalogItemKind.DiskImage ? Size : new ByteSize(Disks.Sum(disk => disk.Capacity.Bytes));

    /// <summary>The one with an identity, or null.</summary>
    public static PublicItem? Find(Guid id) => All.FirstOrDefault(item => item.Id == id);

    /// <summary>The kind of system that a text names.</summary>
    public static GuestFamily FamilyOf(string guestSystem) =>
        guestSystem.Contains("Windows", StringComparison.OrdinalIgnoreCase) ? GuestFamily.Windows
        : guestSystem.Length == 0 ? GuestFamily.Unknown
        : guestSystem == NoSystem ? GuestFamily.None : GuestFamily.Unix;

    static PublicItem Preinstalled(int number, string name, string description, string system, int cpus, int memory, int disk) => new(
        Identity(number), CatalogItemKind.PreinstalledTemplate, name, description, system, cpus, ByteSize.FromGiB(memory), ByteSize.Zero, [("system", ByteSize.FromGiB(disk))]);

    static PublicItem Image(int number, string name, string description, int mebibytes) => new(
        Identity(number), CatalogItemKind.DiskImage, name, description, InstallMedium.SystemOf("", name), 0, ByteSize.Zero, ByteSize.FromMiB(mebibytes), []);

    static Guid Identity(int number) => new(0x0199a000, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, (byte)number);
}
