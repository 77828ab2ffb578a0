using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Storage;

/// <summary>A disk of a machine, in the standard VHD format. Its size is fixed when it is created (Concepts, Disk Management), unless the installation lets disks grow.</summary>
public sealed partial class VirtualDisk : IOwned, IVersioned
{
    VirtualDisk() => Name = "";

    /// <summary>Creates a disk. <see cref="DiskLimits"/> says whether it may be.</summary>
    public VirtualDisk(
        Id<VirtualDisk> id, Id<Tenant> tenantId, Id<VirtualMachine> machineId, Id<StorageRepository> storageRepositoryId, string name, ByteSize capacity, int position) =>
        (Id, TenantId, MachineId, StorageRepositoryId, Name, Capacity, Position, IsBootable) = (id, tenantId, machineId, storageRepositoryId, name, capacity, position, position == 0);

    /// <summary>Its identity.</summary>
    public Id<VirtualDisk> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine it is attached to; null while it is attached to none.</summary>
    public Id<VirtualMachine>? MachineId { get; private set; }

    /// <summary>The block storage it lies on.</summary>
    public Id<StorageRepository> StorageRepositoryId { get; private set; }

    /// <summary>Its name, unique on its machine.</summary>
    public string Name { get; private set; }

    /// <summary>Its size, at most 2 TB.</summary>
    public ByteSize Capacity { get; private set; }

    /// <summary>Its place on the machine, from 0, unique there.</summary>
    public int Position { get; private set; }

    /// <summary>Whether its machine may boot from it; the first such disk is the one it tries.</summary>
    public bool IsBootable { get; private set; }

    /// <summary>Whether its machine can read it only.</summary>
    public bool IsReadOnly { get; private set; }

    /// <summary>Whether its machine sees it while it runs, or will when it is powered on.</summary>
    public bool IsConnected { get; private set; } = true;

    /// <summary>What is being done to it right now.</summary>
    public DiskAction Pending { get; private set; }

    /// <summary>The block storage it is being moved to, until that has ended: its space is taken there too.</summary>
    public Id<StorageRepository>? MovesToId { get; private set; }

    /// <summary>Whether backups leave it out, for disks that are written without pause (Concepts, Virtual Machine Backup).</summary>
    public bool ExcludedFromBackup { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;
}
