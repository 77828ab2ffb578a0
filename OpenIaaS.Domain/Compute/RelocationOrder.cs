using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>A machine a hypervisor is asked to take to another pool. With its own pool it is a move to another host, or of disks, that is only asked about.</summary>
/// <param name="Machine">The machine, running or powered off.</param>
/// <param name="Pool">The pool it is to live in.</param>
/// <param name="Host">The host it goes on running on; null when it is powered off, or stays where it is.</param>
/// <param name="Disks">The disks that move.</param>
/// <param name="Adapters">Its network adapters as they are to be there; none within its pool.</param>
public sealed record RelocationOrder(Id<VirtualMachine> Machine, Id<Pool> Pool, Id<Host>? Host, IReadOnlyList<RelocationOrder.Disk> Disks, IReadOnlyList<AdapterOrder> Adapters)
{
    /// <summary>One disk of the order.</summary>
    /// <param name="Id">The disk.</param>
    /// <param name="Storage">The block storage it is to lie on.</param>
    public sealed record Disk(Id<VirtualDisk> Id, Id<StorageRepository> Storage);
}
