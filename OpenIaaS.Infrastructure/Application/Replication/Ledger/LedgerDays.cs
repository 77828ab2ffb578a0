using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;

namespace OpenIaaS.Infrastructure.Application.Replication.Ledger;

/// <summary>The last 30 days UTC of one promise, today as far as it is.</summary>
/// <param name="Days">A day each, the oldest first; null where nothing was counted.</param>
public sealed record LedgerDays(IReadOnlyList<LedgerTime?> Days, LedgerTime Total)
{
    public const int Shown = 30;

    /// <summary>The first of the days shown.</summary>
    public static DateOnly First(DateTimeOffset now) => ReplicaDay.Of(now).AddDays(1 - Shown);

    public static LedgerDays Of(IEnumerable<(DateOnly Day, LedgerTime Time)> counted, DateTimeOffset now)
    {
        var days = new LedgerTime?[Shown];
        var first = First(now);
        foreach (var (day, time) in counted)
            if (day.DayNumber - first.DayNumber is >= 0 and < Shown and var at) days[at] = (days[at] ?? LedgerTime.None) + time;
        return new LedgerDays(days, days.Aggregate(LedgerTime.None, (sum, day) => day is null ? sum : sum + day));
    }
}

/// <summary>The last 30 days of one replica.</summary>
public sealed record ReplicaLedger(Id<Replica> Replica, LedgerDays Days);
