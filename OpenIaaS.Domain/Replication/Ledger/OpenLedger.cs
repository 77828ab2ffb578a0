namespace OpenIaaS.Domain.Replication.Ledger;

/// <summary>
/// What decides how the promise of one replica stands in the days that are not closed: the little of a <see cref="Replica"/> that a ledger of
/// thousands reads. Moments are UTC.
/// </summary>
/// <param name="CountedUntil">Until when the promise has been counted; null before the first time.</param>
/// <param name="Today">What was counted of the day that lies in.</param>
/// <param name="IsSuspended">Whether replication is suspended: then nothing is counted.</param>
/// <param name="LateAt">The moment after which the promise is no longer kept.</param>
/// <param name="BreachAt">The moment after which it is breached.</param>
/// <param name="HasPoint">Whether there is a complete point.</param>
public sealed record OpenLedger(DateTimeOffset? CountedUntil, LedgerTime Today, bool IsSuspended, DateTimeOffset LateAt, DateTimeOffset BreachAt, bool HasPoint)
{
    /// <summary>Where the replica stands.</summary>
    /// <param name="now">The present, UTC.</param>
    public RecoveryPointStatus StatusAt(DateTimeOffset now) => RecoveryPointStatuses.At(now, LateAt, BreachAt, HasPoint);

    /// <summary>What a day has come to until now, the part that was not counted yet included; nothing for a day that is not the last.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <param name="now">The present, UTC.</param>
    public LedgerTime Day(DateOnly day, DateTimeOffset now)
    {
        if (CountedUntil is not { } from || ReplicaDay.Of(from) > day) return LedgerTime.None;
        var (begin, end) = (ReplicaDay.Begin(day), ReplicaDay.Begin(day.AddDays(1)));
        return (ReplicaDay.Of(from) == day ? Today : LedgerTime.None) + Between(from > begin ? from : begin, now < end ? now : end);
    }

    /// <summary>The days that are not closed, from a day on: the last one, and those before it that nobody has closed yet.</summary>
    /// <param name="first">The first day asked for, UTC.</param>
    /// <param name="now">The present, UTC.</param>
    public IEnumerable<(DateOnly Day, LedgerTime Time)> DaysFrom(DateOnly first, DateTimeOffset now)
    {
        if (CountedUntil is not { } from) yield break;
        for (var day = ReplicaDay.Of(from) > first ? ReplicaDay.Of(from) : first; day <= ReplicaDay.Of(now); day = day.AddDays(1))
            if (Day(day, now) is var time && time != LedgerTime.None) yield return (day, time);
    }

    /// <summary>What the days that are not closed came to, from a day on until another one.</summary>
    /// <param name="first">The first day, UTC.</param>
    /// <param name="end">The day after the last, UTC.</param>
    /// <param name="now">The present, UTC.</param>
    public LedgerTime DaysBetween(DateOnly first, DateOnly end, DateTimeOffset now) =>
        DaysFrom(first, now).Where(day => day.Day < end).Aggregate(LedgerTime.None, (sum, day) => sum + day.Time);

    /// <summary>All of <see cref="DaysFrom"/> together.</summary>
    /// <param name="first">The first day, UTC.</param>
    /// <param name="now">The present, UTC.</param>
    public LedgerTime Days(DateOnly first, DateTimeOffset now) => DaysFrom(first, now).Aggregate(LedgerTime.None, (sum, day) => sum + day.Time);

    /// <summary>How a span divides while nothing changes.</summary>
    /// <param name="from">Where it begins, UTC.</param>
    /// <param name="until">Where it ends, UTC.</param>
    public LedgerTime Between(DateTimeOffset from, DateTimeOffset until) => IsSuspended ? LedgerTime.None : LedgerTime.Between(from, until, LateAt, BreachAt, HasPoint);
}
