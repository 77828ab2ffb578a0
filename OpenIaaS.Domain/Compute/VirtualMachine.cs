using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Compute;

/// <summary>A virtual machine: what was asked for, and what was last observed of it.</summary>
public sealed partial class VirtualMachine : IOwned, IVersioned
{
    VirtualMachine() => (Name, NameKey, GuestSystem, Tags, Tools, GuestHostName) = ("", "", "", [], GuestTools.None, "");

    /// <summary>Makes a machine that is about to be created on its hypervisor.</summary>
    public VirtualMachine(
        Id<VirtualMachine> id, Id<Tenant> tenantId, Id<Pool> poolId, string name, string guestSystem, int virtualCpus, int coresPerSocket, ByteSize memory,
        Firmware firmware, DateTimeOffset now)
        : this()
    {
        (Id, TenantId, PoolId, Name, GuestSystem, CreatedAt) = (id, tenantId, poolId, name, guestSystem, now);
        (VirtualCpus, CoresPerSocket, Memory, Firmware) = (virtualCpus, coresPerSocket, memory, firmware);
        NameKey = KeyOf(name);
        Pending = PendingAction.Creating;
    }

    /// <summary>Its identity.</summary>
    public Id<VirtualMachine> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The pool it lives in.</summary>
    public Id<Pool> PoolId { get; private set; }

    /// <summary>The host it runs on; null while it is not running, for then it has none.</summary>
    public Id<Host>? HostId { get; private set; }

    /// <summary>The host of its pool it ran on last, or runs on: where it is started again while there is room (<see cref="Placement"/>); null when it never ran in this pool.</summary>
    public Id<Host>? LastHostId { get; private set; }

    /// <summary>
    /// Its name. New names follow <see cref="MachineName"/>; names taken over from a platform hold anything and are kept as they are
    /// (Console specification 3.1).
    /// </summary>
    public string Name { get; private set; }

    /// <summary>The name in upper case, for comparing and searching without regard to case.</summary>
    public string NameKey { get; private set; }

    /// <summary>The operating system, in text.</summary>
    public string GuestSystem { get; private set; }

    /// <summary>vCPUs, 1 to 254.</summary>
    public int VirtualCpus { get; private set; }

    /// <summary>Cores in each virtual socket; divides the vCPUs.</summary>
    public int CoresPerSocket { get; private set; }

    /// <summary>Its memory.</summary>
    public ByteSize Memory { get; private set; }

    /// <summary>How it boots.</summary>
    public Firmware Firmware { get; private set; }

    /// <summary>Whether secure boot is on; UEFI only.</summary>
    public bool SecureBoot { get; private set; }

    /// <summary>Whether it starts with its host.</summary>
    public bool AutoPowerOn { get; private set; }

    /// <summary>Its power state as last observed.</summary>
    public PowerState Power { get; private set; }

    /// <summary>What is being done to it right now.</summary>
    public PendingAction Pending { get; private set; }

    /// <summary>Whether it should be running: set by a start, cleared by a shutdown its user asked for. High availability goes by it.</summary>
    public bool WantedRunning { get; private set; }

    /// <summary>Which devices it boots from, first one first.</summary>
    public BootOrder BootOrder { get; private set; }

    /// <summary>The ISO in its DVD drive, if any.</summary>
    public Id<DiskImage>? MountedImageId { get; private set; }

    /// <summary>What happens to it when its host fails; a new machine begins with <see cref="HighAvailabilityPriority.Disabled"/>.</summary>
    public HighAvailabilityPriority HighAvailability { get; private set; }

    /// <summary>Its rank among the machines restarted, lower first (Reliability 3, rule 9).</summary>
    public int StartOrder { get; private set; }

    /// <summary>The host failure it was lost in and has not been brought back from, by the time it was detected, UTC.</summary>
    public DateTimeOffset? LostAt { get; private set; }

    /// <summary>Whether the one best-effort attempt for the present failure was made (Concepts, High Availability).</summary>
    public bool BestEffortSpent { get; private set; }

    /// <summary>What is seen of its tools.</summary>
    public GuestTools Tools { get; private set; }

    /// <summary>The name its guest gave itself, as the management agent reported it last, or empty.</summary>
    public string GuestHostName { get; private set; }

    /// <summary>The config drive it has, as last observed.</summary>
    public ConfigDrive ConfigDrive { get; private set; }

    /// <summary>Its tags.</summary>
    public List<string> Tags { get; private set; }

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>A name as it is compared: upper case, invariant.</summary>
    public static string KeyOf(string name) => name.ToUpperInvariant();
}
