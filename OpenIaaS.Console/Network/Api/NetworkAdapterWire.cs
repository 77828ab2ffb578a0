using System.Globalization;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Network.Api;

/// <summary>A network adapter as the API's clients read it.</summary>
/// <param name="Name">Its place on the machine: <c>eth0</c>.</param>
/// <param name="InternalId">The id its hypervisor knows it by; here the same.</param>
/// <param name="MacAddress">Lower case, with colons.</param>
/// <param name="Mtu">The largest packet of its network, in bytes.</param>
/// <param name="Attached">Whether its cable is plugged in.</param>
/// <param name="TxChecksumming">Whether the checksums of what it sends are computed for it.</param>
/// <param name="Ipv4Address">What its guest reports; null when it reports none.</param>
/// <param name="Ipv6Address">Always null: guests here speak IPv4.</param>
/// <param name="Vpc">The VPC whose private network it is on; null when it is on none.</param>
sealed record NetworkAdapterWire(
    string Id, string Name, string InternalId, string VirtualMachineId, string MacAddress, int Mtu, bool Attached, bool TxChecksumming, Reference Network, Reference MachineManager, string? Ipv4Address,
    string? Ipv6Address, VpcWire? Vpc)
{
    public static NetworkAdapterWire Of(AdapterApiQueries.Row row)
    {
        var id = $"{row.Id}";
        return new NetworkAdapterWire(
            id, string.Create(CultureInfo.InvariantCulture, $"eth{row.Position}"), id, $"{row.MachineId}", row.MacAddress, row.Mtu, row.IsConnected, row.TxChecksumming,
            Reference.To(row.NetworkId, row.Network), Reference.To(row.ZoneId, row.Zone), row.Address.Length == 0 ? null : row.Address, null,
            VpcWire.Of(row.VpcId, row.Vpc, row.PrivateNetworkId, row.PrivateNetwork, row.KeptAddress));
    }
}

/// <summary>A network adapter to be added to a machine.</summary>
/// <param name="NetworkId">A network of the machine's pool.</param>
/// <param name="Mac">Its MAC address; absent for a new one.</param>
/// <param name="IpAddress">An address that its network keeps for it, which must carry a private network of a VPC; refused on every other one.</param>
[Example("""{"virtualMachineId":"0198c0de-0000-7000-8000-000000000001","networkId":"0198c0de-0000-7000-8000-000000000004","mac":"02:16:3e:00:0a:01"}""")]
sealed record NewNetworkAdapterBody(string? VirtualMachineId, string? NetworkId, string? Mac, string? IpAddress);

/// <summary>What of an adapter is to change; what is absent stays.</summary>
/// <param name="NetworkId">Another network of the machine's pool.</param>
/// <param name="Mac">Another MAC address.</param>
/// <param name="Attached">Whether its cable is plugged in.</param>
/// <param name="TxChecksumming">Whether the checksums of what it sends are computed for it.</param>
/// <param name="IpAddress">An address that its network keeps for it, which must carry a private network of a VPC; refused on every other one.</param>
[Example("""{"networkId":"0198c0de-0000-7000-8000-000000000004","txChecksumming":false}""")]
sealed record NetworkAdapterChangeBody(string? NetworkId, string? Mac, bool? Attached, bool? TxChecksumming, string? IpAddress);
