using OpenIaaS.Console.Api;

namespace OpenIaaS.Console.Network.Api;

/// <summary>The VPC an adapter is in.</summary>
/// <param name="PrivateNetwork">The private network of it.</param>
/// <param name="StaticIpAddress">The address that is kept for the adapter.</param>
sealed record VpcWire(string Id, string Name, Reference PrivateNetwork, string StaticIpAddress);
