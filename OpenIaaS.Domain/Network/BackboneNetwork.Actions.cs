using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Network;

/// <content>What may be done to a network as a whole. It is never deleted, only deactivated (Console specification 2.25, 3.3 line 18).</content>
public sealed partial class BackboneNetwork
{
    /// <summary>Whether it can be switched off: nothing uses it, and nothing is being done to it on a pool.</summary>
    /// <param name="use">What is on it.</param>
    /// <param name="isChanging">Whether it is being propagated or taken from a pool right now.</param>
    /// <returns><c>network.deactivated</c>, <c>network.changing</c> or <c>network.in-use</c>.</returns>
    public Result CanDeactivate(NetworkUse use, bool isChanging)
    {
        if (IsDeactivated) return Off();
        if (isChanging) return Problem.Conflict("network.changing", $"The network {Name} is being propagated to a pool or taken from one. Wait until that has ended.");
        return use.Check(Name);
    }

    /// <summary>Whether it can be switched on again.</summary>
    /// <returns><c>network.active</c>.</returns>
    public Result CanReactivate() => IsDeactivated ? Result.Success : Problem.Conflict("network.active", $"The network {Name} is active already.");

    /// <summary>Whether it can be propagated to a pool.</summary>
    /// <param name="pool">The name of the pool.</param>
    /// <param name="there">What is known of it there, or null; one that failed may be tried again.</param>
    /// <returns><c>network.deactivated</c> or <c>network.propagated</c>.</returns>
    public Result CanPropagate(string pool, Propagation? there)
    {
        if (IsDeactivated) return Off();
        return there is null or { State: PropagationState.Failed }
            ? Result.Success
            : Problem.Conflict("network.propagated", $"The network {Name} is propagated to the pool {pool} already.", "Pools");
    }

    /// <summary>Whether a tenant can lose its share of it.</summary>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="pools">On how many pools that tenant has it.</param>
    /// <returns><c>share.in-use</c>.</returns>
    public Result CanUnshare(string tenant, int pools) => pools == 0
        ? Result.Success
        : Problem.Conflict("share.in-use", $"The tenant {tenant} has the network {Name} on {pools} of its pools; it has to be taken from them there first.", "Tenants");

    /// <summary>Switches it off, after the check.</summary>
    public void Deactivate() => IsDeactivated = true;

    /// <summary>Switches it on again, after the check.</summary>
    public void Reactivate() => IsDeactivated = false;

    Problem Off() => Problem.Conflict("network.deactivated", $"The network {Name} is deactivated; reactivate it first.");
}
