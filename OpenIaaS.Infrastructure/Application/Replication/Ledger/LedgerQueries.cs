using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Ledger;

/// <summary>Reads how promises stood in the last 30 days.</summary>
public sealed class LedgerQueries(IDbContextFactory<ConsoleDbContext> databases, FleetBook book, TimeProvider clock)
{
    /// <summary>The days of some replicas, for the strips of a list.</summary>
    public async Task<Result<IReadOnlyList<ReplicaLedger>>> StripsAsync(IReadOnlyCollection<Id<Replica>> replicas, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await database.VisibleTo<Replica>(caller).AsNoTracking().Where(replica => replicas.Contains(replica.Id)).ToListAsync(stop);
        var days = await DaysAsync(database, found, clock.GetUtcNow(), stop);
        return found.ConvertAll(replica => new ReplicaLedger(replica.Id, days[replica.Id]));
    }

    /// <summary>How much of all promises of the tenant was kept.</summary>
    public async Task<Result<LedgerTime>> KeptAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var first = LedgerDays.First(now);
        var fleet = await book.ReadAsync(database, caller, first, stop);
        return fleet.Lines.Values.Aggregate(fleet.ClosedInAll, (sum, line) => sum + line.Open.Days(first, now));
    }

    /// <summary>The fleet, the least kept first unless it is sorted otherwise: <c>kept</c>, <c>machine</c>, <c>policy</c> or <c>status</c>.</summary>
    public async Task<Result<FleetLedger>> FleetAsync(ReplicaFilter filter, TableQuery query, Caller caller, CancellationToken stop)
    {
        if (filter.Refusal(caller) is { } refusal) return refusal;
        var now = clock.GetUtcNow();
        var first = LedgerDays.First(now);
        await using var database = await databases.CreateDbContextAsync(stop);
        var fleet = await book.ReadAsync(database, caller, first, stop);
        var policies = await database.VisibleTo<ReplicationPolicy>(caller).Select(policy => new { policy.Id, policy.Name }).ToDictionaryAsync(policy => policy.Id, policy => policy.Name, stop);
        var chosen = filter.Any ? await ReplicaRows.Of(database, caller, filter, now).Select(row => row.Replica.Id).ToListAsync(stop) : [.. fleet.Lines.Keys];
        var replicas = chosen.Where(fleet.Lines.ContainsKey).Select(id => fleet.Lines[id])
            .Select(line => new Candidate(line, policies.GetValueOrDefault(line.PolicyId, ""), fleet.Closed.GetValueOrDefault(line.Id, LedgerTime.None) + line.Open.Days(first, now))).ToList();
        var total = filter.Any
            ? replicas.Aggregate(LedgerTime.None, (sum, row) => sum + row.Total)
            : replicas.Aggregate(fleet.ClosedInAll, (sum, row) => sum + row.Line.Open.Days(first, now));
        var page = Sorted(replicas, query, now).Skip(query.Offset).Take(Math.Min(query.Count, TableQuery.Most)).ToList();
        return new FleetLedger(total, new TablePage<LedgerRow>(await RowsAsync(database, page, caller, now, stop), replicas.Count));
    }

    /// <summary>The breaches of the last 30 days, those that go on first, then the newest.</summary>
    /// <param name="replica">Of one replica alone, or null.</param>
    public async Task<Result<TablePage<BreachRow>>> BreachesAsync(ReplicaFilter filter, Id<Replica>? replica, TableQuery query, Caller caller, CancellationToken stop)
    {
        if (filter.Refusal(caller) is { } refusal) return refusal;
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var matching = ReplicaRows.Of(database, caller, filter with { Status = null }, now);
        if (replica is { } one) matching = matching.Where(row => row.Replica.Id == one);
        var open = await matching.Where(row => row.Replica.BreachAt < now).OrderBy(row => row.Replica.BreachAt).ThenBy(row => row.Replica.Id).AsNoTracking()
            .Select(row => new { row.Replica, Machine = row.Machine.Name, Policy = row.Policy.Name }).ToListAsync(stop);
        var since = ReplicaDay.Begin(LedgerDays.First(now));
        var over =
            from breach in database.VisibleTo<PromiseBreach>(caller)
            where breach.Until > since
            join row in matching on breach.ReplicaId equals row.Replica.Id
            orderby breach.Until descending, breach.ReplicaId
            select new BreachRow(breach.ReplicaId, breach.MachineId, row.Machine.Name, breach.PolicyId, row.Policy.Name, breach.From, breach.Until, breach.Cause, breach.Detail, breach.RunBeganAt);
        List<BreachRow> rows =
        [
            .. open.Skip(query.Offset).Take(query.Count).Select(row => new BreachRow(
                row.Replica.Id, row.Replica.MachineId, row.Machine, row.Replica.PolicyId, row.Policy, row.Replica.BreachAt, null, row.Replica.CauseAt(now), row.Replica.LastProblem,
                row.Replica.HinderedRun ?? row.Replica.RunningSince)),
        ];
        var count = Math.Min(query.Count, TableQuery.Most);
        if (rows.Count < count) rows.AddRange(await over.Skip(Math.Max(0, query.Offset - open.Count)).Take(count - rows.Count).ToListAsync(stop));
        return new TablePage<BreachRow>(rows, open.Count + await over.CountAsync(stop));
    }

    static async Task<Dictionary<Id<Replica>, LedgerDays>> DaysAsync(ConsoleDbContext database, List<Replica> replicas, DateTimeOffset now, CancellationToken stop)
    {
        var first = LedgerDays.First(now);
        var ids = replicas.ConvertAll(replica => replica.Id);
        // Of replicas that are the caller's: with the tenant in the question as well, SQLite walks through all days of the tenant to find those of 25.
        var closed = (await database.ReplicaDays.AsNoTracking().Where(day => ids.Contains(day.ReplicaId) && day.Day >= first).ToListAsync(stop)).ToLookup(day => day.ReplicaId);
        return replicas.ToDictionary(replica => replica.Id, replica => LedgerDays.Of(
            closed[replica.Id].Select(day => (day.Day, day.Time)).Concat(replica.Open.DaysFrom(first, now)), now));
    }

    static IEnumerable<Candidate> Sorted(List<Candidate> rows, TableQuery query, DateTimeOffset now)
    {
        var sorted = query.Sort switch
        {
            "machine" => Order(rows, row => row.Line.Machine, StringComparer.OrdinalIgnoreCase, query.Descending),
            "policy" => Order(rows, row => row.Policy, StringComparer.OrdinalIgnoreCase, query.Descending),
            "status" => Order(rows, row => row.Line.Open.StatusAt(now), Comparer<RecoveryPointStatus>.Default, query.Descending),
            _ => Order(rows, row => row.Total.Kept ?? 2, Comparer<double>.Default, query.Descending),
        };
        return sorted.ThenByDescending(row => row.Total.AtRiskTicks).ThenBy(row => row.Line.Machine, StringComparer.OrdinalIgnoreCase).ThenBy(row => row.Line.Id.Value);
    }

    static IOrderedEnumerable<Candidate> Order<T>(List<Candidate> rows, Func<Candidate, T> by, IComparer<T> comparer, bool descending) =>
        descending ? rows.OrderByDescending(by, comparer) : rows.OrderBy(by, comparer);

    static async Task<IReadOnlyList<LedgerRow>> RowsAsync(ConsoleDbContext database, List<Candidate> page, Caller caller, DateTimeOffset now, CancellationToken stop)
    {
        var ids = page.ConvertAll(row => row.Line.Id);
        var replicas = await database.VisibleTo<Replica>(caller).AsNoTracking().Where(replica => ids.Contains(replica.Id)).ToDictionaryAsync(replica => replica.Id, stop);
        var policies = replicas.Values.Select(replica => replica.PolicyId).Distinct().ToList();
        var intervals = await database.VisibleTo<ReplicationPolicy>(caller).Where(policy => policies.Contains(policy.Id)).Select(policy => new { policy.Id, policy.Interval }).ToDictionaryAsync(policy => policy.Id, policy => policy.Interval, stop);
        var strips = await DaysAsync(database, [.. replicas.Values], now, stop);
        // One that was removed since is left out.
        return [.. from row in page let id = row.Line.Id where replicas.ContainsKey(id) && intervals.ContainsKey(replicas[id].PolicyId) select Row(row, replicas[id], intervals[replicas[id].PolicyId], strips[id], now)];
    }

    static LedgerRow Row(Candidate row, Replica replica, ReplicationInterval interval, LedgerDays days, DateTimeOffset now) => new(
        replica.Id, replica.MachineId, row.Line.Machine, replica.PolicyId, row.Policy, interval, replica.StatusAt(now),
        now > replica.BreachAt ? replica.BreachAt : null, replica.SuspendedSince is not null, days);

    sealed record Candidate(FleetBook.Line Line, string Policy, LedgerTime Total);
}
