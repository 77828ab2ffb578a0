using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>
/// Closes the days of replicas whose runs did not close them, lets replicas follow changes of intervals that a crash left half way, and drops
/// what is older than it is kept. Replicas with runs count by themselves: nothing is written here for each run.
/// </summary>
public sealed class LedgerEngine(IDbContextFactory<ConsoleDbContext> databases, PromiseSpread spread, TimeProvider clock) : IEngine
{
    /// <summary>How many old rows go at once: few enough that nobody waits for it.</summary>
    const int Slice = 2000;

    /// <summary>How many slices go in one look: of 10,000 machines with a run each minute more grow old in a minute than one slice holds.</summary>
    const int Slices = 20;

    /// <summary>The day before which every day is closed.</summary>
    DateOnly closedBefore;

    public string Name => "Replication ledger";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public IReadOnlyCollection<Type> Watches { get; } = [typeof(ReplicationPolicy)];

    /// <summary>Never: a day is closed by its next run too, and a world on virtual time shows no ledger.</summary>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken stop) => Task.FromResult<DateTimeOffset?>(null);

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var followed = await FollowAsync(stop);
        var closed = await CloseAsync(now, stop);
        var dropped = await DropAsync(now, stop);
        return followed + closed + dropped == 0 ? null : $"{followed} replicas follow another interval, the days of {closed} were closed, {dropped} old rows were dropped";
    }

    async Task<int> FollowAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var followed = 0;
        foreach (var policy in await database.ReplicationPolicies.Where(policy => policy.IsSpreading).Select(policy => policy.Id).ToListAsync(stop))
            followed += await spread.SpreadAsync(policy, stop);
        return followed;
    }

    async Task<int> CloseAsync(DateTimeOffset now, CancellationToken stop)
    {
        var today = ReplicaDay.Of(now);
        if (closedBefore >= today) return 0;
        var midnight = ReplicaDay.Begin(today);
        for (var closed = 0; ;)
        {
            var some = await Batch.SaveAsync(databases, async database =>
            {
                var open = await (
                    from replica in database.Replicas
                    where replica.CountedUntil == null || replica.CountedUntil < midnight
                    join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
                    orderby replica.Id
                    select new { Replica = replica, Policy = policy }).Take(Batch.Most).ToListAsync(stop);
                foreach (var row in open)
                {
                    row.Replica.Follow(row.Policy);
                    row.Replica.Count(now);
                }

                return open.Count;
            }, stop);
            closed += some;
            if (some < Batch.Most)
            {
                closedBefore = today;
                return closed;
            }
        }
    }

    /// <summary>Drops the oldest runs, days, breaches and former replicas, each by an index and slice by slice.</summary>
    async Task<int> DropAsync(DateTimeOffset now, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var (oldestRun, oldest) = (now - ReplicaDay.RunsKept, now - ReplicaDay.Kept);
        var oldestDay = ReplicaDay.Of(oldest);
        var dropped = 0;
        for (var slice = 0; slice < Slices; slice++)
        {
            var ended = await database.ReplicationRuns.Where(run => run.EndedAt < oldestRun).OrderBy(run => run.EndedAt).Select(run => run.EndedAt).Skip(Slice - 1).FirstOrDefaultAsync(stop);
            var until = ended ?? oldestRun;
            dropped += await database.ReplicationRuns.Where(run => run.EndedAt <= until && run.EndedAt < oldestRun).ExecuteDeleteAsync(stop);
            if (ended is null) break;
        }

        dropped += await database.PromiseBreaches.Where(breach => breach.Until < oldest).ExecuteDeleteAsync(stop);
        if (await database.ReplicaDays.Where(day => day.Day < oldestDay).MinAsync(day => (DateOnly?)day.Day, stop) is { } first)
            dropped += await database.ReplicaDays.Where(day => day.Day == first).ExecuteDeleteAsync(stop);
        return dropped + await database.FormerReplicas.Where(former => former.RemovedAt < oldest).ExecuteDeleteAsync(stop)
            + await database.IntervalChanges.Where(change => change.At < oldest && !database.ReplicationPolicies.Any(policy => policy.Id == change.PolicyId)).ExecuteDeleteAsync(stop);
    }
}
