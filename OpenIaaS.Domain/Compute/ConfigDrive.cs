namespace OpenIaaS.Domain.Compute;

/// <summary>
/// The read-only drive by which a machine is given its <see cref="CloudInit"/>. It takes one of the 24 devices (Reliability 3, rule 7) and is
/// read at the first boot only (Console specification 2.7, 3.1). Its few kilobytes are not counted on any block storage.
/// </summary>
public enum ConfigDrive
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It stays attached.</summary>
    Kept,

    /// <summary>It is there until the machine has booted once, and goes then.</summary>
    UntilFirstBoot,
}
