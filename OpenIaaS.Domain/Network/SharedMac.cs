namespace OpenIaaS.Domain.Network;

/// <summary>A MAC address that two adapters have.</summary>
/// <param name="MacAddress">The address.</param>
/// <param name="Machine">The name of the machine of the other adapter.</param>
public sealed record SharedMac(string MacAddress, string Machine);
