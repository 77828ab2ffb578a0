using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Ledger;

/// <summary>Reads the runs of replication, which are kept for a month.</summary>
public sealed class RunQueries(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    /// <summary>How many intervals an age curve goes back.</summary>
    const int Intervals = 8;

    static readonly TimeSpan Usual = TimeSpan.FromDays(1);

    /// <summary>Runs, the newest first.</summary>
    public async Task<Result<TablePage<RunRow>>> ListAsync(RunFilter filter, TableQuery query, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var runs = Matching(database.VisibleTo<ReplicationRun>(caller), filter);
        var rows = Rows(database, runs);
        if (filter.Policy is { } policy) rows = rows.Where(row => row.PolicyId == policy);
        var total = await rows.CountAsync(stop);
        var sorted = filter.Replica is null && filter.Machine is null ? rows.OrderByDescending(row => row.EndedAt).ThenBy(row => row.Replica) : rows.OrderByDescending(row => row.BeganAt);
        return new TablePage<RunRow>(await sorted.Skip(query.Offset).Take(Math.Min(query.Count, TableQuery.Most)).ToListAsync(stop), total);
    }

    /// <summary>One run with what was around it.</summary>
    /// <param name="beganAt">When it began, in ticks UTC; the newest when null.</param>
    public async Task<Result<RunLog>> FindAsync(Id<Replica> replica, long? beganAt, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var mine = database.VisibleTo<ReplicationRun>(caller).Where(run => run.ReplicaId == replica);
        var asked = beganAt is { } ticks && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : (DateTimeOffset?)null;
        var run = await Rows(database, asked is { } at ? mine.Where(row => row.BeganAt == at) : mine).OrderByDescending(row => row.BeganAt).FirstOrDefaultAsync(stop);
        if (run is null) return Problem.NotFound("run of replication", replica);
        var (every, activated) = await PromisedAsync(database, run, stop);
        var until = run.EndedAt ?? clock.GetUtcNow();
        var first = ReplicationSchedule.NextTick(activated, every, run.BeganAt);
        var breaches = await database.VisibleTo<PromiseBreach>(caller).Where(breach => breach.ReplicaId == replica && breach.Until > run.BeganAt && breach.From < until).OrderBy(breach => breach.From)
            .Select(breach => new BreachRow(replica, run.MachineId, run.Machine, breach.PolicyId, run.Policy, breach.From, breach.Until, breach.Cause, breach.Detail, breach.RunBeganAt)).ToListAsync(stop);
        return new RunLog(
            run, every, first > until ? 0 : ReplicationSchedule.TicksSince(first, every, until),
            await mine.Where(other => other.BeganAt < run.BeganAt).MaxAsync(other => (DateTimeOffset?)other.BeganAt, stop),
            await mine.Where(other => other.BeganAt > run.BeganAt).MinAsync(other => (DateTimeOffset?)other.BeganAt, stop), breaches);
    }

    /// <summary>How old the newest point of a replica was over the last intervals.</summary>
    public async Task<Result<AgeCurve>> CurveAsync(Id<Replica> replica, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await database.VisibleTo<Replica>(caller).AsNoTracking().SingleOrDefaultAsync(row => row.Id == replica, stop);
        if (found is null) return Problem.NotFound("replica", replica);
        var every = await database.ReplicationPolicies.Where(policy => policy.Id == found.PolicyId).Select(policy => policy.Interval).SingleAsync(stop);
        var age = now - (found.LastPointAt ?? found.ActivatedAt);
        var length = Math.Max((Intervals * every.Every).Ticks, (age + (4 * every.Every)).Ticks);
        var from = now - new TimeSpan(Math.Min(length, (now - found.ActivatedAt).Ticks));
        var whole = database.VisibleTo<ReplicationRun>(caller).Where(run => run.ReplicaId == replica && run.CapturedAt != null);
        var before = await whole.Where(run => run.EndedAt < from).OrderByDescending(run => run.BeganAt).Take(1).Select(run => new PointMade(run.CapturedAt!.Value, run.EndedAt!.Value)).ToListAsync(stop);
        var points = await whole.Where(run => run.EndedAt >= from && run.BeganAt >= from - every.Every).OrderBy(run => run.BeganAt).Select(run => new PointMade(run.CapturedAt!.Value, run.EndedAt!.Value)).ToListAsync(stop);
        var last = await Rows(database, whole.OrderByDescending(run => run.BeganAt).Take(1)).FirstOrDefaultAsync(stop);
        if (before.Count == 0 && found.ActivatedAt < from && (points.Count > 0 ? points[0].CapturedAt : found.LastPointAt) is { } known)
        {
            // What was before is not known any more: the curve begins with the first point that is.
            from = known > from ? known : from;
            before.Add(new PointMade(known, known));
        }

        // While a copy runs the point before it is a little older than the interval: that needs no cause.
        var needsCause = now > found.BreachAt || (now > found.LateAt && (found.RunningSince is null || found.Hindrance is not null));
        return new AgeCurve(from, every.Every, found.ActivatedAt, [.. before, .. points], last, needsCause ? found.CauseAt(now) : null);
    }

    static async Task<(TimeSpan Every, DateTimeOffset ActivatedAt)> PromisedAsync(ConsoleDbContext database, RunRow run, CancellationToken stop)
    {
        var activated = await database.Replicas.Where(row => row.Id == run.Replica).Select(row => row.ActivatedAt).SingleAsync(stop);
        var later = await database.IntervalChanges.Where(change => change.PolicyId == run.PolicyId && change.At > run.BeganAt).OrderBy(change => change.At).FirstOrDefaultAsync(stop);
        return (later is null ? (await database.ReplicationPolicies.Where(policy => policy.Id == run.PolicyId).Select(policy => policy.Interval).SingleAsync(stop)).Every : later.Before.Every, activated);
    }

    IQueryable<ReplicationRun> Matching(IQueryable<ReplicationRun> runs, RunFilter filter)
    {
        if (filter.Replica is { } replica) runs = runs.Where(run => run.ReplicaId == replica);
        if (filter.Machine is { } machine) runs = runs.Where(run => run.MachineId == machine);
        var from = filter.From ?? (filter.Replica is null && filter.Machine is null ? clock.GetUtcNow() - Usual : null);
        // What copies has not ended: it belongs to now.
        if (from is { } since) runs = runs.Where(run => run.EndedAt >= since || run.EndedAt == null);
        if (filter.Until is { } until) runs = runs.Where(run => run.EndedAt < until);
        if (filter.State is not { } state) return runs;
        return state switch
        {
            RunState.Copying => runs.Where(run => run.EndedAt == null),
            RunState.Whole => runs.Where(run => run.EndedAt != null && run.Reason == null),
            RunState.Failed => runs.Where(run => run.Reason != null),
        };
    }

    static IQueryable<RunRow> Rows(ConsoleDbContext database, IQueryable<ReplicationRun> runs) =>
        from run in runs
        join replica in database.Replicas on run.ReplicaId equals replica.Id
        join machine in database.VirtualMachines on run.MachineId equals machine.Id
        join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
        join storage in database.StorageRepositories on run.TargetStorageId equals storage.Id
        select new RunRow
        {
            Replica = run.ReplicaId, MachineId = run.MachineId, Machine = machine.Name, PolicyId = policy.Id, Policy = policy.Name, Storage = storage.Name, Tick = run.Tick, Since = run.Since,
            BeganAt = run.BeganAt, ExpectedAt = run.ExpectedAt, EndedAt = run.EndedAt, CapturedAt = run.CapturedAt, Size = run.Size, IsFull = run.IsFull, Reason = run.Reason,
        };
}
