using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Replication;

/// <summary>Why a tick passed without a run of its own.</summary>
public enum SkipCause
{
    /// <summary>The run before it was still copying.</summary>
    Copying,

    /// <summary>The run before it had failed, and the one that makes up for it waited for a free way.</summary>
    Waiting,
}

/// <summary>
/// Ticks in a row that passed without a run of their own for one cause: "a due run during a run is skipped and recorded" (Reliability 3, rule 5).
/// One row for a span of them and not for each, since an outage of three days skips thousands.
/// </summary>
public sealed class SkippedTicks : IOwned
{
    SkippedTicks() => Reason = "";

    /// <summary>Notes the first ticks of a span, or the only one.</summary>
    /// <param name="replica">The replica that has just skipped them.</param>
    /// <param name="ticks">How many, 1 or more.</param>
    /// <param name="every">The policy's interval, more than zero.</param>
    public SkippedTicks(Replica replica, int ticks, TimeSpan every)
    {
        (ReplicaId, TenantId) = (replica.Id, replica.TenantId);
        From = replica.SkippedSince ?? replica.NextRunAt;
        Cause = replica.RunningSince is null ? SkipCause.Waiting : SkipCause.Copying;
        Reason = "";
        Extend(replica, ticks, every);
    }

    /// <summary>The replica; with <see cref="From"/> its key.</summary>
    public Id<Replica> ReplicaId { get; private set; }

    /// <summary>The first tick, UTC.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>The last tick, UTC; the first one when there is one.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>How many ticks, 1 or more.</summary>
    public int Count { get; private set; }

    /// <summary>Why.</summary>
    public SkipCause Cause { get; private set; }

    /// <summary>The same in a full sentence, as it was at the last of them.</summary>
    public string Reason { get; private set; }

    /// <summary>Notes more ticks of the same span.</summary>
    /// <inheritdoc cref="SkippedTicks(Replica, int, TimeSpan)"/>
    public void Extend(Replica replica, int ticks, TimeSpan every)
    {
        Count += ticks;
        Until = replica.NextRunAt - every;
        Reason = replica.LastProblem ?? "";
    }
}
