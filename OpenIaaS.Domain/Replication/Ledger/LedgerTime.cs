namespace OpenIaaS.Domain.Replication.Ledger;

/// <summary>
/// How long a promise stood how, in ticks of 100 ns so that nothing is lost by adding up (Reliability 3, rule 4). What of a window is in none
/// of the four is not counted: replication was not on yet, was suspended, or had ended.
/// </summary>
/// <param name="PendingTicks">No complete point yet, and not yet one interval since activation.</param>
/// <param name="CompliantTicks">The newest point was no older than the interval.</param>
/// <param name="AtRiskTicks">Older than the interval, no older than twice.</param>
/// <param name="BreachedTicks">Older than twice the interval, or none one interval after activation.</param>
public sealed record LedgerTime(long PendingTicks, long CompliantTicks, long AtRiskTicks, long BreachedTicks)
{
    /// <summary>No time at all.</summary>
    public static LedgerTime None { get; } = new(0, 0, 0, 0);

    /// <inheritdoc cref="PendingTicks"/>
    public TimeSpan Pending => new(PendingTicks);

    /// <inheritdoc cref="CompliantTicks"/>
    public TimeSpan Compliant => new(CompliantTicks);

    /// <inheritdoc cref="AtRiskTicks"/>
    public TimeSpan AtRisk => new(AtRiskTicks);

    /// <inheritdoc cref="BreachedTicks"/>
    public TimeSpan Breached => new(BreachedTicks);

    /// <summary>The time in which there was a promise.</summary>
    public TimeSpan Counted => new(PendingTicks + CompliantTicks + AtRiskTicks + BreachedTicks);

    /// <summary>How much of the promise was kept: 1 - breached / counted, from 0 to 1; null when nothing was counted.</summary>
    public double? Kept => Counted == TimeSpan.Zero ? null : 1 - (Breached / Counted);

    /// <summary>The worst it came to; null when nothing was counted.</summary>
    public RecoveryPointStatus? Worst =>
        BreachedTicks > 0 ? RecoveryPointStatus.Breached
        : AtRiskTicks > 0 ? RecoveryPointStatus.AtRisk
        : CompliantTicks > 0 ? RecoveryPointStatus.Compliant
        : PendingTicks > 0 ? RecoveryPointStatus.Pending : null;

    /// <summary>
    /// What a day is marked as: breached when any moment was, at risk when more than a quarter was; null when nothing was counted. While a copy
    /// runs the point before it is always a little older than the interval, and that alone makes no bad day.
    /// </summary>
    public RecoveryPointStatus? Mark => Worst == RecoveryPointStatus.AtRisk && AtRisk * 4 <= Counted
        ? CompliantTicks > 0 ? RecoveryPointStatus.Compliant : RecoveryPointStatus.Pending
        : Worst;

    /// <summary>Both together.</summary>
    public static LedgerTime operator +(LedgerTime left, LedgerTime right) => new(
        left.PendingTicks + right.PendingTicks, left.CompliantTicks + right.CompliantTicks, left.AtRiskTicks + right.AtRiskTicks, left.BreachedTicks + right.BreachedTicks);

    /// <summary>How a span divides while nothing changes: <see cref="RecoveryPointStatuses.At"/> for each moment of it.</summary>
    /// <param name="from">Where the span begins, UTC.</param>
    /// <param name="to">Where it ends, UTC; nothing when that is not later.</param>
    /// <param name="lateAt">The moment after which the promise is no longer kept, UTC.</param>
    /// <param name="breachAt">The moment after which it is breached, UTC, not before <paramref name="lateAt"/>.</param>
    /// <param name="hasPoint">Whether there is a complete point.</param>
    public static LedgerTime Between(DateTimeOffset from, DateTimeOffset to, DateTimeOffset lateAt, DateTimeOffset breachAt, bool hasPoint)
    {
        if (to <= from) return None;
        var late = Clamp(lateAt, from, to);
        var breach = Clamp(breachAt, late, to);
        var kept = (late - from).Ticks;
        return new LedgerTime(hasPoint ? 0 : kept, hasPoint ? kept : 0, (breach - late).Ticks, (to - breach).Ticks);
    }

    static DateTimeOffset Clamp(DateTimeOffset moment, DateTimeOffset from, DateTimeOffset to) => moment < from ? from : moment > to ? to : moment;
}
