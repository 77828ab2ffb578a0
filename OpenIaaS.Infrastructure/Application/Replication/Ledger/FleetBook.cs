using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Ledger;

/// <summary>
/// What the ledger of a fleet is made of, remembered by tenant: of each replica the little that decides how its promise stands, and what its closed days come
/// to. Ten thousand replicas of thirty days take a second to read, and between two looks few of them change: the versions of their rows are asked for, whichever node
/// wrote them, and what has another one is read again. A closed day never changes: the sums are read anew when a replica has closed another day, has come or has gone.
/// </summary>
public sealed class FleetBook
{
    /// <summary>How many tenants are remembered; all are forgotten when there are more.</summary>
    const int Tenants = 64;

    /// <summary>When more rows than this have changed, all are read.</summary>
    const int MostChanged = 2_000;

    /// <summary>How many are asked for by their identities in one query.</summary>
    const int AtOnce = 500;

    readonly ConcurrentDictionary<Id<Tenant>, Fleet> known = new();

    /// <summary>The fleet of the caller's tenant as it is now.</summary>
    /// <param name="database">Where it is read.</param>
    /// <param name="caller">Whose tenant.</param>
    /// <param name="first">The first day of the window, UTC.</param>
    /// <param name="stop">Gives up.</param>
    internal async Task<Fleet> ReadAsync(ConsoleDbContext database, Caller caller, DateOnly first, CancellationToken stop)
    {
        var before = known.GetValueOrDefault(caller.TenantId);
        var lines = await LinesAsync(database, caller, before, stop);
        var fleet = before is not null && before.First == first && before.Lines.Count == lines.Count && lines.Values.All(before.HasClosed)
            ? before with { Lines = lines }
            : await SumAsync(database, caller, first, lines, stop);
        if (known.Count >= Tenants) known.Clear();
        known[caller.TenantId] = fleet;
        return fleet;
    }

    static async Task<Dictionary<Id<Replica>, Line>> LinesAsync(ConsoleDbContext database, Caller caller, Fleet? before, CancellationToken stop)
    {
        var replicas = database.VisibleTo<Replica>(caller);
        if (before is null) return await AllAsync();
        var versions = await replicas.Join(database.VirtualMachines, replica => replica.MachineId, machine => machine.Id, (replica, machine) => new { replica.Id, replica.Version, Machine = machine.Version }).ToListAsync(stop);
        Dictionary<Id<Replica>, Line> lines = new(versions.Count);
        List<Id<Replica>> changed = [];
        foreach (var version in versions)
        {
            if (before.Lines.TryGetValue(version.Id, out var line) && line.Version == version.Version && line.MachineVersion == version.Machine) lines.Add(version.Id, line);
            else changed.Add(version.Id);
        }

        if (changed.Count > MostChanged) return await AllAsync();
        foreach (var some in changed.Chunk(AtOnce))
            foreach (var line in await Of(database, replicas.Where(replica => some.Contains(replica.Id))).ToListAsync(stop)) lines[line.Id] = line;
        return lines;

        Task<Dictionary<Id<Replica>, Line>> AllAsync() => Of(database, replicas).ToDictionaryAsync(line => line.Id, stop);
    }

    static IQueryable<Line> Of(ConsoleDbContext database, IQueryable<Replica> replicas) => replicas.Join(
        database.VirtualMachines, replica => replica.MachineId, machine => machine.Id, (replica, machine) => new Line(
            replica.Id, replica.Version, machine.Version, machine.Name, replica.PolicyId,
            new OpenLedger(replica.CountedUntil, replica.Today, replica.SuspendedSince != null, replica.LateAt, replica.BreachAt, replica.LastPointAt != null)));

    static async Task<Fleet> SumAsync(ConsoleDbContext database, Caller caller, DateOnly first, Dictionary<Id<Replica>, Line> lines, CancellationToken stop)
    {
        var times = await database.VisibleTo<ReplicaDay>(caller).Where(day => day.Day >= first).GroupBy(day => day.ReplicaId).Select(days => new
        {
            days.Key, Pending = days.Sum(day => day.PendingTicks), Compliant = days.Sum(day => day.CompliantTicks), AtRisk = days.Sum(day => day.AtRiskTicks), Breached = days.Sum(day => day.BreachedTicks),
        }).ToDictionaryAsync(days => days.Key, days => new LedgerTime(days.Pending, days.Compliant, days.AtRisk, days.Breached), stop);
        return new Fleet(first, lines, times, times.Values.Aggregate(LedgerTime.None, (sum, time) => sum + time));
    }

    /// <summary>One replica.</summary>
    /// <param name="Version">The version of its row.</param>
    /// <param name="MachineVersion">The version of its machine's row, which has the name.</param>
    /// <param name="Machine">The name of its machine.</param>
    internal sealed record Line(Id<Replica> Id, int Version, int MachineVersion, string Machine, Id<ReplicationPolicy> PolicyId, OpenLedger Open)
    {
        /// <summary>The day that is not closed; null before anything was counted.</summary>
        public DateOnly? OpenDay => Open.CountedUntil is { } until ? ReplicaDay.Of(until) : null;
    }

    /// <summary>The replicas of a tenant.</summary>
    /// <param name="First">The first day of the window.</param>
    /// <param name="Lines">Each of them.</param>
    /// <param name="Closed">What their closed days come to, and those of replicas that have gone.</param>
    /// <param name="ClosedInAll">All of that together.</param>
    internal sealed record Fleet(DateOnly First, Dictionary<Id<Replica>, Line> Lines, Dictionary<Id<Replica>, LedgerTime> Closed, LedgerTime ClosedInAll)
    {
        /// <summary>Whether the closed days of a replica as it is now are all among those that were added up.</summary>
        public bool HasClosed(Line now) => Lines.TryGetValue(now.Id, out var then) && then.OpenDay == now.OpenDay;
    }
}
