using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Network;

/// <summary>The limits of network adapters (Concepts, VLAN-type networks).</summary>
public static class AdapterLimits
{
    /// <summary>The most adapters of a machine: 7.</summary>
    public const int Most = 7;

    /// <summary>Whether a machine may have so many adapters.</summary>
    /// <returns><c>adapter.too-many</c>, which names the VLAN trunk as the way out (Concepts, VLAN Trunk).</returns>
    public static Result CheckCount(int adapters) => adapters <= Most
        ? Result.Success
        : Problem.Invalid("adapter.too-many", $"A machine has at most {Most} network adapters; this would make {adapters}. A VLAN trunk carries more networks over one adapter.", "Adapters");

    /// <summary>Whether an adapter can be given an address: only on a private network of a VPC (API contract 7, <c>ipAddress</c>).</summary>
    /// <param name="address">The address it is to have, or null.</param>
    /// <param name="network">The private network it is on, or null when its network carries none.</param>
    /// <returns><c>adapter.no-vpc</c>.</returns>
    public static Result CheckAddress(string? address, PrivateNetwork? network) => string.IsNullOrEmpty(address) || network is not null
        ? Result.Success
        : Problem.Invalid("adapter.no-vpc", $"The address {address} cannot be given: only a private network of a VPC gives addresses, and this one is none. Leave it out and set it inside the machine.", "IpAddress");

    /// <summary>
    /// At 7 adapters the way to more networks is a VLAN trunk: "When you need to propagate more than 7 VLANs, you must use a VLAN Trunk"
    /// (Concepts, VLAN Trunk).
    /// </summary>
    /// <returns><c>adapter.trunk</c> from 7 adapters on, otherwise null.</returns>
    public static Notice? Advice(int adapters) => adapters < Most
        ? null
        : Notice.Of("adapter.trunk", $"All {Most} adapters are in use. For more networks use a VLAN trunk: one adapter carries all VLANs, and their IDs are configured in the guest.");
}
