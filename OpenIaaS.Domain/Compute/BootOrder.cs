namespace OpenIaaS.Domain.Compute;

/// <summary>The order in which a machine tries its devices; on the wire a list of Hard-Drive, DVD-Drive and Network.</summary>
public enum BootOrder
{
    /// <summary>Disk, then DVD, then network.</summary>
    DiskDvdNetwork,

    /// <summary>Disk, then network, then DVD.</summary>
    DiskNetworkDvd,

    /// <summary>DVD, then disk, then network: to install from an ISO.</summary>
    DvdDiskNetwork,

    /// <summary>DVD, then network, then disk.</summary>
    DvdNetworkDisk,

    /// <summary>Network, then disk, then DVD.</summary>
    NetworkDiskDvd,

    /// <summary>Network, then DVD, then disk.</summary>
    NetworkDvdDisk,
}
