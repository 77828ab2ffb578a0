using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Network;

/// <summary>A network propagated to a pool: a VLAN or a VLAN trunk (Concepts, Networks). On the wire <c>network</c>.</summary>
public sealed class VirtualNetwork : IOwned, IVersioned
{
    VirtualNetwork() => (Name, VlanIds) = ("", []);

    /// <summary>Propagates a network to a pool.</summary>
    public VirtualNetwork(Id<VirtualNetwork> id, Id<Tenant> tenantId, Id<Pool> poolId, string name, NetworkKind kind, IReadOnlyList<int> vlanIds, int mtu)
    {
        (Id, TenantId, PoolId, Name, Kind, Mtu) = (id, tenantId, poolId, name, kind, mtu);
        VlanIds = [.. vlanIds];
    }

    /// <summary>Its identity.</summary>
    public Id<VirtualNetwork> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The pool it is propagated to.</summary>
    public Id<Pool> PoolId { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; }

    /// <summary>VLAN or trunk.</summary>
    public NetworkKind Kind { get; private set; }

    /// <summary>The VLAN ID, or all of them on a trunk: 1 to 4094, the same as the guest configures.</summary>
    public List<int> VlanIds { get; private set; }

    /// <summary>The largest packet in bytes.</summary>
    public int Mtu { get; private set; }

    /// <summary>Whether no adapter can be put on it any more: it is being taken from its pool, or its network is deactivated.</summary>
    public bool IsClosed { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>No adapter is to be put on it from now on.</summary>
    public void Close() => IsClosed = true;

    /// <summary>Adapters can be put on it again.</summary>
    public void Open() => IsClosed = false;

    /// <summary>A trunk carries one more VLAN of its pool (Concepts, VLAN Trunk: all your VLANs).</summary>
    public void Carry(int vlan) => VlanIds = [.. VlanIds.Append(vlan).Distinct().Order()];

    /// <summary>A trunk no longer carries a VLAN that left its pool.</summary>
    public void Drop(int vlan) => VlanIds = [.. VlanIds.Where(carried => carried != vlan)];
}
