namespace OpenIaaS.Domain.Replication;

/// <summary>Ticks lie at the activation plus whole multiples of the interval, in elapsed UTC time (Reliability 3, rule 5).</summary>
public static class ReplicationSchedule
{
    /// <summary>
    /// How long the way to the target must have been free before the run that waits begins: half of the 60 s within which a catch-up follows
    /// a link's return (Reliability 3, rule 5), so that a link that comes and goes makes no run that fails each time.
    /// </summary>
    public static readonly TimeSpan Steady = TimeSpan.FromSeconds(30);

    const int MostDoublings = 16;

    /// <summary>The first tick after <paramref name="now"/>. Ticks missed during an outage are not made up one by one: one catch-up run, then the grid again.</summary>
    /// <param name="activatedAt">When replication began, UTC.</param>
    /// <param name="every">The interval, more than zero.</param>
    /// <param name="now">The present, UTC; before the activation the first tick is the activation.</param>
    public static DateTimeOffset NextTick(DateTimeOffset activatedAt, TimeSpan every, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(every, TimeSpan.Zero);
        return now < activatedAt ? activatedAt : activatedAt + TimeSpan.FromTicks((((now - activatedAt).Ticks / every.Ticks) + 1) * every.Ticks);
    }

    /// <summary>When the run that waits begins: soon, and later with each run in a row that failed although nothing stood in its way.</summary>
    /// <param name="freeSince">Since when the way has been free, UTC.</param>
    /// <param name="failures">How many runs failed since something was last seen in the way, 0 or more.</param>
    public static DateTimeOffset NextTry(DateTimeOffset freeSince, int failures) => freeSince + (Steady * (1 << Math.Clamp(failures - 1, 0, MostDoublings)));

    /// <summary>How many ticks lie from one that was not served until now, both counted.</summary>
    /// <param name="tick">The first that was not served, UTC, not later than <paramref name="now"/>.</param>
    /// <param name="every">The interval, more than zero.</param>
    /// <param name="now">The present, UTC.</param>
    public static int TicksSince(DateTimeOffset tick, TimeSpan every, DateTimeOffset now) => (int)Math.Min(int.MaxValue, ((now - tick).Ticks / every.Ticks) + 1);
}
