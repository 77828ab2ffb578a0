using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>A machine a hypervisor is asked to create.</summary>
/// <param name="Machine">The identity it will have.</param>
/// <param name="Pool">The pool it will live in.</param>
/// <param name="Name">Its name.</param>
/// <param name="VirtualCpus">Its vCPUs.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="Disks">Its disks; those with a template's content are copied, the others are empty and ready at once.</param>
/// <param name="HasGuestSystem">Whether an operating system is on it, so that tools are seen after boot.</param>
/// <param name="CloudInit">What it is given on a config drive and takes over at its first boot, or null for no such drive.</param>
/// <param name="Image">The ISO in its DVD drive, or null for an empty drive.</param>
/// <param name="Fetch">What is brought to the pool before its disks are written: a public image, a file.</param>
public sealed record MachineOrder(
    Id<VirtualMachine> Machine, Id<Pool> Pool, string Name, int VirtualCpus, ByteSize Memory, IReadOnlyList<MachineOrder.Disk> Disks, bool HasGuestSystem,
    CloudInit? CloudInit = null, MachineOrder.Iso? Image = null, ByteSize Fetch = default)
{
    /// <summary>One disk of the order.</summary>
    /// <param name="Id">The identity it will have.</param>
    /// <param name="Storage">The block storage it will lie on.</param>
    /// <param name="Capacity">Its size; taken in full at once (thick).</param>
    /// <param name="CopiesTemplate">Whether a template's content is copied into it.</param>
    public sealed record Disk(Id<VirtualDisk> Id, Id<StorageRepository> Storage, ByteSize Capacity, bool CopiesTemplate);

    /// <summary>An ISO that is in the DVD drive from the beginning.</summary>
    /// <param name="Image">Its identity.</param>
    /// <param name="Storage">The block storage it lies on.</param>
    public sealed record Iso(Id<DiskImage> Image, Id<StorageRepository> Storage);
}
