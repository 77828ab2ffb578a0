using OpenIaaS.Console.Api.Description;
using OpenIaaS.Console.Compute.Api;
using OpenIaaS.Domain.Catalog;

namespace OpenIaaS.Console.Catalog.Api;

/// <summary>What a machine made from a public image has, as the API's clients read it.</summary>
/// <param name="Memory">Its memory in bytes.</param>
/// <param name="NetworkAdapters">Its network adapters, each of which comes onto a network of the pool.</param>
sealed record MarketplaceItemInfoWire(
    string Name, string Description, MarketplaceItemInfoWire.ProcessorPart Cpu, long Memory, MarketplaceItemInfoWire.SystemPart OperatingSystem, IReadOnlyList<MarketplaceItemInfoWire.DiskPart> Disks,
    IReadOnlyList<MarketplaceItemInfoWire.AdapterPart> NetworkAdapters, MarketplaceItemInfoWire.AvailabilityPart HighAvailability, MarketplaceItemInfoWire.DriversPart PvDrivers)
{
    const int UsualMtu = 1500;

    public static MarketplaceItemInfoWire Of(MarketplaceItem item)
    {
        var machine = item.Machine;
        return new MarketplaceItemInfoWire(
            item.Name, item.Description.English, new ProcessorPart(machine.VirtualCpus, machine.CoresPerSocket), machine.Memory.Bytes, SystemPart.Of(machine.OperatingSystem),
            [.. machine.Disks.Select(disk => new DiskPart(disk.Name, disk.VirtualSize.Bytes, disk.PhysicalUtilisation.Bytes, "vhd"))],
            [.. machine.NetworkAdapters.Select(adapter => new AdapterPart(adapter.Name, adapter.NetworkName, UsualMtu))], new AvailabilityPart(false, "disabled"), new DriversPart(true, "", true));
    }

    /// <summary>The vCPUs of such a machine.</summary>
    public sealed record ProcessorPart(int Count, int CoresPerSocket);

    /// <summary>Its operating system.</summary>
    /// <param name="Distro">The first word of its name in lower case.</param>
    /// <param name="Version">What follows it.</param>
    public sealed record SystemPart(string Name, string Distro, string Version)
    {
        public static SystemPart Of(string system) => system.Split(' ', 2) is [var distro, var version]
            ? new SystemPart(system, distro.ToLowerInvariant(), version)
            : new SystemPart(system, system.ToLowerInvariant(), "");
    }

    /// <summary>A disk of such a machine.</summary>
    /// <param name="VirtualSize">Its size in bytes.</param>
    /// <param name="PhysicalUtilisation">What is written on it, in bytes.</param>
    public sealed record DiskPart(string Name, long VirtualSize, long PhysicalUtilisation, string Type);

    /// <summary>A network adapter of such a machine.</summary>
    /// <param name="NetworkName">What its network is for.</param>
    /// <param name="Mtu">The largest packet in bytes it was made with.</param>
    public sealed record AdapterPart(string Name, string NetworkName, int Mtu);

    /// <summary>What happens to such a machine when its host fails, until somebody says otherwise.</summary>
    public sealed record AvailabilityPart(bool Enabled, string RestartPriority);

    /// <summary>Whether it has drivers for the hypervisor.</summary>
    /// <param name="Version">Empty: known once a machine runs.</param>
    public sealed record DriversPart(bool Detected, string Version, bool UpToDate);
}

/// <summary>A public image to be deployed.</summary>
/// <param name="Id">The image.</param>
/// <param name="Name">The name of the machine.</param>
/// <param name="StorageRepositoryId">The block storage for all its disks; the machine lives in its pool.</param>
/// <param name="NetworkData">The network of each of its adapters.</param>
/// <param name="CloudInit">What the guest configures itself with, or null.</param>
[Example("""{"id":"0198c0de-0000-7000-8000-00000000000c","name":"gw-01","storageRepositoryId":"0198c0de-0000-7000-8000-000000000003","networkData":[{"networkAdapterName":"eth0","destinationNetworkId":"0198c0de-0000-7000-8000-000000000004"}],"cloudInit":{"cloudConfig":"#cloud-config\nhostname: gw-01\n"}}""")]
sealed record DeployItemWire(string? Id, string? Name, string? StorageRepositoryId, IReadOnlyList<DeployItemWire.MappingPart>? NetworkData, CloudInitBody? CloudInit)
{
    /// <summary>The network of one adapter.</summary>
    /// <param name="SourceNetworkName">What the image says the network is for; counts when no adapter is named.</param>
    /// <param name="NetworkAdapterName">The name of the adapter.</param>
    /// <param name="DestinationNetworkId">The network it comes onto.</param>
    public sealed record MappingPart(string? SourceNetworkName, string? NetworkAdapterName, string? DestinationNetworkId);
}
