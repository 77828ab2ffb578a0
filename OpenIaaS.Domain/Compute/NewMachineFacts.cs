using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>What <see cref="NewMachine.Check"/> must know of the place a machine is made in.</summary>
/// <param name="Template">The template asked for, or null when there is none such.</param>
/// <param name="Storages">The block storage of the pool.</param>
/// <param name="Networks">The networks propagated to the pool.</param>
/// <param name="LargestHost">What the largest host of the pool has for machines; zero when that is not known.</param>
/// <param name="MacAddresses">The MAC addresses in use, in lower case with colons.</param>
/// <param name="MachineNames">The names that may not be given again; empty where two machines may share one.</param>
/// <param name="BackupPolicies">The backup policies of the pool's zone.</param>
/// <param name="DisksMayFollow">Whether disks can be added after the creation, as scripts do; the wizard asks for at least one.</param>
/// <param name="Heartbeat">The storage that carries the heartbeat of the pool, or null while high availability is off.</param>
/// <param name="Images">The ISOs of the pool; none where no ISO was asked for.</param>
/// <param name="Item">The public image asked for, or null when there is none such.</param>
/// <param name="File">The XVA file asked for, or null when there is none such that is whole.</param>
/// <param name="FileRefused">Why no machine can be made of the file asked for, or null.</param>
public sealed record NewMachineFacts(
    Template? Template,
    IReadOnlyList<StorageRoom> Storages,
    IReadOnlyCollection<Id<VirtualNetwork>> Networks,
    ByteSize LargestHost,
    IReadOnlyCollection<string> MacAddresses,
    IReadOnlyCollection<string> MachineNames,
    IReadOnlyCollection<Id<BackupPolicy>> BackupPolicies,
    bool DisksMayFollow = false,
    Id<StorageRepository>? Heartbeat = null,
    IReadOnlyList<ImageRoom>? Images = null,
    MarketplaceItem? Item = null,
    XvaFile? File = null,
    Problem? FileRefused = null)
{
    /// <summary>What the machine begins as, or null while that is not chosen.</summary>
    public MachineSource? Source => Item is not null ? MachineSource.Of(Item) : File is not null ? MachineSource.Of(File) : Template is not null ? MachineSource.Of(Template) : null;
}
