using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>One disk of a machine.</summary>
public sealed record MachineDisk(Id<VirtualDisk> Id, string Name, ByteSize Capacity, int Position, string Storage, string StorageClass, bool Connected, bool LeftOut);

/// <summary>One network adapter of a machine.</summary>
public sealed record MachineAdapter(
    Id<NetworkAdapter> Id, int Position, string MacAddress, string Address, bool Connected, string Network, NetworkKind Kind, IReadOnlyList<int> VlanIds, int Mtu);
