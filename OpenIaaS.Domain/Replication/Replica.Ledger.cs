using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Ledger;

namespace OpenIaaS.Domain.Replication;

/// <content>
/// Counts how the promise stands. Nothing has to be written while time passes: between two changes the status follows from
/// <see cref="LateAt"/> and <see cref="BreachAt"/> alone, and whatever changes them counts what was before first.
/// </content>
public sealed partial class Replica
{
    readonly List<IOwned> closed = [];

    /// <summary>Where a ledger that has just begun begins: no breach is noted before it.</summary>
    DateTimeOffset countsSince = DateTimeOffset.MinValue;

    /// <summary>Until when the promise has been counted, UTC; null before the first time.</summary>
    public DateTimeOffset? CountedUntil { get; private set; }

    /// <summary>What was counted of the day that <see cref="CountedUntil"/> lies in.</summary>
    public LedgerTime Today { get; private set; } = LedgerTime.None;

    /// <summary>The interval by which the promise counts: the policy's, once a change of it has arrived here. Null before the first.</summary>
    public TimeSpan? Promised { get; private set; }

    /// <summary>The moment the promise counts from, UTC: what the newest point shows, the activation before the first, or when replication went on.</summary>
    public DateTimeOffset? PromisedFrom { get; private set; }

    /// <summary>What kept the next point from being made since the newest one; null when nothing did.</summary>
    public BreachCause? Hindrance { get; private set; }

    /// <summary>When the run began that <see cref="Hindrance"/> stands for, UTC, or null.</summary>
    public DateTimeOffset? HinderedRun { get; private set; }

    /// <summary>Begins the ledger at a moment: what was before is not counted. For replicas that were taken over from elsewhere.</summary>
    /// <param name="at">The moment, UTC.</param>
    /// <param name="today">What is known of its day until then, or null.</param>
    public void CountFrom(DateTimeOffset at, LedgerTime? today = null) => (CountedUntil, Today, countsSince) = (at, today ?? LedgerTime.None, at);

    /// <summary>Counts how the promise stood until now; days that are over are closed, each once.</summary>
    /// <param name="now">The present, UTC; nothing happens when it was counted further already.</param>
    public void Count(DateTimeOffset now)
    {
        if (CountedUntil is null) CountFrom(now);
        while (CountedUntil is { } from && from < now)
        {
            var day = ReplicaDay.Of(from);
            var midnight = ReplicaDay.Begin(day.AddDays(1));
            var until = now < midnight ? now : midnight;
            Today += TimeUntil(from, until);
            CountedUntil = until;
            if (until < midnight) break;
            closed.Add(new ReplicaDay(this, day, Today));
            Today = LedgerTime.None;
        }
    }

    /// <summary>What the ledger says of the days that are not closed.</summary>
    public OpenLedger Open => new(CountedUntil, Today, SuspendedSince is not null, LateAt, BreachAt, LastPointAt is not null);

    /// <summary>Takes over a change of its policy's interval: the promise and the next tick follow it from the moment it was made.</summary>
    /// <param name="policy">Its policy.</param>
    public void Follow(ReplicationPolicy policy)
    {
        var (every, since) = (policy.Interval.Every, policy.PromisedSince ?? policy.CreatedAt);
        if (Promised is { } promised && promised != every && SuspendedSince is null)
        {
            Count(since);
            var wasBreached = BreachAt < since;
            var next = new Promise(LateAt, BreachAt).ChangedTo(PromiseOf(every), since);
            if (wasBreached && next.BreachAt > since) CloseBreach(since);
            (LateAt, BreachAt) = (next.LateAt, next.BreachAt);
            // A run begun since then had its next tick set by the new interval already.
            if (NextRunAt > since && !(RunningSince >= since)) NextRunAt = ReplicationSchedule.NextTick(ActivatedAt, every, since);
        }

        Promised = every;
    }

    /// <summary>Why the promise is not kept, as far as is known now.</summary>
    /// <param name="now">The present, UTC.</param>
    public BreachCause CauseAt(DateTimeOffset now) => Hindrance switch
    {
        null or BreachCause.RunSkipped or BreachCause.FirstCopy when LastPointAt is null && RunningSince is not null => BreachCause.FirstCopy,
        null or BreachCause.RunSkipped when RunningSince is { } began && now - began > Promised => BreachCause.ChangeRate,
        { } known => known,
        null => BreachCause.NoRun,
    };

    /// <summary>Hands over the days and breaches that were closed, once: they are saved together with this row.</summary>
    public IReadOnlyList<IOwned> TakeClosed()
    {
        List<IOwned> taken = [.. closed];
        closed.Clear();
        return taken;
    }

    /// <summary>Ends the ledger: what was counted of the last day, and a breach that goes on.</summary>
    /// <param name="now">When it is removed, UTC.</param>
    public void CloseLedger(DateTimeOffset now)
    {
        Count(now);
        CloseBreach(now);
        if (CountedUntil is { } until && Today != LedgerTime.None) closed.Add(new ReplicaDay(this, ReplicaDay.Of(until), Today));
        Today = LedgerTime.None;
    }

    LedgerTime TimeUntil(DateTimeOffset from, DateTimeOffset until) =>
        Open.Between(from, until);

    Promise PromiseOf(TimeSpan every) => LastPointAt is { } point ? Promise.FromPoint(PromisedFrom ?? point, every) : Promise.FromNothing(PromisedFrom ?? ActivatedAt, every);

    void CloseBreach(DateTimeOffset now)
    {
        var from = BreachAt > countsSince ? BreachAt : countsSince;
        if (SuspendedSince is null && now > from) closed.Add(new PromiseBreach(this, from, now, CauseAt(now)));
    }

    /// <summary>A point is whole: a breach ends with it, unless what it shows is too old already; then it goes on, and so does its cause.</summary>
    void Renew(Promise promise, DateTimeOffset now)
    {
        if (now > BreachAt && promise.BreachAt <= now)
        {
            (Hindrance, HinderedRun) = (CauseAt(now), HinderedRun ?? RunningSince);
            return;
        }

        CloseBreach(now);
        (Hindrance, HinderedRun) = (null, null);
    }

    /// <summary>Keeps the first cause that has a name: what came later would not have mattered without it.</summary>
    void Hinder(BreachCause cause, DateTimeOffset? run)
    {
        if (Hindrance is not (null or BreachCause.RunFailed or BreachCause.RunSkipped or BreachCause.FirstCopy)) return;
        if (Hindrance is BreachCause.RunFailed && cause is BreachCause.RunFailed or BreachCause.RunSkipped or BreachCause.FirstCopy) return;
        (Hindrance, HinderedRun) = (cause, run ?? HinderedRun);
    }
}
