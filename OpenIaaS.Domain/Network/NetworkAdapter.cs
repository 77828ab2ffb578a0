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

    /// <summary>Whether the checksums of what it sends are computed for it; some guests and network appliances need that off.</summary>
    public bool TxChecksumming { get; private set; } = true;

    /// <summary>What is being done to it right now.</summary>
    public AdapterAction Pending { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Whether its cable can be plugged in or pulled; its machine is asked too (<see cref="VirtualMachine.CanChangeAdapters"/>).</summary>
    /// <returns><c>adapter.connected</c> or <c>adapter.not-connected</c>.</returns>
    public Result CanPlug(bool connected) => connected == IsConnected
        ? connected
            ? Problem.Conflict("adapter.connected", $"The adapter eth{Position} is plugged in already.")
            : Problem.Conflict("adapter.not-connected", $"The adapter eth{Position} is unplugged already.")
        : Result.Success;

    /// <summary>Notes the address the guest reports; an unplugged adapter has none.</summary>
    public void Report(string address) => Address = IsConnected ? address : "";

    /// <summary>One like it for another machine, with a MAC address of its own.</summary>
    public NetworkAdapter CopyTo(Id<NetworkAdapter> id, Id<VirtualMachine> machine) =>
        new(id, TenantId, machine, NetworkId, Position, Network.MacAddress.From(id.Value), "") { IsConnected = IsConnected, TxChecksumming = TxChecksumming };

    /// <summary>One like it for the copy of its machine in another pool.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="machine">The copy.</param>
    /// <param name="network">The network of the other pool.</param>
    /// <param name="keepsMacAddress">Whether it has the same MAC address, so that whoever gives addresses out knows it; else one of its own.</param>
    /// <param name="isolated">Whether its cable is pulled, so that it never reaches its network.</param>
    public NetworkAdapter RecoverAs(Id<NetworkAdapter> id, Id<VirtualMachine> machine, Id<VirtualNetwork> network, bool keepsMacAddress, bool isolated) =>
        new(id, TenantId, machine, network, Position, keepsMacAddress ? MacAddress : Network.MacAddress.From(id.Value), "") { IsConnected = IsConnected && !isolated, TxChecksumming = TxChecksumming };

    /// <summary>Begins something, after the matching check.</summary>
    public void Begin(AdapterAction action) => Pending = action;

    /// <summary>What was begun has ended, well or not.</summary>
    public void Settle() => Pending = AdapterAction.None;

    /// <summary>Plugs its cable in, or pulls it.</summary>
    public void Plug(bool connected) => (IsConnected, Address) = (connected, connected ? Address : "");

    /// <summary>Puts it on a network, gives it a MAC address and sets its checksumming, all of which were checked.</summary>
    public void Change(Id<VirtualNetwork> network, string macAddress, bool txChecksumming)
    {
        // On another network, or as another card, its guest asks for a new address.
        if (network != NetworkId || macAddress != MacAddress) Address = "";
        (NetworkId, MacAddress, TxChecksumming) = (network, macAddress, txChecksumming);
    }

    /// <summary>As a hypervisor is asked to have it.</summary>
    public AdapterOrder AsOrder() => new(Id, NetworkId, Position, MacAddress, IsConnected, TxChecksumming);
}
