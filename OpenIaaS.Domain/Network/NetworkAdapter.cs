using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Network;

/// <summary>A network adapter of a machine, on exactly one network. At most 7 a machine (Concepts, VLAN-type networks).</summary>
public sealed class NetworkAdapter : IOwned, IVersioned
{
    NetworkAdapter() => (MacAddress, Address) = ("", "");

    /// <summary>Adds an adapter. <see cref="AdapterLimits"/> says whether it may be.</summary>
    public NetworkAdapter(
        Id<NetworkAdapter> id, Id<Tenant> tenantId, Id<VirtualMachine> machineId, Id<VirtualNetwork> networkId, int position, string macAddress, string address) =>
        (Id, TenantId, MachineId, NetworkId, Position, MacAddress, Address, IsConnected) = (id, tenantId, machineId, networkId, position, macAddress, address, true);

    /// <summary>Its identity.</summary>
    public Id<NetworkAdapter> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine it is in.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>The network it is on.</summary>
    public Id<VirtualNetwork> NetworkId { get; private set; }

    /// <summary>Its place on the machine, from 0.</summary>
    public int Position { get; private set; }

    /// <summary>Its MAC address: six pairs of lower-case hexadecimal digits with colons.</summary>
    public string MacAddress { get; private set; }

    /// <summary>The IPv4 address the management agent reported last, or empty.</summary>
    public string Address { get; private set; }

    /// <summary>Whether its cable is plugged in.</summary>
    public bool IsConnected { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Notes the address the guest reports.</summary>
    public void Report(string address) => Address = address;
}
