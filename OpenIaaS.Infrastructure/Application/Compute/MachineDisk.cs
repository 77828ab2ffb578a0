using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>One disk of a machine.</summary>
/// <param name="Connected">Whether its block storage can be reached.</param>
/// <param name="LeftOut">Whether backups leave it out.</param>
/// <param name="Boots">Whether the machine boots from it.</param>
/// <param name="Plugged">Whether the machine sees it.</param>
public sealed record MachineDisk(
    Id<VirtualDisk> Id, string Name, ByteSize Capacity, int Position, Id<StorageRepository> StorageId, string Storage, string StorageClass, bool Connected, bool LeftOut,
    bool Boots, bool ReadOnly, bool Plugged, DiskAction Pending, DiskActions Actions);

/// <summary>Why each action on a disk cannot be done now; null where it can. The same rules answer again when it is done.</summary>
/// <param name="Plug">Disconnecting one that is connected, connecting one that is not.</param>
public sealed record DiskActions(Problem? Plug, Problem? Move, Problem? Detach, Problem? Delete);

/// <summary>One network adapter of a machine.</summary>
public sealed record MachineAdapter(
    Id<NetworkAdapter> Id, int Position, string MacAddress, string Address, bool Connected, Id<VirtualNetwork> NetworkId, string Network, NetworkKind Kind, IReadOnlyList<int> VlanIds, int Mtu, bool TxChecksumming, AdapterAction Pending)
{
    /// <summary>The private network of a VPC it is on, or null.</summary>
    public CarriedNetwork? Private { get; init; }

    /// <summary>The address that is kept there for its MAC address, or null.</summary>
    public string? Kept { get; init; }

    /// <summary>Whether that came with the adapter and goes with it.</summary>
    public bool KeptGoesWithIt { get; init; }
}
