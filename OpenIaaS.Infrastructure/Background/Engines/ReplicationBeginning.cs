using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Begins the runs that are due, whole ticks in one transaction; a run that failed waits, and is begun once nothing stands in its way.</summary>
public sealed class ReplicationBeginning(IDbContextFactory<ConsoleDbContext> databases, IReplicationLink link)
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
            (begun, skipped) = (begun + some, skipped + passed);
            if (some + passed < Batch.Most) return (begun + caughtUp, skipped, still);
        }
    }

    static async Task<(int Begun, int Skipped)> DueAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop)
    {
        var due = await (
            from replica in database.Replicas
            where replica.NextRunAt <= now && replica.EndingSince == null && replica.SuspendedSince == null && replica.WaitingSince == null
            join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
            orderby replica.NextRunAt, replica.Id
            select new Candidate(replica, policy.Interval, policy.TargetStorageId)).Take(Batch.Most).ToListAsync(stop);
        var skipped = due.Count(row => row.Replica.Skip(row.Interval.Every, now));
        return (due.Count(row => Begin(database, row, row.Replica.NextRunAt, now)), skipped);
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
            var begun = waiting.Count(row =>
                row.Replica.Look(obstacles.GetValueOrDefault(row.Replica.MachineId), row.Interval.Every, now) && Begin(database, row, row.Replica.WaitingSince!.Value, now));
            return (begun, waiting.Count - begun);
        }, stop);
    }

    static bool Begin(ConsoleDbContext database, Candidate row, DateTimeOffset tick, DateTimeOffset now)
    {
        if (!row.Replica.BeginRun("the machine", tick, row.Interval.Every, now).Ok) return false;
        database.ReplicationRuns.Add(new ReplicationRun(row.Replica, tick, row.Target, now));
        return true;
    }

    sealed record Candidate(Replica Replica, ReplicationInterval Interval, Id<StorageRepository> Target);
}
