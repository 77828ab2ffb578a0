using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>When high availability of a pool can be on (Concepts, High Availability; Console specification 2.16).</summary>
public static class HeartbeatRule
{
    /// <summary>How many connected hosts it takes; one in maintenance does not count.</summary>
    public const int LeastHosts = 2;

    /// <summary>How long a heartbeat may be missing before the host is considered failed (XAPI's default, Reliability 1).</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Hosts that fail within so long of each other are planned for together: XAPI settles who is alive before anything restarts (Reliability 1); five
    /// seconds are our own, a little more than one beat.
    /// </summary>
    public static readonly TimeSpan Together = TimeSpan.FromSeconds(5);

    /// <summary>How long between two attempts to restart one machine (XAPI's interval, Reliability 1).</summary>
    public static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(120);

    /// <summary>Whether high availability may be switched on.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="connectedHosts">Hosts of the pool that are connected.</param>
    /// <param name="heartbeat">The block storage designated for the heartbeat.</param>
    /// <param name="tiedToHost">Names of machines that run, are set to restart and have an ISO of local storage in their drive.</param>
    /// <returns><c>ha.too-few-hosts</c>, <c>ha.heartbeat-other-pool</c>, <c>ha.heartbeat-not-shared</c>, <c>storage.disconnected</c>, <c>ha.local-iso</c>: every reason at once.</returns>
    public static Result CanEnable(Pool pool, int connectedHosts, StorageRepository heartbeat, IReadOnlyList<string> tiedToHost)
    {
        List<Problem> found = [];
        if (connectedHosts < LeastHosts)
            found.Add(Problem.Conflict("ha.too-few-hosts", $"High availability needs at least {LeastHosts} connected hosts; {pool.Name} has {connectedHosts}."));
        if (heartbeat.PoolId != pool.Id)
            found.Add(Problem.Invalid("ha.heartbeat-other-pool", $"The heartbeat storage must belong to {pool.Name}; {heartbeat.Name} does not.", "Heartbeat"));
        if (!heartbeat.IsShared)
            found.Add(Problem.Invalid("ha.heartbeat-not-shared", $"The heartbeat storage must be shared by every host; {heartbeat.Name} is not.", "Heartbeat"));
        if (!heartbeat.IsConnected)
            found.Add(Problem.Conflict("storage.disconnected", $"The block storage {heartbeat.Name} is disconnected.", "Heartbeat"));
        if (tiedToHost.Count > 0)
            found.Add(Problem.Conflict("ha.local-iso", $"Machines that run and are set to restart have an ISO of local storage in their drive ({tiedToHost.Count}): {string.Join(", ", tiedToHost)}. Eject it first."));
        return found;
    }
}
