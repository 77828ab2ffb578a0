namespace OpenIaaS.Domain.Replication.Ledger;

/// <summary>Until when a promise holds (Reliability 3, rule 4).</summary>
/// <param name="LateAt">After this moment it is no longer kept, UTC.</param>
/// <param name="BreachAt">After this moment it is breached, UTC.</param>
public readonly record struct Promise(DateTimeOffset LateAt, DateTimeOffset BreachAt)
{
    /// <summary>What an interval promises from a point on: kept until one interval after the moment it shows, breached after two.</summary>
    public static Promise FromPoint(DateTimeOffset capturedAt, TimeSpan every) => new(capturedAt + every, capturedAt + (2 * every));

    /// <summary>What it promises where no point has been made: one within an interval.</summary>
    public static Promise FromNothing(DateTimeOffset since, TimeSpan every) => new(since + every, since + every);

    /// <summary>The same under another interval: what was late or breached already and still is has been so since then, and what becomes so is so from now on.</summary>
    /// <param name="other">What the other interval alone would promise.</param>
    /// <param name="now">When the interval changes, UTC.</param>
    public Promise ChangedTo(Promise other, DateTimeOffset now) => new(Changed(LateAt, other.LateAt, now), Changed(BreachAt, other.BreachAt, now));

    /// <summary>The same from another point on: what was late or breached already and still is has been so since then.</summary>
    /// <param name="point">What the point alone would promise.</param>
    /// <param name="now">When it is whole, UTC.</param>
    public Promise RenewedBy(Promise point, DateTimeOffset now) =>
        new(point.LateAt <= now && LateAt < now ? LateAt : point.LateAt, point.BreachAt <= now && BreachAt < now ? BreachAt : point.BreachAt);

    static DateTimeOffset Changed(DateTimeOffset before, DateTimeOffset after, DateTimeOffset now) => after > now ? after : before < now ? before : now;
}
