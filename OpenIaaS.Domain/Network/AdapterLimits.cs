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
}
