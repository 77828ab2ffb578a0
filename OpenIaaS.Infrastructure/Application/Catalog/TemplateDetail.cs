using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>A template with its location, disks and adapters (Concepts, Catalogs).</summary>
/// <param name="MayDelete">Whether the caller may delete templates.</param>
/// <param name="Delete">Why it cannot be deleted now, or null.</param>
public sealed record TemplateDetail(
    Id<Template> Id, string Name, string Description, string GuestSystem, CatalogItemKind Kind, string Zone, string City, string Pool, int VirtualCpus, int CoresPerSocket, ByteSize Memory,
    Firmware Firmware, IReadOnlyList<TemplateDetail.Disk> Disks, IReadOnlyList<TemplateDetail.Adapter> Adapters, bool MayDelete, Problem? Delete)
{
    /// <param name="Storage">Where it lies, or null when that storage is gone.</param>
    public sealed record Disk(string Name, ByteSize Capacity, string? Storage);

    /// <param name="Network">The network it is on, or null when that is gone.</param>
    public sealed record Adapter(string Name, string? Network, NetworkKind? Kind, IReadOnlyList<int> VlanIds, int? Mtu);
}

/// <summary>A disk image with its location and who has it in the drive.</summary>
/// <param name="Mounted">How many machines have it in their DVD drive.</param>
/// <param name="Machines">The first of them by name.</param>
/// <param name="GuestSystem">The operating system it installs, in text; empty where it is not known.</param>
/// <param name="Version">What a change of it is checked against.</param>
/// <param name="MayManage">Whether the caller may change and delete disk images.</param>
/// <param name="Format">What was read in its file, or null where none was sent here.</param>
/// <param name="Delete">Why it cannot be deleted now, or null.</param>
public sealed record DiskImageDetail(
    Id<DiskImage> Id, string Name, string Description, ByteSize Size, string Zone, string City, string Pool, string Storage, bool IsShared, int Mounted,
    IReadOnlyList<DiskImageDetail.Machine> Machines, DiskImageFormat? Format, string Label, string GuestSystem, int Version, bool MayManage, Problem? Delete)
{
    public sealed record Machine(Id<VirtualMachine> Id, string Name);
}
