using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>
/// Begins the replication runs that are due. What is due stands in the replicas' own rows, so a console that was down finds each of them
/// due once: one catch-up run, then the grid of its policy again. A run that failed waits there too, and is begun once nothing stands in
/// its way any more: while a link is down, it is asked about and not tried.
/// </summary>
public sealed class ReplicationEngine(
    IDbContextFactory<ConsoleDbContext> databases, RunReplication run, IReplicationLink link, IdSource ids, TimeProvider clock) : IEngine
{
    public string Name => "Replication";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public IReadOnlyCollection<Type> Watches { get; } = [typeof(Replica), typeof(StorageRepository)];

    /// <summary>The next tick, or when a run that waits has had a free way for long enough; that a way becomes free only the hardware knows.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var tick = await database.Replicas.Where(replica => replica.EndingSince == null).MinAsync(replica => (DateTimeOffset?)replica.NextRunAt, stop);
        var free = await database.Replicas.Where(replica => replica.EndingSince == null && replica.FreeSince != null)
            .Select(replica => new { replica.FreeSince, replica.Failures }).ToListAsync(stop);
        return free.Select(replica => (DateTimeOffset?)ReplicationSchedule.NextTry(replica.FreeSince!.Value, replica.Failures)).Append(tick).Min();
    }

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var due = await DueAsync(now, stop);
        var (free, waiting) = await LookAsync(now, stop);
        if (due.Count == 0 && free.Count == 0) return null;

        var begun = 0;
        foreach (var item in due.Where(item => !item.Running).Concat(free))
        {
            var input = new RunReplication.Input(item.Replica, item.Tick, ids.Next<RecoveryPoint>(), item.Machine, item.Since, item.Target);
            var accepted = await run.SubmitAsync(input, Caller.System(Name, item.Tenant), stop);
            if (accepted.Ok) begun++;
        }

        var skipped = await SkipAsync([.. due.Where(item => item.Running).Select(item => item.Replica)], now, stop);
        return $"{begun} runs begun, {skipped} ticks skipped because a run was still under way, {waiting - free.Count} runs wait";
    }

    async Task<List<Due>> DueAsync(DateTimeOffset now, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await (
            from replica in database.Replicas
            where replica.NextRunAt <= now && replica.EndingSince == null && replica.WaitingSince == null
            join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
            orderby replica.NextRunAt, replica.Id
            select new Due(
                replica.Id, replica.TenantId, replica.MachineId, replica.NextRunAt, replica.LastPointAt, policy.TargetStorageId, replica.RunningSince != null))
            .ToListAsync(stop);
    }

    /// <summary>Asks what stands in the way of the runs that wait, notes it, and gives back those that are to begin.</summary>
    async Task<(List<Due> Free, int Waiting)> LookAsync(DateTimeOffset now, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var waiting = await (
            from replica in database.Replicas
            where replica.WaitingSince != null && replica.EndingSince == null
            join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
            orderby replica.WaitingSince, replica.Id
            select new { Replica = replica, policy.Interval, policy.TargetStorageId }).ToListAsync(stop);
        if (waiting.Count == 0) return ([], 0);

        var obstacles = await link.ObstaclesAsync([.. waiting.Select(row => new ReplicationWay(row.Replica.MachineId, row.Replica.LastPointAt, row.TargetStorageId))], stop);
        List<Due> free = [];
        foreach (var row in waiting)
        {
            if (!row.Replica.Look(obstacles.GetValueOrDefault(row.Replica.MachineId), row.Interval.Every, now)) continue;
            free.Add(new Due(row.Replica.Id, row.Replica.TenantId, row.Replica.MachineId, row.Replica.WaitingSince!.Value, row.Replica.LastPointAt, row.TargetStorageId, false));
        }

        await SaveAsync(database, stop);
        return (free, waiting.Count);
    }

    async Task<int> SkipAsync(List<Id<Replica>> running, DateTimeOffset now, CancellationToken stop)
    {
        if (running.Count == 0) return 0;
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await (
            from replica in database.Replicas
            where running.Contains(replica.Id) && replica.NextRunAt <= now
            join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
            select new { Replica = replica, policy.Interval }).ToListAsync(stop);
        var skipped = rows.Count(row => row.Replica.Skip(row.Interval.Every, now));
        return skipped - await SaveAsync(database, stop);
    }

    /// <summary>Saves what was noted, and tells how many replicas somebody else was faster on: a run of theirs began or ended at this very moment, and they are looked at again at the next beat.</summary>
    static async Task<int> SaveAsync(ConsoleDbContext database, CancellationToken stop)
    {
        for (var lost = 0; ;)
        {
            try
            {
                await database.SaveChangesAsync(stop);
                return lost;
            }
            catch (DbUpdateConcurrencyException error)
            {
                foreach (var entry in error.Entries) entry.State = EntityState.Detached;
                lost += error.Entries.Count;
            }
        }
    }

    sealed record Due(
        Id<Replica> Replica, Id<Tenant> Tenant, Id<VirtualMachine> Machine, DateTimeOffset Tick, DateTimeOffset? Since, Id<StorageRepository> Target, bool Running);
}
