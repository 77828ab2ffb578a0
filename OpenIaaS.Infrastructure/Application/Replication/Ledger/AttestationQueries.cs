using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Ledger;

/// <summary>Makes attestations out of the days and breaches that were kept.</summary>
public sealed class AttestationQueries(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    const string MonthFormat = "yyyy-MM";

    /// <summary>The attestation of a month, for all policies or one.</summary>
    /// <param name="month">As <c>2026-11</c>; the month of yesterday when null.</param>
    /// <returns><c>attestation.month</c> for what is no month, or one that has not begun.</returns>
    public async Task<Result<Attestation>> OfMonthAsync(string? month, Id<ReplicationPolicy>? policy, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        var now = clock.GetUtcNow();
        var yesterday = ReplicaDay.Of(now).AddDays(-1);
        var first = new DateOnly(yesterday.Year, yesterday.Month, 1);
        if (month is not null && (!DateOnly.TryParseExact(month + "-01", MonthFormat + "-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out first) || first > yesterday))
            return Problem.Invalid("attestation.month", $"A month is given as {MonthFormat} and has one whole day at least; {month} was given.", "month");
        var (from, until) = (ReplicaDay.Begin(first), ReplicaDay.Begin(Earlier(first.AddMonths(1), ReplicaDay.Of(now))));
        await using var database = await databases.CreateDbContextAsync(stop);
        if (policy is { } one && !await database.VisibleTo<ReplicationPolicy>(caller).AnyAsync(row => row.Id == one, stop)) return Problem.NotFound("replication policy", one);

        var replicas = await ReplicasAsync(database, policy, from, until, caller, stop);
        var breaches = await BreachesAsync(database, replicas, from, until, now, caller, stop);
        var count = breaches.CountBy(breach => breach.Replica).ToDictionary();
        var times = await TimesAsync(database, first, ReplicaDay.Of(until), caller, stop);
        var promises = await PromisesAsync(database, until, caller, stop);
        var tenant = await database.Tenants.Where(row => row.Id == caller.TenantId)
            .Select(row => new { row.Name, Organization = database.Organizations.Where(known => known.Id == row.OrganizationId).Select(known => known.Name).Single() }).SingleOrDefaultAsync(stop);
        return new Attestation(
            first, from, until, tenant?.Organization ?? "", tenant?.Name ?? "", policy is null ? null : replicas.Find(row => row.PolicyId == policy)?.Policy, caller.Name, now,
            [
                .. replicas.Select(row => new AttestedMachine(
                    row.Id, row.MachineId, row.Machine, row.PolicyId, row.Policy, promises.For(row.PolicyId, from, row.Interval),
                    times.GetValueOrDefault(row.Id, LedgerTime.None) + (row.Open?.Open.DaysBetween(first, ReplicaDay.Of(until), now) ?? LedgerTime.None), count.GetValueOrDefault(row.Id), row.RemovedAt)),
            ],
            breaches);
    }

    static DateOnly Earlier(DateOnly left, DateOnly right) => left < right ? left : right;

    /// <summary>The replicas there were, those removed since among them, by name.</summary>
    static async Task<List<Known>> ReplicasAsync(ConsoleDbContext database, Id<ReplicationPolicy>? policy, DateTimeOffset from, DateTimeOffset until, Caller caller, CancellationToken stop)
    {
        var present = await ReplicaRows.Of(database, caller).AsNoTracking().Where(row => row.Replica.ActivatedAt < until)
            .Select(row => new { row.Replica, Machine = row.Machine.Name, Policy = row.Policy.Name, row.Policy.Interval }).ToListAsync(stop);
        var former = await database.VisibleTo<FormerReplica>(caller).AsNoTracking().Where(row => row.ActivatedAt < until && row.RemovedAt > from).ToListAsync(stop);
        var intervals = await database.VisibleTo<ReplicationPolicy>(caller).Select(row => new { row.Id, row.Interval }).ToDictionaryAsync(row => row.Id, row => row.Interval, stop);
        return
        [
            .. present.Select(row => new Known(row.Replica.Id, row.Replica.MachineId, row.Machine, row.Replica.PolicyId, row.Policy, row.Interval, null, row.Replica))
                .Concat(former.Select(row => new Known(row.ReplicaId, row.MachineId, row.Machine, row.PolicyId, row.Policy, intervals.GetValueOrDefault(row.PolicyId), row.RemovedAt, null)))
                .Where(row => policy is null || row.PolicyId == policy)
                .OrderBy(row => row.Machine, StringComparer.Ordinal).ThenBy(row => row.Id.Value),
        ];
    }

    /// <summary>The breaches cut to the time, those that go on among them, in order.</summary>
    static async Task<IReadOnlyList<BreachRow>> BreachesAsync(
        ConsoleDbContext database, List<Known> replicas, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, Caller caller, CancellationToken stop)
    {
        var known = replicas.ToDictionary(row => row.Id);
        var over = await database.VisibleTo<PromiseBreach>(caller).AsNoTracking().Where(breach => breach.Until > from && breach.From < until).ToListAsync(stop);
        return
        [
            .. over.Where(breach => known.ContainsKey(breach.ReplicaId)).Select(breach => Cut(known[breach.ReplicaId], breach.From, breach.Until, breach.Cause, breach.Detail, breach.RunBeganAt))
                .Concat(replicas.Where(row => row.Open is { SuspendedSince: null } open && open.BreachAt < now && open.BreachAt < until)
                    .Select(row => Cut(row, row.Open!.BreachAt, null, row.Open.CauseAt(now), row.Open.LastProblem, row.Open.HinderedRun)))
                .OrderBy(breach => breach.From).ThenBy(breach => breach.Machine, StringComparer.Ordinal).ThenBy(breach => breach.Replica.Value),
        ];

        BreachRow Cut(Known row, DateTimeOffset begin, DateTimeOffset? end, BreachCause cause, string? detail, DateTimeOffset? run) => new(
            row.Id, row.MachineId, row.Machine, row.PolicyId, row.Policy, begin < from ? from : begin, end is null || end > until ? until : end, cause, detail, run);
    }

    static async Task<Dictionary<Id<Replica>, LedgerTime>> TimesAsync(ConsoleDbContext database, DateOnly first, DateOnly end, Caller caller, CancellationToken stop) =>
        await database.VisibleTo<ReplicaDay>(caller).Where(day => day.Day >= first && day.Day < end).GroupBy(day => day.ReplicaId).Select(days => new
        {
            days.Key, Pending = days.Sum(day => day.PendingTicks), Compliant = days.Sum(day => day.CompliantTicks), AtRisk = days.Sum(day => day.AtRiskTicks), Breached = days.Sum(day => day.BreachedTicks),
        }).ToDictionaryAsync(days => days.Key, days => new LedgerTime(days.Pending, days.Compliant, days.AtRisk, days.Breached), stop);

    static async Task<Promises> PromisesAsync(ConsoleDbContext database, DateTimeOffset until, Caller caller, CancellationToken stop) =>
        new((await database.VisibleTo<IntervalChange>(caller).AsNoTracking().OrderBy(change => change.At).ToListAsync(stop)).ToLookup(change => change.PolicyId), until);

    sealed record Known(
        Id<Replica> Id, Id<VirtualMachine> MachineId, string Machine, Id<ReplicationPolicy> PolicyId, string Policy, ReplicationInterval? Interval, DateTimeOffset? RemovedAt, Replica? Open);

    /// <summary>What policies promised until when.</summary>
    sealed record Promises(ILookup<Id<ReplicationPolicy>, IntervalChange> Changes, DateTimeOffset Until)
    {
        public List<(ReplicationInterval, DateTimeOffset?)> For(Id<ReplicationPolicy> policy, DateTimeOffset from, ReplicationInterval? present)
        {
            List<(ReplicationInterval, DateTimeOffset?)> promises = [.. Changes[policy].Where(change => change.At > from && change.At < Until).Select(change => (change.Before, (DateTimeOffset?)change.At))];
            var last = Changes[policy].FirstOrDefault(change => change.At >= Until)?.Before ?? present;
            if (last is not null) promises.Add((last, null));
            return promises;
        }
    }
}
