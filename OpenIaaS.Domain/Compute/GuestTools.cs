namespace OpenIaaS.Domain.Compute;

/// <summary>What the hypervisor sees of the tools inside a machine (Concepts, Virtual Machine Tools). Seen some seconds after boot.</summary>
/// <param name="ManagementAgent">Whether the management agent answers: needed for a clean shutdown and for addresses.</param>
/// <param name="PvDrivers">Whether paravirtualization drivers are loaded: faster, needed for live migration.</param>
/// <param name="Version">The version the tools report, or empty.</param>
public sealed record GuestTools(bool ManagementAgent, bool PvDrivers, string Version)
{
    /// <summary>Nothing seen.</summary>
    public static GuestTools None { get; } = new(false, false, "");
}
