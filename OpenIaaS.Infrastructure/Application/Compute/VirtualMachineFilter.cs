using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What a machine's row says of its state: what is being done to it, or else its power.</summary>
public enum MachineStatus
{
    PoweredOn,
    PoweredOff,
    Paused,
    Suspended,

    /// <summary>Something is being done to it.</summary>
    Changing,
}

/// <summary>How far a machine's backup policies protect it.</summary>
public enum MachineBackupState
{
    /// <summary>It has no backup policy, so it cannot be powered on.</summary>
    NoPolicy,

    /// <summary>It has policies, and none of them makes backups.</summary>
    Unprotected,

    /// <summary>At least one of its policies makes backups.</summary>
    Protected,
}

/// <summary>Which machines a list shows. Several values of one kind mean "one of these"; an empty kind filters nothing.</summary>
public sealed record VirtualMachineFilter
{
    public static VirtualMachineFilter None { get; } = new();

    /// <summary>Part of a name, of an IPv4 or of a MAC address, or a whole UUID; upper and lower case are the same.</summary>
    public string? Search { get; init; }

    public IReadOnlyCollection<MachineStatus> Statuses { get; init; } = [];

    public IReadOnlyCollection<Id<AvailabilityZone>> Zones { get; init; } = [];

    public IReadOnlyCollection<Id<Pool>> Pools { get; init; } = [];

    /// <summary>The hosts they run on; a machine that is off runs on none.</summary>
    public IReadOnlyCollection<Id<Host>> Hosts { get; init; } = [];

    public IReadOnlyCollection<HighAvailabilityPriority> Priorities { get; init; } = [];

    public IReadOnlyCollection<string> Systems { get; init; } = [];

    public IReadOnlyCollection<string> Tags { get; init; } = [];

    public IReadOnlyCollection<MachineBackupState> Backups { get; init; } = [];

    /// <summary>The names of networks; one is on it with at least one adapter.</summary>
    public IReadOnlyCollection<string> Networks { get; init; } = [];

    public bool? Replicated { get; init; }

    public IReadOnlyCollection<MachineDrive> Drives { get; init; } = [];

    /// <summary>Only those with an adapter whose MAC address another adapter of the tenant has too.</summary>
    public bool SharedMac { get; init; }
}
