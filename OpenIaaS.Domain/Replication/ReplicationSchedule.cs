namespace OpenIaaS.Domain.Replication;

/// <summary>Ticks lie at the activation plus whole multiples of the interval, in elapsed UTC time (Reliability 3, rule 5).</summary>
public static class ReplicationSchedule
{
    /// <summary>How long after a failed run the next try is due: a catch-up follows within 60 s of a link's return (Reliability 3, rule 5).</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(45);

    /// <summary>The first tick after <paramref name="now"/>. Ticks missed during an outage are not made up one by one: one catch-up run, then the grid again.</summary>
    /// <param name="activatedAt">When replication began, UTC.</param>
    /// <param name="every">The interval, more than zero.</param>
    /// <param name="now">The present, UTC; before the activation the first tick is the activation.</param>
    public static DateTimeOffset NextTick(DateTimeOffset activatedAt, TimeSpan every, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(every, TimeSpan.Zero);
        return now < activatedAt ? activatedAt : activatedAt + TimeSpan.FromTicks((((now - activatedAt).Ticks / every.Ticks) + 1) * every.Ticks);
    }

    /// <summary>When to try again after a failed run: at the next tick, or sooner.</summary>
    /// <param name="nextTick">The next tick on the grid, UTC.</param>
    /// <param name="now">The present, UTC.</param>
    public static DateTimeOffset NextTry(DateTimeOffset nextTick, DateTimeOffset now) => nextTick < now + RetryAfter ? nextTick : now + RetryAfter;
}
