using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>The days of the demo's replicas before the console knew them, as a month of a real fleet looks: nearly all kept, now and then one that was not.</summary>
sealed class DemoLedger(DemoScene scene)
{
    /// <summary>In a very large world only so many replicas have a past: it would be most of what is written.</summary>
    const int Most = 500;

    static readonly BreachCause[] Causes = [BreachCause.LinkDown, BreachCause.ChangeRate, BreachCause.ChangeRate, BreachCause.SnapshotFrozen, BreachCause.RunFailed];

    int written;

    /// <summary>Writes the days from the activation until a moment, and lets the replica count from there.</summary>
    /// <param name="key">What the draws are named after.</param>
    public void Fill(Replica replica, string key, TimeSpan every, DateTimeOffset until)
    {
        replica.CountFrom(until);
        if (until <= replica.ActivatedAt || written++ >= Most) return;
        var today = LedgerTime.None;
        for (var day = ReplicaDay.Of(replica.ActivatedAt); ReplicaDay.Begin(day) < until; day = day.AddDays(1))
        {
            var (begin, end) = (ReplicaDay.Begin(day), ReplicaDay.Begin(day.AddDays(1)));
            if (begin < replica.ActivatedAt) begin = replica.ActivatedAt;
            today = Draw(replica, key, every, begin, end < until ? end : until);
            if (end <= until) scene.Rows.Add(new ReplicaDay(replica, day, today));
        }

        replica.CountFrom(until, ReplicaDay.Begin(ReplicaDay.Of(until)) == until ? LedgerTime.None : today);
    }

    LedgerTime Draw(Replica replica, string key, TimeSpan every, DateTimeOffset begin, DateTimeOffset end)
    {
        var (length, day) = (end - begin, ReplicaDay.Of(begin).DayNumber);
        var chance = scene.Chance.Share(key, "day", 0, 1, day);
        if (chance > 0.07 || length < 6 * every || length < TimeSpan.FromHours(6)) return new LedgerTime(0, length.Ticks, 0, 0);
        if (chance > 0.025) return new LedgerTime(0, length.Ticks - (every.Ticks / 2), every.Ticks / 2, 0);
        var from = begin + TimeSpan.FromSeconds(Math.Floor(length.TotalSeconds * scene.Chance.Share(key, "breach", 0.1, 0.7, day)));
        var breached = TimeSpan.FromSeconds(scene.Chance.Between(key, "breached", 300, 5400, day));
        scene.Rows.Add(new PromiseBreach(replica, from, from + breached, Causes[scene.Chance.Between(key, "cause", 0, Causes.Length - 1, day)]));
        return new LedgerTime(0, length.Ticks - every.Ticks - breached.Ticks, every.Ticks, breached.Ticks);
    }
}
