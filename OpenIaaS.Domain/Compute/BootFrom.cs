namespace OpenIaaS.Domain.Compute;

/// <summary>One of the devices a machine can boot from.</summary>
public enum BootFrom
{
    /// <summary>Its first bootable disk.</summary>
    Disk,

    /// <summary>Its DVD drive.</summary>
    Dvd,

    /// <summary>Its network adapters.</summary>
    Network,
}
