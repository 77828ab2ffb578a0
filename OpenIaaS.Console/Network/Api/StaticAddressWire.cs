using System.Globalization;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Network.Api;

/// <summary>An address of a private network that is kept for a MAC address.</summary>
/// <param name="IpAddress">The IPv4 address.</param>
/// <param name="MacAddress">Lower case, with colons.</param>
/// <param name="VirtualMachine">The machine that has the MAC address in the private network; null when none has.</param>
/// <param name="NetworkAdapter">The adapter of it; null when there is none.</param>
/// <param name="Source"><c>xoa</c> when it came with a network adapter and goes with it, <c>custom</c> when it was asked for by itself.</param>
/// <param name="ResourceDescription">What it is for; null when nothing is said.</param>
/// <param name="FloatingIp">Always null: there are no floating addresses.</param>
/// <param name="Vpc">The VPC of its private network.</param>
/// <param name="PrivateNetwork">The private network it is of.</param>
sealed record StaticAddressWire(
    string Id, string IpAddress, string MacAddress, Reference? VirtualMachine, Reference? NetworkAdapter, string Source, string? ResourceDescription, FloatingAddressWire? FloatingIp, Reference Vpc,
    Reference PrivateNetwork)
{
    public static StaticAddressWire Of(StaticAddressQueries.Row row) => new(
        $"{row.Id}", row.Address, row.MacAddress, row.MachineId is { } machine ? Reference.To(machine, row.Machine ?? "") : null,
        row.AdapterId is { } adapter ? Reference.To(adapter, string.Create(CultureInfo.InvariantCulture, $"eth{row.Position}")) : null,
        row.CameWithAdapter ? "xoa" : "custom", row.Description.Length == 0 ? null : row.Description, null, Reference.To(row.VpcId, row.Vpc), Reference.To(row.PrivateNetworkId, row.PrivateNetwork));
}

/// <summary>A public address in front of a static one.</summary>
/// <param name="IpAddress">The IPv4 address.</param>
sealed record FloatingAddressWire(string Id, string IpAddress);

/// <summary>An address to be kept.</summary>
/// <param name="MacAddress">The MAC address it is kept for; no adapter needs to have it yet.</param>
/// <param name="IpAddress">An address of the private network that is free; absent for the lowest one.</param>
/// <param name="ResourceDescription">What it is for.</param>
[Example("""{"macAddress":"02:16:3e:00:0a:01","ipAddress":"10.60.0.40","resourceDescription":"db listener"}""")]
sealed record NewStaticAddressBody(string? MacAddress, string? IpAddress, string? ResourceDescription);

/// <summary>What of a static address is to change; what is absent stays.</summary>
/// <param name="ResourceDescription">What it is for.</param>
/// <param name="MacAddress">Another MAC address; not of one that came with a network adapter.</param>
[Example("""{"resourceDescription":"db listener"}""")]
sealed record StaticAddressChangeBody(string? ResourceDescription, string? MacAddress);
