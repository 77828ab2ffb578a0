using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Tests.Compute;

/// <summary>A hypervisor with a bug: it cannot be asked to start anything.</summary>
sealed class FaultyHypervisor(IHypervisor sound) : IHypervisor
{
    public Task<HardwareTask> StartAsync(string key, Id<VirtualMachine> machine, Id<Host>? host, CancellationToken stop) =>
        throw new InvalidOperationException("A null where none should be.");

    public Task<HardwareTask> CreateAsync(string key, MachineOrder order, CancellationToken stop) => sound.CreateAsync(key, order, stop);

    public TimeSpan UsualStart(ByteSize memory) => sound.UsualStart(memory);

    public Task<HardwareTask> StopAsync(string key, Id<VirtualMachine> machine, bool force, CancellationToken stop) => sound.StopAsync(key, machine, force, stop);

    public Task<HardwareTask> ShutDownAsync(string key, Id<VirtualMachine> machine, TimeSpan forceAfter, CancellationToken stop) => sound.ShutDownAsync(key, machine, forceAfter, stop);

    public Task<HardwareTask> RestartAsync(string key, Id<VirtualMachine> machine, bool force, CancellationToken stop) => sound.RestartAsync(key, machine, force, stop);

    public Task<HardwareTask> MigrateAsync(string key, Id<VirtualMachine> machine, Id<Host> host, CancellationToken stop) => sound.MigrateAsync(key, machine, host, stop);

    public Task<HardwareTask> RelocateAsync(string key, RelocationOrder order, CancellationToken stop) => sound.RelocateAsync(key, order, stop);

    public Task<Result<TimeSpan>> ForeseeAsync(RelocationOrder order, CancellationToken stop) => sound.ForeseeAsync(order, stop);

    public Task<Result> EnableAsync(Id<Host> host, bool enabled, CancellationToken stop) => sound.EnableAsync(host, enabled, stop);

    public Task<HardwareTask> ResizeAsync(string key, Id<VirtualMachine> machine, int virtualCpus, ByteSize memory, CancellationToken stop) =>
        sound.ResizeAsync(key, machine, virtualCpus, memory, stop);

    public Task<HardwareTask> CloneAsync(string key, Id<VirtualMachine> machine, CloneOrder order, CancellationToken stop) => sound.CloneAsync(key, machine, order, stop);

    public Task<HardwareTask> RestoreAsync(string key, RestoreOrder order, CancellationToken stop) => sound.RestoreAsync(key, order, stop);

    public Task<HardwareTask> ConvertAsync(string key, Id<VirtualMachine> machine, CancellationToken stop) => sound.ConvertAsync(key, machine, stop);

    public Task<HardwareTask> DeleteTemplateAsync(string key, Id<Template> template, IReadOnlyList<TemplateDisk> disks, CancellationToken stop) => sound.DeleteTemplateAsync(key, template, disks, stop);

    public Task<HardwareTask> DeleteAsync(string key, Id<VirtualMachine> machine, CancellationToken stop) => sound.DeleteAsync(key, machine, stop);

    public Task<HardwareTask> SnapshotAsync(string key, Id<VirtualMachine> machine, Id<Snapshot> snapshot, bool includesMemory, CancellationToken stop) => sound.SnapshotAsync(key, machine, snapshot, includesMemory, stop);

    public Task<HardwareTask> DeleteSnapshotAsync(string key, Id<VirtualMachine> machine, Id<Snapshot> snapshot, CancellationToken stop) => sound.DeleteSnapshotAsync(key, machine, snapshot, stop);

    public Task<HardwareTask> RevertAsync(string key, Id<VirtualMachine> machine, Id<Snapshot> snapshot, bool includesMemory, Id<Snapshot> left, CancellationToken stop) =>
        sound.RevertAsync(key, machine, snapshot, includesMemory, left, stop);

    public Task<IReadOnlyList<Id<Snapshot>>> SnapshotsAsync(Id<VirtualMachine> machine, CancellationToken stop) => sound.SnapshotsAsync(machine, stop);

    public Task<IReadOnlyList<CoalesceObservation>> CoalescingAsync(IReadOnlyCollection<Id<Snapshot>> snapshots, CancellationToken stop) => sound.CoalescingAsync(snapshots, stop);

    public Task<HardwareTask> CreateDiskAsync(string key, Id<VirtualMachine> machine, MachineOrder.Disk disk, CancellationToken stop) => sound.CreateDiskAsync(key, machine, disk, stop);

    public Task<HardwareTask> AttachDiskAsync(string key, Id<VirtualMachine> machine, Id<VirtualDisk> disk, CancellationToken stop) => sound.AttachDiskAsync(key, machine, disk, stop);

    public Task<HardwareTask> DetachDiskAsync(string key, Id<VirtualMachine> machine, Id<VirtualDisk> disk, CancellationToken stop) => sound.DetachDiskAsync(key, machine, disk, stop);

    public Task<HardwareTask> ConnectDiskAsync(string key, Id<VirtualMachine> machine, Id<VirtualDisk> disk, bool connected, CancellationToken stop) => sound.ConnectDiskAsync(key, machine, disk, connected, stop);

    public Task<HardwareTask> MoveDiskAsync(string key, Id<VirtualMachine>? machine, Id<VirtualDisk> disk, Id<StorageRepository> storage, CancellationToken stop) => sound.MoveDiskAsync(key, machine, disk, storage, stop);

    public Task<HardwareTask> GrowDiskAsync(string key, Id<VirtualMachine>? machine, Id<VirtualDisk> disk, ByteSize capacity, CancellationToken stop) => sound.GrowDiskAsync(key, machine, disk, capacity, stop);

    public Task<HardwareTask> DeleteDiskAsync(string key, Id<VirtualMachine>? machine, Id<VirtualDisk> disk, CancellationToken stop) => sound.DeleteDiskAsync(key, machine, disk, stop);

    public Task<HardwareTask> PutAdapterAsync(string key, Id<VirtualMachine> machine, AdapterOrder adapter, CancellationToken stop) => sound.PutAdapterAsync(key, machine, adapter, stop);

    public Task<HardwareTask> RemoveAdapterAsync(string key, Id<VirtualMachine> machine, Id<NetworkAdapter> adapter, CancellationToken stop) => sound.RemoveAdapterAsync(key, machine, adapter, stop);

    public Task<HardwareTask> InsertAsync(string key, Id<VirtualMachine> machine, Id<DiskImage>? image, CancellationToken stop) => sound.InsertAsync(key, machine, image, stop);

    public Task<HardwareTask?> TaskAsync(string key, CancellationToken stop) => sound.TaskAsync(key, stop);

    public Task<IReadOnlyList<MachineObservation>> ObserveAsync(IReadOnlyCollection<Id<VirtualMachine>> machines, CancellationToken stop) => sound.ObserveAsync(machines, stop);
}
