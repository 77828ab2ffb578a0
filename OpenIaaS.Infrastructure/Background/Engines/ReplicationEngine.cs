using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>
/// Begins the replication runs that are due. What is due stands in the replicas' own rows, so a console that was down finds each of them
/// due once: one catch-up run, then the grid of its policy again.
/// </summary>
public sealed class ReplicationEngine(IDbContextFactory<ConsoleDbContext> databases, RunReplication run, IdSource ids, TimeProvider clock) : IEngine
{
    public string Name => "Replication";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public IReadOnlyCollection<Type> Watches { get; } = [typeof(Replica)];

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Replicas.Where(replica => replica.EndingSince == null).MinAsync(replica => (DateTimeOffset?)replica.NextRunAt, stop);
    }

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var due = await DueAsync(now, stop);
        if (due.Count == 0) return null;

        var begun = 0;
        foreach (var item in due.Where(item => !item.Running))
        {
            var input = new RunReplication.Input(item.Replica, item.Tick, ids.Next<RecoveryPoint>(), item.Machine, item.Since, item.Target);
            var accepted = await run.SubmitAsync(input, Caller.System(Name, item.Tenant), stop);
            if (accepted.Ok) begun++;
        }

        var skipped = await SkipAsync([.. due.Where(item => item.Running).Select(item => item.Replica)], now, stop);
        return $"{begun} runs begun, {skipped} ticks skipped because a run was still under way";
    }

    async Task<List<Due>> DueAsync(DateTimeOffset now, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await (
            from replica in database.Replicas
            where replica.NextRunAt <= now && replica.EndingSince == null
            join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
            orderby replica.NextRunAt, replica.Id
            select new Due(
                replica.Id, replica.TenantId, replica.MachineId, replica.NextRunAt, replica.LastPointAt, policy.TargetStorageId, replica.RunningSince != null))
            .ToListAsync(stop);
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
        while (true)
        {
            try
            {
                await database.SaveChangesAsync(stop);
                return skipped;
            }
            catch (DbUpdateConcurrencyException error)
            {
                // A run ended at this very moment: its tick is looked at again at the next beat, and may begin after all.
                foreach (var entry in error.Entries) entry.State = EntityState.Detached;
                skipped -= error.Entries.Count;
            }
        }
    }

    sealed record Due(
        Id<Replica> Replica, Id<Tenant> Tenant, Id<Domain.Compute.VirtualMachine> Machine, DateTimeOffset Tick, DateTimeOffset? Since,
        Id<Domain.Storage.StorageRepository> Target, bool Running);
}
