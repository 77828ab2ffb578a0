namespace OpenIaaS.Domain.Compute;

/// <summary>The order in which a machine tries its devices; those it does not name it does not try. <see cref="BootOrders"/> takes one apart.</summary>
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

    /// <summary>Disk, then DVD.</summary>
    DiskDvd,

    /// <summary>Disk, then network.</summary>
    DiskNetwork,

    /// <summary>DVD, then disk.</summary>
    DvdDisk,

    /// <summary>DVD, then network.</summary>
    DvdNetwork,

    /// <summary>Network, then disk.</summary>
    NetworkDisk,

    /// <summary>Network, then DVD.</summary>
    NetworkDvd,

    /// <summary>Disk alone.</summary>
    Disk,

    /// <summary>DVD alone.</summary>
    Dvd,

    /// <summary>Network alone.</summary>
    Network,
}
