using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>
/// A move of a machine to another pool, in its zone or in another one (Console specification 2.4: Move). While the machine runs its disks and then its
/// memory are copied and it goes on running; while it is powered off its disks are. Its MAC addresses and everything inside it stay as they are.
/// </summary>
/// <param name="Pool">The pool it is moved to, or null while none is chosen.</param>
/// <param name="Host">The host it goes on running on; null for a machine that is powered off, which has none.</param>
/// <param name="Disks">Where each of its disks is to lie.</param>
/// <param name="Adapters">The network each of its adapters is to be on.</param>
/// <param name="BackupPolicies">The backup policies it has there; they count only in another zone, for a policy backs up the machines of its own.</param>
public sealed partial record Relocation(
    Id<Pool>? Pool, Id<Host>? Host, IReadOnlyList<Relocation.Disk> Disks, IReadOnlyList<Relocation.Adapter> Adapters, IReadOnlyList<Id<BackupPolicy>> BackupPolicies)
{
    /// <summary>Where one disk is to lie.</summary>
    /// <param name="Id">The disk.</param>
    /// <param name="Storage">The block storage of the other pool, or null while none is chosen.</param>
    public sealed record Disk(Id<VirtualDisk> Id, Id<StorageRepository>? Storage);

    /// <summary>The network one adapter is to be on.</summary>
    /// <param name="Id">The adapter.</param>
    /// <param name="Network">The network of the other pool, or null while none is chosen.</param>
    public sealed record Adapter(Id<NetworkAdapter> Id, Id<VirtualNetwork>? Network);

    /// <summary>The input the place of a disk is chosen in.</summary>
    public static string Field(Id<VirtualDisk> disk) => $"Disks[{disk}]";

    /// <summary>The input the network of an adapter is chosen in.</summary>
    public static string Field(Id<NetworkAdapter> adapter) => $"Adapters[{adapter}]";

    /// <summary>The block storage chosen for a disk, or null.</summary>
    public Id<StorageRepository>? StorageOf(Id<VirtualDisk> disk) => Disks.FirstOrDefault(chosen => chosen.Id == disk)?.Storage;

    /// <summary>The network chosen for an adapter, or null.</summary>
    public Id<VirtualNetwork>? NetworkOf(Id<NetworkAdapter> adapter) => Adapters.FirstOrDefault(chosen => chosen.Id == adapter)?.Network;
}
