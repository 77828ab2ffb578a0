using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>A machine that is made out of a recovery point of another one.</summary>
/// <param name="Source">The machine the point is of; it need not run, nor be reached.</param>
/// <param name="CapturedAt">The moment the point shows it at, UTC.</param>
/// <param name="Machine">The identity of the new machine.</param>
/// <param name="Pool">The pool it lives in.</param>
/// <param name="Name">Its name.</param>
/// <param name="VirtualCpus">Its vCPUs.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="Disks">Its disks, in the order of the other one's.</param>
/// <param name="Adapters">Its network adapters; those that are not plugged in never reach their network.</param>
public sealed record RestoreOrder(
    Id<VirtualMachine> Source, DateTimeOffset CapturedAt, Id<VirtualMachine> Machine, Id<Pool> Pool, string Name, int VirtualCpus, ByteSize Memory,
    IReadOnlyList<RestoreOrder.Disk> Disks, IReadOnlyList<AdapterOrder> Adapters)
{
    /// <summary>One disk of the order.</summary>
    /// <param name="Id">The identity it will have.</param>
    /// <param name="Storage">The block storage it will lie on.</param>
    /// <param name="Capacity">Its size; taken in full at once (thick).</param>
    public sealed record Disk(Id<VirtualDisk> Id, Id<StorageRepository> Storage, ByteSize Capacity);
}
