using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>
/// What a snapshot takes of one block storage: a VHD in the chain of a disk. On block storage it is thick and takes the whole size of its disk
/// (Console specification 3.2). When the snapshot is deleted its blocks are still to be merged into the disk, in the background (coalescing,
/// Xen's storage manager), and only then its space is free: until then it is debt.
/// </summary>
public sealed class SnapshotDisk : IOwned
{
    SnapshotDisk()
    {
    }

    /// <summary>Takes the place of a disk in a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="disk">The disk.</param>
    /// <param name="memory">The memory of the machine where it is kept with this disk; nothing otherwise.</param>
    public SnapshotDisk(Snapshot snapshot, VirtualDisk disk, ByteSize memory)
        : this(snapshot.Id, disk, snapshot.TenantId, snapshot.MachineId, disk.Capacity + memory)
    {
    }

    /// <summary>Takes the place of what a disk was before its machine is brought back to a snapshot: that is debt once it has been.</summary>
    /// <param name="left">The identity of what is left.</param>
    /// <param name="disk">The disk, as it is written to until then.</param>
    /// <param name="machine">Its machine.</param>
    public SnapshotDisk(Id<Snapshot> left, VirtualDisk disk, VirtualMachine machine)
        : this(left, disk, machine.TenantId, machine.Id, disk.Capacity)
    {
    }

    SnapshotDisk(Id<Snapshot> snapshot, VirtualDisk disk, Id<Tenant> tenant, Id<VirtualMachine> machine, ByteSize size) =>
        (SnapshotId, DiskId, TenantId, MachineId, StorageRepositoryId, Size) = (snapshot, disk.Id, tenant, machine, disk.StorageRepositoryId, size);

    /// <summary>The snapshot; with <see cref="DiskId"/> its key. It outlives the snapshot while it is merged.</summary>
    public Id<Snapshot> SnapshotId { get; private set; }

    /// <summary>The disk.</summary>
    public Id<VirtualDisk> DiskId { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine of the disk.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>Where it lies.</summary>
    public Id<StorageRepository> StorageRepositoryId { get; private set; }

    /// <summary>What it takes there.</summary>
    public ByteSize Size { get; private set; }

    /// <summary>Since when it is being merged or waits for that, UTC; null while its snapshot is kept.</summary>
    public DateTimeOffset? CoalescingSince { get; private set; }

    /// <summary>When that is expected to have ended, UTC; null while its snapshot is kept.</summary>
    public DateTimeOffset? ExpectedAt { get; private set; }

    /// <summary>The blocks that are to be merged; nothing while its snapshot is kept.</summary>
    public ByteSize Debt { get; private set; }

    /// <summary>
    /// Whether its machine is frozen for that: it writes faster than blocks are merged (Concepts, Virtual Machine Backup: such machines are frozen,
    /// which can last hours and cannot be interrupted).
    /// </summary>
    public bool FreezesMachine { get; private set; }

    /// <summary>Notes that its snapshot is gone and how its merging stands.</summary>
    public void Observe(CoalesceObservation seen, DateTimeOffset now) =>
        (CoalescingSince, ExpectedAt, Debt, FreezesMachine) = (CoalescingSince ?? now, now + seen.Remaining, seen.Debt, seen.FreezesMachine);
}
