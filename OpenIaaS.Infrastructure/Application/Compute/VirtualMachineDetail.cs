using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Everything a machine's own page shows, as of one read.</summary>
/// <param name="Version">What an edit of what is shown carries.</param>
/// <param name="Progress">How far what is being done to it is, 0 to 100 percent; null while nothing is.</param>
/// <param name="LargestHost">What the largest host of its pool has for machines.</param>
/// <param name="GuestHostName">The name its guest reports, or empty.</param>
/// <param name="Stall">What block storage that cannot or could not be reached did to it, as its hypervisor sees it now.</param>
/// <param name="MountedImage">The ISO in its DVD drive, or null.</param>
public sealed record VirtualMachineDetail(
    Id<VirtualMachine> Id, int Version, string Name, PowerState Power, PendingAction Pending, int? Progress, MachinePlace Place,
    int VirtualCpus, int CoresPerSocket, ByteSize Memory, ByteSize LargestHost, HighAvailabilityPriority HighAvailability, int StartOrder,
    string GuestSystem, string GuestHostName, GuestTools Tools, bool AutoPowerOn, Firmware Firmware, bool SecureBoot, BootOrder BootOrder, string? MountedImage,
    DateTimeOffset CreatedAt, IReadOnlyList<string> Tags, IReadOnlyList<MachineDisk> Disks, ConfigDrive ConfigDrive, IReadOnlyList<MachineAdapter> Adapters,
    IReadOnlyList<MachinePolicy> Policies, MachineReplica? Replica, int Backups, int Snapshots, DiskStall? Stall, MachineActions Actions)
{
    /// <summary>How it stands in the way of high availability of its pool, or null.</summary>
    public Notice? BlocksHighAvailability { get; init; }

    /// <summary>Block devices in use: disks, the DVD drive and a config drive.</summary>
    public int Devices => Disks.Count + DiskLimits.DvdDrives + (ConfigDrive == ConfigDrive.None ? 0 : 1);

    /// <summary>The addresses its management agent reports.</summary>
    public IEnumerable<string> Addresses => Adapters.Select(adapter => adapter.Address).Where(address => address.Length > 0);
}

/// <summary>Where a machine is; its host is null while it does not run.</summary>
public sealed record MachinePlace(string Zone, Id<Pool> PoolId, string Pool, bool PoolHighAvailability, Id<Host>? HostId, string? Host);

/// <summary>Why each action cannot be done now; null where it can. The same rules answer again when it is done.</summary>
/// <param name="StopCleanly">The way through the management agent, for shutting down and for restarting.</param>
/// <param name="Restart">By force; cleanly <paramref name="StopCleanly"/> counts as well.</param>
/// <param name="Migrate">To another host while it runs, wherever that is.</param>
/// <param name="Move">In any way: to another host, to other storage, to another pool.</param>
/// <param name="ChangeCold">vCPU, sockets and memory.</param>
/// <param name="SharedMac">Why it is started only knowingly: another adapter has one of its MAC addresses.</param>
/// <param name="Export">Why it cannot be cloned; also why it cannot become a template; that asks for more.</param>
/// <param name="PlugDisks">A disk more; how many there may be is another question.</param>
public sealed record MachineActions(Problem? Start, Problem? StopCleanly, Problem? StopByForce, Problem? Restart, Problem? Migrate, Problem? Delete, Problem? ChangeCold, Problem? Firmware, Problem? AutoPowerOn, Problem? PlugDisks, Problem? ChangeAdapters, Problem? Mount, Problem? Eject, Problem? Move, Problem? SharedMac = null, Problem? Export = null)
{
    /// <summary>A snapshot more, without memory.</summary>
    public Problem? Snapshot { get; init; }

    /// <summary>Its copy takes over; where the copy would run is looked at when it is asked for.</summary>
    public Problem? FailOver { get; init; }

    /// <summary>Its copy is started for a try.</summary>
    public Problem? TestFailover { get; init; }

    /// <summary>It comes back from its copy.</summary>
    public Problem? FailBack { get; init; }
}
