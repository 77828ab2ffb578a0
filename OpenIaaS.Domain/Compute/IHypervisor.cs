using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>
/// The hypervisors of every pool. Each piece of work is asked for under a key: asked again under the same key, even after a crash of either
/// side, it is the same work. Refusals of the hardware come as a failed task with its reason.
/// </summary>
public partial interface IHypervisor
{
    /// <summary>
    /// Creates a machine with its disks, the ISO in its DVD drive and, if it is given cloud-init, its config drive, powered off: all of it or nothing.
    /// Fails when a storage is full or disconnected, that of the ISO counted, or when it would have more devices than a machine can have.
    /// </summary>
    Task<HardwareTask> CreateAsync(string key, MachineOrder order, CancellationToken stop);

    /// <summary>Powers a machine on. Fails when no host (or not <paramref name="host"/>) has the memory for it.</summary>
    /// <param name="key">The key of this work.</param>
    /// <param name="machine">The machine, powered off.</param>
    /// <param name="host">The host to start on, or null for the one it ran on last, and any with room while that has none or does not take machines.</param>
    /// <param name="stop">Gives up asking; the work goes on.</param>
    /// <returns>A task whose result is the identity of the host.</returns>
    Task<HardwareTask> StartAsync(string key, Id<VirtualMachine> machine, Id<Host>? host, CancellationToken stop);

    /// <summary>How long a machine of so much memory usually takes from the order to start until its system is up; nothing begins.</summary>
    /// <param name="memory">Its memory.</param>
    TimeSpan UsualStart(ByteSize memory);

    /// <summary>Shuts a machine down, or cuts its power when <paramref name="force"/> is set.</summary>
    Task<HardwareTask> StopAsync(string key, Id<VirtualMachine> machine, bool force, CancellationToken stop);

    /// <summary>Asks the guest of a running machine to end, and cuts its power when it has not after a while.</summary>
    /// <param name="key">The key of this work.</param>
    /// <param name="machine">The machine, running; whether its management agent answers is found out.</param>
    /// <param name="forceAfter">After what time its power is cut.</param>
    /// <param name="stop">Gives up asking; the work goes on.</param>
    /// <returns>A task whose result is the name of a <see cref="ShutDownEnd"/>.</returns>
    Task<HardwareTask> ShutDownAsync(string key, Id<VirtualMachine> machine, TimeSpan forceAfter, CancellationToken stop);

    /// <summary>Restarts a machine where it is.</summary>
    Task<HardwareTask> RestartAsync(string key, Id<VirtualMachine> machine, bool force, CancellationToken stop);

    /// <summary>
    /// Moves a running machine to another host of its pool; it runs all along. Its memory is taken on both hosts until the end. When its own host is
    /// lost on the way, so is the machine; when the other one is, it stays where it was. Fails without PV drivers inside it.
    /// </summary>
    /// <returns>A task whose result is the identity of the host it moved to.</returns>
    Task<HardwareTask> MigrateAsync(string key, Id<VirtualMachine> machine, Id<Host> host, CancellationToken stop);

    /// <summary>
    /// Takes a machine to another pool: its disks, and while it runs its memory too, so that it runs all along. Space and memory are taken at both ends until
    /// all has arrived, and then it changes over at once; whatever fails before that (either host, a storage, the link) leaves it whole where it was, and gives
    /// back what was taken at the other end. Fails while snapshots hold a disk, and without PV drivers in a running machine.
    /// </summary>
    Task<HardwareTask> RelocateAsync(string key, RelocationOrder order, CancellationToken stop);

    /// <summary>How long a move to another host, of disks within the pool or to another pool would take if it began now; nothing begins.</summary>
    /// <returns>The time, or <c>hardware.refuses</c> with the reason the work would fail with.</returns>
    Task<Result<TimeSpan>> ForeseeAsync(RelocationOrder order, CancellationToken stop);

    /// <summary>
    /// Lets a host take machines, or no new ones (XAPI's <c>host.enable</c> and <c>host.disable</c>); what runs there goes on. It has no key: asked
    /// again it is the same state, and whoever asks last is right.
    /// </summary>
    /// <returns><c>not-found</c>.</returns>
    Task<Result> EnableAsync(Id<Host> host, bool enabled, CancellationToken stop);

    /// <summary>Gives a machine that is powered off other vCPUs and memory.</summary>
    Task<HardwareTask> ResizeAsync(string key, Id<VirtualMachine> machine, int virtualCpus, ByteSize memory, CancellationToken stop);

    /// <summary>
    /// Copies a machine that is powered off, disk by disk. The space of all copies is taken at once. Fails when no host of the pool answers or the one that copies
    /// is lost, and when a storage is full or cannot be reached, also on the way; nothing of the copy is left then.
    /// </summary>
    Task<HardwareTask> CloneAsync(string key, Id<VirtualMachine> machine, CloneOrder order, CancellationToken stop);

    /// <summary>
    /// Makes a template of a machine that is powered off and has no snapshots: it is no machine any more, and its disks keep their space under their identities,
    /// as disks that no machine has. Fails as <see cref="CloneAsync"/> does; it is the machine it was then.
    /// </summary>
    Task<HardwareTask> ConvertAsync(string key, Id<VirtualMachine> machine, CancellationToken stop);

    /// <summary>
    /// Deletes a template with its disks: all of them or none. Their space is free when it has ended. Fails when the storage of one of them cannot be reached, also on
    /// the way; nothing is deleted then.
    /// </summary>
    Task<HardwareTask> DeleteTemplateAsync(string key, Id<Template> template, IReadOnlyList<TemplateDisk> disks, CancellationToken stop);

    /// <summary>Deletes a machine that is powered off, with its disks.</summary>
    Task<HardwareTask> DeleteAsync(string key, Id<VirtualMachine> machine, CancellationToken stop);

    /// <summary>
    /// Takes a snapshot of every disk of a machine, and of its memory when asked to; it runs on meanwhile. Each takes the size of its disk on the
    /// disk's storage. Fails when a storage is full or disconnected.
    /// </summary>
    /// <param name="key">The key of this work.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="snapshot">The identity of the snapshot.</param>
    /// <param name="includesMemory">Whether its memory is kept too, with its first disk.</param>
    /// <param name="stop">Gives up asking; the work goes on.</param>
    Task<HardwareTask> SnapshotAsync(string key, Id<VirtualMachine> machine, Id<Snapshot> snapshot, bool includesMemory, CancellationToken stop);

    /// <summary>
    /// Deletes a snapshot. What it held is merged into the disks after that, one after the other on each storage, and only then its space is free:
    /// <see cref="CoalescingAsync"/>. A running machine that writes faster than that is frozen until it has ended.
    /// </summary>
    Task<HardwareTask> DeleteSnapshotAsync(string key, Id<VirtualMachine> machine, Id<Snapshot> snapshot, CancellationToken stop);

    /// <summary>
    /// Brings a machine back to a snapshot: its power is cut, and its disks become what they were; with memory it goes on running from there, where it ran or on
    /// a host with room. Each disk takes its size once more until what it was before is merged: <see cref="CoalescingAsync"/>. The snapshot stays. Fails when
    /// a storage is full or cannot be reached, also on the way: its disks are as they were then, and its power is off.
    /// </summary>
    /// <param name="key">The key of this work.</param>
    /// <param name="machine">The machine, running or not.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="includesMemory">Whether the memory that is kept with it is put back too.</param>
    /// <param name="left">The identity under which what the disks were before is merged.</param>
    /// <param name="stop">Gives up asking; the work goes on.</param>
    Task<HardwareTask> RevertAsync(string key, Id<VirtualMachine> machine, Id<Snapshot> snapshot, bool includesMemory, Id<Snapshot> left, CancellationToken stop);

    /// <summary>The snapshots of a machine that are whole.</summary>
    Task<IReadOnlyList<Id<Snapshot>>> SnapshotsAsync(Id<VirtualMachine> machine, CancellationToken stop);

    /// <summary>What of these deleted snapshots is still to be merged; what is merged is left out.</summary>
    Task<IReadOnlyList<CoalesceObservation>> CoalescingAsync(IReadOnlyCollection<Id<Snapshot>> snapshots, CancellationToken stop);

    /// <summary>
    /// Creates an empty disk and attaches it to a machine. Fails when its storage is full or disconnected, when the machine has no device left, or when
    /// it runs without PV drivers.
    /// </summary>
    Task<HardwareTask> CreateDiskAsync(string key, Id<VirtualMachine> machine, MachineOrder.Disk disk, CancellationToken stop);

    /// <summary>Attaches a disk that no machine has. Fails as <see cref="CreateDiskAsync"/> does.</summary>
    Task<HardwareTask> AttachDiskAsync(string key, Id<VirtualMachine> machine, Id<VirtualDisk> disk, CancellationToken stop);

    /// <summary>Takes a disk from its machine and keeps it. Fails when the machine runs without PV drivers.</summary>
    Task<HardwareTask> DetachDiskAsync(string key, Id<VirtualMachine> machine, Id<VirtualDisk> disk, CancellationToken stop);

    /// <summary>Lets a machine see a disk that it has, or no longer. Fails when it runs without PV drivers.</summary>
    Task<HardwareTask> ConnectDiskAsync(string key, Id<VirtualMachine> machine, Id<VirtualDisk> disk, bool connected, CancellationToken stop);

    /// <summary>
    /// Copies a disk to other block storage; a machine that has it runs on. Its space is taken on both until the end. Fails when either storage cannot be
    /// reached, also on the way, or when the other one is full.
    /// </summary>
    /// <param name="key">The key of this work.</param>
    /// <param name="machine">The machine that has it, or null.</param>
    /// <param name="disk">The disk.</param>
    /// <param name="storage">The block storage it is to lie on.</param>
    /// <param name="stop">Gives up asking; the work goes on.</param>
    Task<HardwareTask> MoveDiskAsync(string key, Id<VirtualMachine>? machine, Id<VirtualDisk> disk, Id<StorageRepository> storage, CancellationToken stop);

    /// <summary>
    /// Makes a disk larger. What it takes more is taken at once. Fails when a running machine sees it, and when its storage is full or cannot be reached, also on the way; it has the
    /// size it had then.
    /// </summary>
    /// <param name="key">The key of this work.</param>
    /// <param name="machine">The machine that has it, or null.</param>
    /// <param name="disk">The disk.</param>
    /// <param name="capacity">Its new size.</param>
    /// <param name="stop">Gives up asking; the work goes on.</param>
    Task<HardwareTask> GrowDiskAsync(string key, Id<VirtualMachine>? machine, Id<VirtualDisk> disk, ByteSize capacity, CancellationToken stop);

    /// <summary>Deletes a disk. Fails when a running machine sees it.</summary>
    /// <inheritdoc cref="MoveDiskAsync"/>
    Task<HardwareTask> DeleteDiskAsync(string key, Id<VirtualMachine>? machine, Id<VirtualDisk> disk, CancellationToken stop);

    /// <summary>Gives a machine a network adapter, or one that it has another network, MAC address, cable or checksumming. Fails when it runs without PV drivers.</summary>
    Task<HardwareTask> PutAdapterAsync(string key, Id<VirtualMachine> machine, AdapterOrder adapter, CancellationToken stop);

    /// <summary>Takes a network adapter from a machine. Fails when it runs without PV drivers.</summary>
    Task<HardwareTask> RemoveAdapterAsync(string key, Id<VirtualMachine> machine, Id<NetworkAdapter> adapter, CancellationToken stop);

    /// <summary>Puts an ISO into the DVD drive of a machine, or takes out what is in it.</summary>
    /// <param name="key">The key of this work.</param>
    /// <param name="machine">The machine, running or not.</param>
    /// <param name="image">The ISO, or null for an empty drive.</param>
    /// <param name="stop">Gives up asking; the work goes on.</param>
    Task<HardwareTask> InsertAsync(string key, Id<VirtualMachine> machine, Id<DiskImage>? image, CancellationToken stop);

    /// <summary>How the work under <paramref name="key"/> stands now; null when none was ever asked for under it.</summary>
    Task<HardwareTask?> TaskAsync(string key, CancellationToken stop);

    /// <summary>What these machines are doing now; a machine the hypervisor does not have is left out.</summary>
    Task<IReadOnlyList<MachineObservation>> ObserveAsync(IReadOnlyCollection<Id<VirtualMachine>> machines, CancellationToken stop);
}
