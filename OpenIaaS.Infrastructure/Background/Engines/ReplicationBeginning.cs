using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Begins the runs that are due, whole ticks in one transaction; a run that failed waits, and is begun once nothing stands in its way.</summary>
public sealed class ReplicationBeginning(IDbContextFactory<ConsoleDbContext> databases, IReplicationLink link, CrashPoints crash)
{
    /// <param name="now">The present, UTC.</param>
    /// <param name="waiting">Whether there may be runs that wait.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>How many runs were begun, ticks skipped and runs left waiting.</returns>
    public async Task<(int Begun, int Skipped, int Waiting)> BeginAsync(DateTimeOffset now, bool waiting, CancellationToken stop)
    {
        var (caughtUp, still) = waiting ? await LookAsync(now, stop) : (0, 0);
        var (begun, skipped) = (0, 0);
        while (true)
        {
            var (some, passed) = await Batch.SaveAsync(databases, database => DueAsync(database, now, stop), stop);
            if (some > 0) crash.Pass(CrashPoints.Begun);
            (begun, skipped) = (begun + some, skipped + passed);
            if (some + passed < Batch.Most) return (begun + caughtUp, skipped, still);
        }
    }

    async Task<(int Begun, int Skipped)> DueAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop)
    {
        var due = await (
            from replica in database.Replicas
            where replica.NextRunAt <= now && replica.EndingSince == null && replica.SuspendedSince == null && replica.WaitingSince == null
            join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
            orderby replica.NextRunAt, replica.Id
            select new Candidate(replica, policy.Interval, policy.TargetStorageId)).Take(Batch.Most).ToListAsync(stop);
        List<(Candidate, int)> skipped = [];
        foreach (var row in due)
        {
            var before = row.Replica.SkippedTicks;
            if (row.Replica.Skip(row.Interval.Every, now)) skipped.Add((row, row.Replica.SkippedTicks - before));
        }

        await NoteAsync(database, skipped, stop);
        var begun = due.Count(row => Begin(database, row, row.Replica.NextRunAt, now));
        if (begun > 0) crash.Pass(CrashPoints.Chosen);
        return (begun, skipped.Count);
    }

    /// <summary>Asks what stands in the way of the runs that wait, notes it, and begins those whose way is free.</summary>
    async Task<(int Begun, int Waiting)> LookAsync(DateTimeOffset now, CancellationToken stop)
    {
        return await Batch.SaveAsync(databases, async database =>
        {
            var waiting = await (
                from replica in database.Replicas
                where replica.WaitingSince != null && replica.EndingSince == null && replica.SuspendedSince == null
                join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
                orderby replica.WaitingSince, replica.Id
                select new Candidate(replica, policy.Interval, policy.TargetStorageId)).ToListAsync(stop);
            if (waiting.Count == 0) return (0, 0);
            var obstacles = await link.ObstaclesAsync([.. waiting.Select(row => new ReplicationWay(row.Replica.MachineId, row.Replica.LastPointAt, row.Target))], stop);
            crash.Pass(CrashPoints.Looked);
            List<(Candidate, int)> skipped = [];
            var begun = 0;
            foreach (var row in waiting)
            {
                var before = row.Replica.SkippedTicks;
                var begins = row.Replica.Look(obstacles.GetValueOrDefault(row.Replica.MachineId), row.Interval.Every, now);
                if (row.Replica.SkippedTicks > before) skipped.Add((row, row.Replica.SkippedTicks - before));
                if (begins && Begin(database, row, row.Replica.WaitingSince!.Value, now, catchesUp: true)) begun++;
            }

            await NoteAsync(database, skipped, stop);
            return (begun, waiting.Count - begun);
        }, stop);
    }

    /// <summary>Writes down which ticks were skipped and why: one row for a span of them.</summary>
    static async Task NoteAsync(ConsoleDbContext database, List<(Candidate Row, int Ticks)> skipped, CancellationToken stop)
    {
        if (skipped.Count == 0) return;
        List<Id<Replica>> ids = [.. skipped.Select(some => some.Row.Replica.Id)];
        var since = skipped.Min(some => some.Row.Replica.SkippedSince);
        var known = await database.SkippedTicks.Where(span => ids.Contains(span.ReplicaId) && span.From >= since).ToDictionaryAsync(span => (span.ReplicaId, span.From), stop);
        foreach (var (row, ticks) in skipped)
        {
            if (known.TryGetValue((row.Replica.Id, row.Replica.SkippedSince!.Value), out var span)) span.Extend(row.Replica, ticks, row.Interval.Every);
            else database.SkippedTicks.Add(new SkippedTicks(row.Replica, ticks, row.Interval.Every));
        }
    }

    static bool Begin(ConsoleDbContext database, Candidate row, DateTimeOffset tick, DateTimeOffset now, bool catchesUp = false)
    {
        if (!row.Replica.BeginRun("the machine", tick, row.Interval.Every, now).Ok) return false;
        database.ReplicationRuns.Add(new ReplicationRun(row.Replica, tick, row.Target, now, catchesUp));
        return true;
    }

    sealed record Candidate(Replica Replica, ReplicationInterval Interval, Id<StorageRepository> Target);
}
