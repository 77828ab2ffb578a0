using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>What <see cref="Relocation.Check"/> must know of a machine and of the pool it is to move to.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Zone">The zone it is in.</param>
/// <param name="Disks">Its disks, in their order.</param>
/// <param name="Adapters">Its network adapters, in their order.</param>
/// <param name="Snapshots">How many snapshots hold a disk of it, those counted that are still being merged.</param>
/// <param name="ImageInDrive">The name of the ISO in its DVD drive, or null.</param>
/// <param name="Replica">Its replication, or null.</param>
/// <param name="Target">The pool asked for as it is; null when none was chosen, or when there is none such.</param>
public sealed record RelocationFacts(
    VirtualMachine Machine, Id<AvailabilityZone> Zone, IReadOnlyList<RelocationFacts.Disk> Disks, IReadOnlyList<RelocationFacts.Adapter> Adapters, int Snapshots, string? ImageInDrive,
    RelocationFacts.Replication? Replica, RelocationFacts.Place? Target)
{
    /// <summary>Whether it would leave its zone.</summary>
    public bool LeavesZone => Target is { } target && target.Pool.ZoneId != Zone;

    /// <summary>A disk of the machine.</summary>
    /// <param name="Id">The disk.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Capacity">Its size, taken in full where it goes.</param>
    public sealed record Disk(Id<VirtualDisk> Id, string Name, ByteSize Capacity);

    /// <summary>A network adapter of the machine.</summary>
    /// <param name="Id">The adapter.</param>
    /// <param name="Position">Its place on the machine, from 0.</param>
    public sealed record Adapter(Id<NetworkAdapter> Id, int Position);

    /// <summary>How the machine is replicated.</summary>
    /// <param name="Policy">The name of the policy.</param>
    /// <param name="Zone">The zone its replica lies in.</param>
    /// <param name="ZoneName">The name of that zone.</param>
    /// <param name="IsLinked">Whether a link joins that zone with the one it would move to.</param>
    public sealed record Replication(string Policy, Id<AvailabilityZone> Zone, string ZoneName, bool IsLinked);

    /// <summary>The pool it is to move to.</summary>
    /// <param name="Pool">The pool.</param>
    /// <param name="ZoneName">The name of its zone.</param>
    /// <param name="IsLinked">Whether a link joins the two zones; true within one.</param>
    /// <param name="Hosts">Its hosts with what they have left.</param>
    /// <param name="LargestHost">What its largest host has for machines.</param>
    /// <param name="Storages">Its block storage.</param>
    /// <param name="ReplicaTargets">The block storage of it that replication policies keep their points on.</param>
    /// <param name="Networks">The networks propagated to it.</param>
    /// <param name="BackupPolicies">The backup policies of its zone.</param>
    public sealed record Place(
        Pool Pool, string ZoneName, bool IsLinked, IReadOnlyList<HostRoom> Hosts, ByteSize LargestHost, IReadOnlyList<StorageRoom> Storages,
        IReadOnlyCollection<Id<StorageRepository>> ReplicaTargets, IReadOnlyCollection<Id<VirtualNetwork>> Networks, IReadOnlyCollection<Id<BackupPolicy>> BackupPolicies);
}
