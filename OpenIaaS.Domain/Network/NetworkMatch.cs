namespace OpenIaaS.Domain.Network;

/// <summary>The networks of another pool that carry the same traffic.</summary>
public static class NetworkMatch
{
    /// <summary>
    /// The network an adapter goes on with in another pool: one of the same VLAN ID, or a trunk that carries at least the same ones, for its guest has them
    /// configured (Concepts, VLAN Trunk). Of several the one that is called the same.
    /// </summary>
    /// <param name="present">The network it is on.</param>
    /// <param name="others">The networks of the other pool.</param>
    /// <returns>The network, or null when the pool has none such.</returns>
    public static VirtualNetwork? Find(VirtualNetwork present, IEnumerable<VirtualNetwork> others) => others
        .Where(other => other.Kind == present.Kind && present.VlanIds.All(other.VlanIds.Contains) && (present.Kind == NetworkKind.VlanTrunk || other.VlanIds.Count == present.VlanIds.Count))
        .OrderByDescending(other => other.Name == present.Name).ThenBy(other => other.Name, StringComparer.Ordinal).FirstOrDefault();
}
