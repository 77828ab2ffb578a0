using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Asks the hardware for the copies of the runs that have begun, and how they stand.</summary>
public sealed class ReplicationTransfers(IDbContextFactory<ConsoleDbContext> databases, IReplicationLink link, CrashPoints crash)
{
    /// <summary>How long after a run has begun its transfer is still known, whoever else may be looking at it.</summary>
    static readonly TimeSpan Known = TimeSpan.FromMinutes(1);

    /// <summary>How often it looks for what is not expected: copies nobody asked for, and copies that should have ended long ago.</summary>
    static readonly TimeSpan CheckEvery = TimeSpan.FromMinutes(1);

    DateTimeOffset? checkedAt;
    DateTimeOffset? looked;
    DateTimeOffset? noted;

    /// <summary>
    /// Asks for the copies nobody has asked for yet: those of runs just begun, and of runs begun before a crash. They are asked for under
    /// the run's key, so that twice is once.
    /// </summary>
    /// <returns>Those that ended at once.</returns>
    public async Task<List<EndedTransfer>> AskAsync(DateTimeOffset now, CancellationToken stop)
    {
        List<EndedTransfer> ended = [];
        while (true)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var runs = await database.ReplicationRuns.Where(run => run.EndedAt == null && run.ExpectedAt == null)
                .OrderBy(run => run.BeganAt).ThenBy(run => run.ReplicaId).Take(Batch.Most).ToListAsync(stop);
            if (runs.Count == 0) return ended;
            var last = runs.Count < Batch.Most;
            var tasks = await link.TransferAsync([.. runs.Select(run => new TransferRequest(run.TransferKey, new ReplicationWay(run.MachineId, run.Since, run.TargetStorageId)))], stop);
            crash.Pass(CrashPoints.Asked);
            foreach (var (run, task) in runs.Zip(tasks)) run.Expect(now + (task.Remaining ?? TimeSpan.Zero));
            try
            {
                await database.SaveChangesAsync(stop);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another node ended one of them while this one was held up: what is still open is asked for again, under the same keys.
                continue;
            }

            crash.Pass(CrashPoints.Expected);
            ended.AddRange(runs.Zip(tasks).Where(pair => pair.Second.State != HardwareTaskState.Running).Select(pair => new EndedTransfer(pair.First.ReplicaId, pair.First.BeganAt, pair.Second)));
            if (last) return ended;
        }
    }

    /// <summary>Asks which copies have ended since it last looked, and for those that a crash left unasked.</summary>
    /// <returns>Those that have ended; some of them may have been noted before.</returns>
    public async Task<List<EndedTransfer>> EndedAsync(DateTimeOffset now, CancellationToken stop)
    {
        List<EndedTransfer> ended = [];
        if (now - checkedAt is not { } ago || ago >= CheckEvery || ago < TimeSpan.Zero)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            if (await database.ReplicationRuns.AnyAsync(run => run.EndedAt == null && run.ExpectedAt == null, stop)) ended = await AskAsync(now, stop);
            await AddOverdueAsync(database, ended, now, stop);
            checkedAt = now;
        }

        var known = await link.EndedAsync(noted, stop);
        looked = known.Until;
        foreach (var task in known.Tasks)
        {
            var (replica, beganAt) = ReplicationRun.OfKey(task.Key);
            ended.Add(new EndedTransfer(replica, beganAt, task));
        }

        return [.. ended.DistinctBy(run => (run.Replica, run.BeganAt))];
    }

    /// <summary>What it returned last has been noted: the next look begins there.</summary>
    public void Note() => noted = looked;

    /// <summary>Something went wrong: what was begun may not have been asked for.</summary>
    public void Doubt() => checkedAt = null;

    /// <summary>Asks for each copy that should have ended long ago: clocks of two nodes may differ.</summary>
    async Task AddOverdueAsync(ConsoleDbContext database, List<EndedTransfer> ended, DateTimeOffset now, CancellationToken stop)
    {
        var longAgo = now - Known;
        var overdue = await database.ReplicationRuns.Where(run => run.EndedAt == null && run.ExpectedAt < longAgo)
            .OrderBy(run => run.ExpectedAt).ThenBy(run => run.ReplicaId).Take(Batch.Most).Select(run => new { run.ReplicaId, run.BeganAt }).ToListAsync(stop);
        if (overdue.Count == 0) return;
        var tasks = await link.TasksAsync([.. overdue.Select(run => ReplicationRun.KeyOf(run.ReplicaId, run.BeganAt))], stop);
        foreach (var run in overdue)
            if (tasks.TryGetValue(ReplicationRun.KeyOf(run.ReplicaId, run.BeganAt), out var task) && task.State != HardwareTaskState.Running)
                ended.Add(new EndedTransfer(run.ReplicaId, run.BeganAt, task));
    }

    /// <summary>Lets the hardware forget what has been noted.</summary>
    public async Task ForgetAsync(DateTimeOffset now, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var oldest = await database.ReplicationRuns.Where(run => run.EndedAt == null).MinAsync(run => (DateTimeOffset?)run.BeganAt, stop) ?? now;
        await link.ForgetAsync(oldest - Known, stop);
        crash.Pass(CrashPoints.Forgotten);
    }
}

/// <summary>A run whose transfer has ended, well or not.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="BeganAt">When the run began, UTC: with the replica its key.</param>
/// <param name="Task">How it ended.</param>
public sealed record EndedTransfer(Id<Replica> Replica, DateTimeOffset BeganAt, HardwareTask Task);
