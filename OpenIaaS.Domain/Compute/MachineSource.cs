using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>What a new machine takes over from what it begins as, whichever that is.</summary>
/// <param name="Method">Which way it is made.</param>
/// <param name="Name">The name of the template, image or file.</param>
/// <param name="GuestSystem">The operating system, in text.</param>
/// <param name="Firmware">How it boots.</param>
/// <param name="VirtualCpus">vCPUs.</param>
/// <param name="CoresPerSocket">Cores in each virtual socket.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="Disks">The disks that come with it, in order, each with content.</param>
/// <param name="Fetch">What has to be brought to the pool before its disks can be written.</param>
public sealed record MachineSource(
    CreationMethod Method, string Name, string GuestSystem, Firmware Firmware, int VirtualCpus, int CoresPerSocket, ByteSize Memory,
    IReadOnlyList<MachineSource.Disk> Disks, ByteSize Fetch)
{
    /// <summary>Whether secure boot is on.</summary>
    public bool SecureBoot { get; init; }

    /// <summary>Whether vCPUs and memory are as it says (Console specification 2.14 C: read-only); they can be changed once the machine is there.</summary>
    public bool HasFixedFigures => Method is CreationMethod.Marketplace or CreationMethod.Xva;

    /// <summary>A machine made from a template of its pool.</summary>
    public static MachineSource Of(Template template) => new(
        CreationMethod.Template, template.Name, template.GuestSystem, template.Firmware, template.VirtualCpus, 1, template.Memory,
        [.. template.Disks.Select(disk => new Disk(disk.Name, disk.Capacity))], ByteSize.Zero);

    /// <summary>A machine made from a public image.</summary>
    public static MachineSource Of(MarketplaceItem item) => new(
        CreationMethod.Marketplace, item.Name, item.Machine.OperatingSystem, item.Machine.Firmware, item.Machine.VirtualCpus, item.Machine.CoresPerSocket, item.Machine.Memory,
        [.. item.Machine.Disks.Select(disk => new Disk(disk.Name, disk.VirtualSize))], item.Download);

    /// <summary>A machine imported from a file.</summary>
    public static MachineSource Of(XvaFile file) => new(
        CreationMethod.Xva, file.FileName, file.Machine.GuestSystem, file.Machine.Firmware, file.Machine.VirtualCpus, file.Machine.CoresPerSocket, file.Machine.Memory,
        [.. file.Machine.Disks.Select(disk => new Disk(disk.Name, disk.Capacity))], file.Size)
    { SecureBoot = file.Machine.SecureBoot };

    /// <summary>A disk that comes with it.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Capacity">Its size, which it keeps.</param>
    public sealed record Disk(string Name, ByteSize Capacity);
}
