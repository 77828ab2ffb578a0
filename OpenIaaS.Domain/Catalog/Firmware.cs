namespace OpenIaaS.Domain.Catalog;

/// <summary>How a machine boots. Secure boot needs UEFI (Console specification 3.1).</summary>
public enum Firmware
{
    /// <summary>Legacy BIOS.</summary>
    Bios,

    /// <summary>UEFI.</summary>
    Uefi,
}
