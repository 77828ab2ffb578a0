using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Ledger;

/// <summary>
/// What the closed days of a tenant's replicas come to, remembered: a closed day never changes, and adding up thirty of each of ten thousand
/// replicas is most of the work of a ledger. They are read anew when a replica has closed another day, has come or has gone, which the rows
/// read beside them tell, whichever node wrote it.
/// </summary>
public sealed class ClosedDays
{
    /// <summary>How many tenants are remembered; all are forgotten when there are more.</summary>
    const int Tenants = 64;

    readonly ConcurrentDictionary<Id<Tenant>, Sums> known = new();

    /// <summary>The sums from a day on.</summary>
    /// <param name="database">Where they are read.</param>
    /// <param name="caller">Whose tenant.</param>
    /// <param name="first">The first day, UTC.</param>
    /// <param name="asked">The replicas that are looked at.</param>
    /// <param name="areAll">Whether these are all of the tenant: then the total of those that have gone is right as well.</param>
    /// <param name="stop">Gives up.</param>
    internal async Task<Sums> FromAsync(ConsoleDbContext database, Caller caller, DateOnly first, IReadOnlyCollection<(Id<Replica> Id, OpenLedger Open)> asked, bool areAll, CancellationToken stop)
    {
        if (known.TryGetValue(caller.TenantId, out var sums) && sums.First == first && (!areAll || sums.OpenDays.Count == asked.Count) && asked.All(sums.Covers)) return sums;
        var open = await database.VisibleTo<Replica>(caller).Select(replica => new { replica.Id, replica.CountedUntil }).ToListAsync(stop);
        var times = await database.VisibleTo<ReplicaDay>(caller).Where(day => day.Day >= first).GroupBy(day => day.ReplicaId).Select(days => new
        {
            days.Key, Pending = days.Sum(day => day.PendingTicks), Compliant = days.Sum(day => day.CompliantTicks), AtRisk = days.Sum(day => day.AtRiskTicks), Breached = days.Sum(day => day.BreachedTicks),
        }).ToDictionaryAsync(days => days.Key, days => new LedgerTime(days.Pending, days.Compliant, days.AtRisk, days.Breached), stop);
        if (known.Count >= Tenants) known.Clear();
        return known[caller.TenantId] = new Sums(first, open.ToDictionary(row => row.Id, row => DayOf(row.CountedUntil)), times, times.Values.Aggregate(LedgerTime.None, (sum, time) => sum + time));
    }

    static DateOnly? DayOf(DateTimeOffset? countedUntil) => countedUntil is { } until ? ReplicaDay.Of(until) : null;

    /// <summary>What the closed days come to.</summary>
    /// <param name="First">The first day of them.</param>
    /// <param name="OpenDays">The day that was open for each replica when they were read.</param>
    /// <param name="Times">By replica, those that have gone among them.</param>
    /// <param name="Total">All together.</param>
    internal sealed record Sums(DateOnly First, Dictionary<Id<Replica>, DateOnly?> OpenDays, Dictionary<Id<Replica>, LedgerTime> Times, LedgerTime Total)
    {
        public bool Covers((Id<Replica> Id, OpenLedger Open) replica) => OpenDays.TryGetValue(replica.Id, out var day) && day == DayOf(replica.Open.CountedUntil);
    }
}
