using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>Replicas that are read from the database while they are taken.</summary>
public sealed record ReplicaStream(IAsyncEnumerable<ReplicaRow> Rows);

/// <summary>What a replica's last run did, or does.</summary>
/// <param name="Outcome">What a whole transfer wrote; null while it runs or when it failed.</param>
public sealed record ReplicaRun(
    Id<Activity> Activity, ActivityState State, int Progress, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Reason, TransferResult? Outcome);

/// <summary>Reads replicas.</summary>
public sealed class ReplicaQueries(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    public async Task<Result<TablePage<ReplicaRow>>> ListAsync(ReplicaFilter filter, TableQuery query, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var matching = ReplicaRows.Of(database, caller).Matching(filter, now);
        var total = await matching.CountAsync(stop);
        var rows = await matching.Sorted(query.Sort, query.Descending, now)
            .Skip(query.Offset).Take(Math.Min(query.Count, TableQuery.Most)).Projected(database).ToListAsync(stop);
        return new TablePage<ReplicaRow>(await WithProgressAsync(database, rows, stop), total);
    }

    /// <summary>All replicas the filter lets pass, read one after the other while somebody takes them.</summary>
    public Result<ReplicaStream> Stream(ReplicaFilter filter, string? sort, bool descending, Caller caller)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        return new ReplicaStream(RowsAsync(filter, sort, descending, caller));
    }

    public async Task<Result<ReplicaCounts>> CountsAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.VisibleTo<Replica>(caller).GroupBy(_ => 1)
            .Select(all => new ReplicaCounts(
                all.Count(row => now <= row.LateAt && row.LastPointAt == null), all.Count(row => now <= row.LateAt && row.LastPointAt != null),
                all.Count(row => now > row.LateAt && now <= row.BreachAt), all.Count(row => now > row.BreachAt)))
            .SingleOrDefaultAsync(stop) ?? ReplicaCounts.None;
    }

    /// <summary>The replica of one machine, or null when it is not replicated.</summary>
    public async Task<Result<ReplicaRow?>> OfMachineAsync(Id<VirtualMachine> machine, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(machine, caller, stop) is null) return Problem.NotFound("virtual machine", machine);
        var rows = await ReplicaRows.Of(database, caller).Where(row => row.Machine.Id == machine).Projected(database).ToListAsync(stop);
        return (await WithProgressAsync(database, rows, stop)).SingleOrDefault();
    }

    /// <summary>The newest run of a replica, or null before the first one.</summary>
    public async Task<Result<ReplicaRun?>> LastRunAsync(Id<Replica> replica, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var target = replica.Value;
        var run = await database.VisibleTo<Activity>(caller).AsNoTracking()
            .Where(row => row.TargetId == target && row.Type == ActivityTypes.ReplicationRun)
            .OrderByDescending(row => row.Sequence).FirstOrDefaultAsync(stop);
        return run is null
            ? (ReplicaRun?)null
            : new ReplicaRun(run.Id, run.State, run.Progress, run.CreatedAt, run.StartedAt, run.EndedAt, run.Reason, RunReplication.ReadOutcome(run.Outcome));
    }

    async IAsyncEnumerable<ReplicaRow> RowsAsync(
        ReplicaFilter filter, string? sort, bool descending, Caller caller, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = ReplicaRows.Of(database, caller).Matching(filter, now).Sorted(sort, descending, now).Projected(database).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(stop)) yield return row;
    }

    static async Task<IReadOnlyList<ReplicaRow>> WithProgressAsync(ConsoleDbContext database, List<ReplicaRow> rows, CancellationToken stop)
    {
        List<Guid> running = [.. rows.Where(row => row.RunningSince is not null).Select(row => row.Id.Value)];
        if (running.Count == 0) return rows;
        var progress = await database.Activities
            .Where(row => running.Contains(row.TargetId) && row.Type == ActivityTypes.ReplicationRun && (row.State == ActivityState.Running || row.State == ActivityState.Waiting))
            .Select(row => new { row.TargetId, row.Progress }).ToListAsync(stop);
        var byReplica = progress.GroupBy(row => row.TargetId).ToDictionary(group => group.Key, group => group.Max(row => row.Progress));
        return [.. rows.Select(row => row.RunningSince is null ? row : row with { Progress = byReplica.GetValueOrDefault(row.Id.Value) })];
    }
}
