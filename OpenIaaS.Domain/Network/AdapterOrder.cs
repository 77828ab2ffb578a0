using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Network;

/// <summary>A network adapter as a hypervisor is asked to have it.</summary>
/// <param name="Adapter">Its identity.</param>
/// <param name="Network">The network it is on.</param>
/// <param name="Position">Its place on the machine, from 0.</param>
/// <param name="MacAddress">Its MAC address, lower case with colons.</param>
/// <param name="IsConnected">Whether its cable is plugged in.</param>
/// <param name="TxChecksumming">Whether the checksums of what it sends are computed for it.</param>
public sealed record AdapterOrder(Id<NetworkAdapter> Adapter, Id<VirtualNetwork> Network, int Position, string MacAddress, bool IsConnected, bool TxChecksumming);
