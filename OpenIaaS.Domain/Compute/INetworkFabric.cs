using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>
/// What carries networks to pools: the interconnects and the switches of the hosts. Each piece of work is asked for under a key, as with
/// <see cref="IHypervisor"/>; refusals come as a failed task with its reason.
/// </summary>
public interface INetworkFabric
{
    /// <summary>Puts a network on every host of a pool. Fails when no host of the pool answers, as when both its interconnects are down.</summary>
    /// <param name="key">The key of this work.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="network">The name of the network.</param>
    /// <param name="stop">Gives up asking; the work goes on.</param>
    Task<HardwareTask> PropagateAsync(string key, Id<Pool> pool, string network, CancellationToken stop);

    /// <summary>Takes a network from every host of a pool.</summary>
    Task<HardwareTask> WithdrawAsync(string key, Id<Pool> pool, string network, CancellationToken stop);

    /// <summary>How a piece of work stands; null when the hardware no longer knows it.</summary>
    Task<HardwareTask?> TaskAsync(string key, CancellationToken stop);
}
