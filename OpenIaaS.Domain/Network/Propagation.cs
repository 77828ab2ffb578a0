using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Network;

/// <summary>Where a network is between being asked for on a pool and being used there.</summary>
public enum PropagationState
{
    /// <summary>It was asked for.</summary>
    Ordered,

    /// <summary>Its VLAN is being put on the interconnects and the hosts of the pool.</summary>
    Provisioning,

    /// <summary>Adapters of machines of the pool can be on it.</summary>
    Delivered,

    /// <summary>It is being taken from the pool.</summary>
    Removing,

    /// <summary>It could not be put on the pool; <see cref="Propagation.Reason"/> says why.</summary>
    Failed,
}

/// <summary>A network on its way to a pool, or there (Console specification 2.25, propagations).</summary>
public sealed class Propagation : IOwned, IVersioned
{
    Propagation() => Reason = "";

    /// <summary>Asks for a network on a pool, after <see cref="BackboneNetwork.CanPropagate"/>.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="tenant">The tenant of the pool, which is not the network's where that is shared.</param>
    /// <param name="network">The network.</param>
    /// <param name="pool">The pool.</param>
    public Propagation(Id<Propagation> id, Id<Tenant> tenant, Id<BackboneNetwork> network, Id<Pool> pool)
        : this() => (Id, TenantId, NetworkId, PoolId) = (id, tenant, network, pool);

    /// <summary>Its identity.</summary>
    public Id<Propagation> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The network.</summary>
    public Id<BackboneNetwork> NetworkId { get; private set; }

    /// <summary>The pool.</summary>
    public Id<Pool> PoolId { get; private set; }

    /// <summary>How far it is.</summary>
    public PropagationState State { get; private set; }

    /// <summary>Why it failed, in full sentences, or empty.</summary>
    public string Reason { get; private set; }

    /// <summary>What adapters on the pool are on; null until it is delivered.</summary>
    public Id<VirtualNetwork>? VirtualNetworkId { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Whether something is being done to it right now.</summary>
    public bool IsChanging => State is PropagationState.Ordered or PropagationState.Provisioning or PropagationState.Removing;

    /// <summary>Whether it can be taken from its pool: nothing there uses it.</summary>
    /// <param name="network">The name of the network.</param>
    /// <param name="use">What is on it there.</param>
    /// <returns><c>network.changing</c> or what <see cref="NetworkUse.Check"/> returns.</returns>
    public Result CanRemove(string network, NetworkUse use) => IsChanging
        ? Problem.Conflict("network.changing", $"The network {network} is being propagated to a pool or taken from one. Wait until that has ended.")
        : use.Check(network);

    /// <summary>It is asked for once more after it failed.</summary>
    public void Order() => (State, Reason) = (PropagationState.Ordered, "");

    /// <summary>The pool begins to put it up.</summary>
    public void Provision() => State = PropagationState.Provisioning;

    /// <summary>It is there.</summary>
    public void Deliver(Id<VirtualNetwork> there) => (State, Reason, VirtualNetworkId) = (PropagationState.Delivered, "", there);

    /// <summary>It could not be put up.</summary>
    public void Fail(string reason) => (State, Reason) = (PropagationState.Failed, reason);

    /// <summary>The pool begins to take it away, after the check.</summary>
    public void Remove() => State = PropagationState.Removing;

    /// <summary>It could not be taken away, and is as it was.</summary>
    public void Keep() => State = VirtualNetworkId is null ? PropagationState.Failed : PropagationState.Delivered;
}
