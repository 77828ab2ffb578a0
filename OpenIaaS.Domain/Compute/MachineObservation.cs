using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>What a hypervisor says of a machine at one moment.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Power">Its power state.</param>
/// <param name="Host">The host it runs on, or null.</param>
/// <param name="Tools">What is seen of its tools; none until some seconds after boot.</param>
/// <param name="Addresses">The IPv4 address of each adapter by position, as the management agent reports them; empty until it does.</param>
/// <param name="HostName">The name the guest gave itself, as the management agent reports it, or empty.</param>
/// <param name="ConfigDrive">The config drive that is attached.</param>
/// <param name="Stall">What block storage that cannot or could not be reached did to it; null while it works as usual.</param>
public sealed record MachineObservation(
    Id<VirtualMachine> Machine, PowerState Power, Id<Host>? Host, GuestTools Tools, IReadOnlyList<string> Addresses, string HostName = "", ConfigDrive ConfigDrive = ConfigDrive.None,
    DiskStall? Stall = null);
