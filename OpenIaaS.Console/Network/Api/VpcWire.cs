using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Console.Network.Api;

/// <summary>The VPC a network or an adapter is in.</summary>
/// <param name="Id">The identity of the VPC.</param>
/// <param name="Name">Its name.</param>
/// <param name="PrivateNetwork">The private network of it.</param>
/// <param name="StaticIpAddress">The address that is kept for the adapter; empty when none is, and of a network.</param>
sealed record VpcWire(string Id, string Name, Reference PrivateNetwork, string StaticIpAddress)
{
    public static VpcWire? Of(Id<Vpc>? id, string? name, Id<PrivateNetwork>? network, string? networkName, string? address) =>
        id is null || network is null ? null : new($"{id}", name ?? "", new Reference($"{network}", networkName ?? ""), address ?? "");
}
