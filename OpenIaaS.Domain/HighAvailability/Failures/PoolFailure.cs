using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.HighAvailability.Failures;

/// <summary>
/// Hosts of one pool that failed together, kept with what became of their machines (Concepts, High Availability). It never changes once it is
/// written, so that machines which come back at the same moment do not wait for each other: it has ended when none of its machines waits.
/// </summary>
public sealed class PoolFailure : IOwned
{
    /// <summary>How long one is kept after it was found: as long as the record of promises, over a year, so that two years can be compared; our own figure.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    PoolFailure() => (Pool, Zone) = ("", "");

    /// <summary>Begins the record of a failure.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="zone">The name of its availability zone.</param>
    /// <param name="silentSince">When the first of its hosts was last seen, UTC.</param>
    /// <param name="now">When the first of its hosts was considered failed, UTC.</param>
    public PoolFailure(Id<PoolFailure> id, Pool pool, string zone, DateTimeOffset silentSince, DateTimeOffset now)
        : this() =>
        (Id, TenantId, PoolId, Pool, Zone, WasEnabled, SilentSince, DetectedAt) = (id, pool.TenantId, pool.Id, pool.Name, zone, pool.HighAvailabilityEnabled, silentSince, now);

    /// <summary>Its identity.</summary>
    public Id<PoolFailure> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The pool.</summary>
    public Id<Pool> PoolId { get; private set; }

    /// <summary>The pool's name then.</summary>
    public string Pool { get; private set; }

    /// <summary>The name of its availability zone then.</summary>
    public string Zone { get; private set; }

    /// <summary>Whether high availability of the pool was on; while it is off nothing is restarted.</summary>
    public bool WasEnabled { get; private set; }

    /// <summary>When the first of its hosts was last seen, UTC.</summary>
    public DateTimeOffset SilentSince { get; private set; }

    /// <summary>When the first of its hosts was considered failed, UTC.</summary>
    public DateTimeOffset DetectedAt { get; private set; }

    /// <summary>Whether a host belongs to the failure of another one: both fell silent, or were found failed, within <see cref="HeartbeatRule.Together"/>.</summary>
    /// <param name="other">The host of the failure.</param>
    /// <param name="silentSince">When the new one was last seen, UTC.</param>
    /// <param name="now">When the new one is considered failed, UTC.</param>
    public static bool AreTogether(FailedHost other, DateTimeOffset silentSince, DateTimeOffset now) =>
        (silentSince - other.SilentSince).Duration() <= HeartbeatRule.Together || (now - other.FailedAt).Duration() <= HeartbeatRule.Together;
}
