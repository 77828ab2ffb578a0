namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>
/// Time that moves only when told. Timers fire while it moves, in the order of their moments and, at one moment, in the order in which they
/// were set: never by the chance of a thread.
/// </summary>
public sealed class VirtualClock(DateTimeOffset begin) : TimeProvider
{
    readonly SortedSet<Timer> timers = new(Comparer<Timer>.Create((one, other) => (one.Due, one.Number).CompareTo((other.Due, other.Number))));
    DateTimeOffset now = begin;
    long set;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next timer fires; null when none is set.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (timers) return timers.Min?.Due;
        }
    }

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to a moment that is not in the past and fires what is due on the way.</summary>
    public void AdvanceTo(DateTimeOffset moment)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(moment, now);
        while (Take(moment) is { } timer)
        {
            if (timer.Due > now) now = timer.Due;
            timer.Fire();
        }

        now = moment;
    }

    /// <summary>Forgets every timer: the process that set them was killed.</summary>
    public void Forget()
    {
        lock (timers) timers.Clear();
    }

    Timer? Take(DateTimeOffset moment)
    {
        lock (timers)
        {
            if (timers.Min is not { } first || first.Due > moment) return null;
            timers.Remove(first);
            return first;
        }
    }

    sealed class Timer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        TimeSpan period;

        public DateTimeOffset Due { get; private set; }

        public long Number { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan every)
        {
            lock (clock.timers)
            {
                clock.timers.Remove(this);
                period = every;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                (Due, Number) = (clock.now + dueTime, ++clock.set);
                clock.timers.Add(this);
                return true;
            }
        }

        public void Fire()
        {
            if (period > TimeSpan.Zero) Change(period, period);
            callback(state);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
