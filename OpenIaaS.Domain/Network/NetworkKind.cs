namespace OpenIaaS.Domain.Network;

/// <summary>The two types of network a machine can be on (Concepts, Networks).</summary>
public enum NetworkKind
{
    /// <summary>One VLAN for each network adapter.</summary>
    Vlan,

    /// <summary>All VLANs over one adapter; the VLAN IDs are configured in the guest.</summary>
    VlanTrunk,
}
