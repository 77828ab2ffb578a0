using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Compute;

/// <summary>One blade running Xen. Its memory is physical and cannot be changed (Concepts, Compute Blade Classes, note 1).</summary>
public sealed partial class Host : IOwned, IVersioned
{
    /// <summary>
    /// What the control domain (dom0) keeps for itself on a host of this memory: 1 GiB and 5 percent, at most 8 GiB
    /// (XAPI's own sizing, rounded up to whole MiB).
    /// </summary>
    public static ByteSize ControlDomainMemory(ByteSize physical) =>
        ByteSize.FromMiB(Math.Min(8 * 1024, 1024 + (long)Math.Ceiling(physical.Bytes / 1048576.0 * 0.05)));

    /// <summary>The physical memory of a host that has exactly so much for machines; the inverse of <see cref="ControlDomainMemory"/>.</summary>
    /// <param name="forMachines">What machines may use, rounded down to whole MiB.</param>
    public static ByteSize PhysicalMemory(ByteSize forMachines)
    {
        var wanted = forMachines.Bytes / 1048576;
        var physical = wanted + Math.Min(8 * 1024, 1024 + (wanted / 20));
        while (physical - (ControlDomainMemory(ByteSize.FromMiB(physical)).Bytes / 1048576) < wanted) physical++;
        return ByteSize.FromMiB(physical);
    }

    Host() => (Name, BladeClassName, Chassis) = ("", "", "");

    /// <summary>Racks a blade.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="tenantId">The tenant it belongs to.</param>
    /// <param name="poolId">Its pool.</param>
    /// <param name="name">Its name.</param>
    /// <param name="bladeClassName">The name of its class.</param>
    /// <param name="chassis">The chassis.</param>
    /// <param name="slot">The slot, 1 to 8.</param>
    /// <param name="isMaster">Whether it is the pool's master.</param>
    /// <param name="memory">Its physical memory where it is not that of its class (the blades of a scenario).</param>
    public Host(Id<Host> id, Id<Tenant> tenantId, Id<Pool> poolId, string name, string bladeClassName, string chassis, int slot, bool isMaster, ByteSize? memory = null)
    {
        (Id, TenantId, PoolId, Name, BladeClassName, Chassis, Slot, IsMaster) = (id, tenantId, poolId, name, bladeClassName, chassis, slot, isMaster);
        Memory = memory ?? BladeClass.Named(bladeClassName).Memory;
        Status = HostStatus.Connected;
    }

    /// <summary>Its identity.</summary>
    public Id<Host> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The pool it belongs to.</summary>
    public Id<Pool> PoolId { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; }

    /// <summary>The name of its <see cref="Catalog.BladeClass"/>.</summary>
    public string BladeClassName { get; private set; }

    /// <summary>The chassis it sits in.</summary>
    public string Chassis { get; private set; }

    /// <summary>Its slot in the chassis, 1 to 8.</summary>
    public int Slot { get; private set; }

    /// <summary>Its physical memory.</summary>
    public ByteSize Memory { get; private set; }

    /// <summary>Whether it is the pool's master.</summary>
    public bool IsMaster { get; private set; }

    /// <summary>Whether it can run machines, as last observed.</summary>
    public HostStatus Status { get; private set; }

    /// <summary>When its heartbeat was last seen, UTC; null while it is seen all the time.</summary>
    public DateTimeOffset? HeartbeatLostAt { get; private set; }

    /// <summary>When it was found failed, UTC; null while it is not.</summary>
    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>Why it failed, in a sentence; told when it is considered failed and kept by the record of failures, not with the host.</summary>
    public string? FailureCause { get; private set; }

    /// <summary>Since when nothing runs on it, UTC; told and kept as <see cref="FailureCause"/> is.</summary>
    public DateTimeOffset? DownSince { get; private set; }

    /// <summary>Since when it has been in maintenance, UTC, also while it is broken meanwhile; null while it is not.</summary>
    public DateTimeOffset? MaintenanceSince { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>The class with its figures.</summary>
    public BladeClass Class => BladeClass.Named(BladeClassName);

    /// <summary>The memory it has for machines: physical less the control domain's.</summary>
    public ByteSize MemoryForMachines => Memory - ControlDomainMemory(Memory);

    /// <summary>Notes that the heartbeat went missing.</summary>
    public void LoseHeartbeat(DateTimeOffset since) => HeartbeatLostAt ??= since;

    /// <summary>Considers the host failed: it has been fenced, nothing runs on it any more.</summary>
    /// <param name="now">The present, UTC.</param>
    /// <param name="cause">Why, in a sentence, as far as it is known.</param>
    /// <param name="downSince">Since when nothing runs on it, UTC, as far as it is known.</param>
    public void Fail(DateTimeOffset now, string? cause = null, DateTimeOffset? downSince = null) =>
        (Status, FailedAt, FailureCause, DownSince) = (HostStatus.Failed, FailedAt ?? now, cause, downSince);

    /// <summary>
    /// Notes that the heartbeat is seen again: a host that had failed comes back to its pool, empty, or to the maintenance it was in; one that was
    /// only silent for a while is what it was.
    /// </summary>
    public void Return()
    {
        if (Status == HostStatus.Failed) Status = MaintenanceSince is null ? HostStatus.Connected : HostStatus.Maintenance;
        (HeartbeatLostAt, FailedAt) = (null, null);
    }

    /// <summary>Makes it the pool's master, or an ordinary member.</summary>
    public void SetMaster(bool master) => IsMaster = master;
}
