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

/// <summary>One run of a replica. Moments are UTC.</summary>
/// <param name="ExpectedAt">When its copy is expected to be whole; null until the hardware has been asked for it.</param>
/// <param name="EndedAt">Null while it copies.</param>
/// <param name="Reason">Why it failed, or null.</param>
/// <param name="Size">What went over the link.</param>
/// <param name="FullBecause">Why everything was copied, or null.</param>
public sealed record ReplicaRun(DateTimeOffset BeganAt, DateTimeOffset? ExpectedAt, DateTimeOffset? EndedAt, string? Reason, ByteSize Size, bool IsFull, string? FullBecause)
{
    /// <summary>Whether it made its point.</summary>
    public bool IsWhole => EndedAt is not null && Reason is null;

    /// <summary>How far it is, 0 to 99 percent.</summary>
    public int ProgressAt(DateTimeOffset now) => ReplicationRun.ProgressAt(BeganAt, ExpectedAt, now);
}

/// <summary>Reads replicas.</summary>
public sealed class ReplicaQueries(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    public async Task<Result<TablePage<ReplicaRow>>> ListAsync(ReplicaFilter filter, TableQuery query, Caller caller, CancellationToken stop)
    {
        if (filter.Refusal(caller) is { } refusal) return refusal;
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var total = await ReplicaRows.CountAsync(database, caller, filter, now, stop);
        var rows = await ReplicaRows.Of(database, caller, filter, now).Sorted(query.Sort, query.Descending, now)
            .Skip(query.Offset).Take(Math.Min(query.Count, TableQuery.Most)).Projected(database, caller.May(Permission.BackupRead)).ToListAsync(stop);
        return new TablePage<ReplicaRow>(await WithProgressAsync(database, rows, stop), total);
    }

    /// <summary>All replicas the filter lets pass, read one after the other while somebody takes them.</summary>
    public Result<ReplicaStream> Stream(ReplicaFilter filter, string? sort, bool descending, Caller caller)
    {
        if (filter.Refusal(caller) is { } refusal) return refusal;
        return new ReplicaStream(RowsAsync(filter, sort, descending, caller));
    }

    public async Task<Result<ReplicaCounts>> CountsAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var counts = await database.VisibleTo<Replica>(caller).GroupBy(_ => 1)
            .Select(all => new ReplicaCounts(
                all.Count(row => now <= row.LateAt && row.LastPointAt == null), all.Count(row => now <= row.LateAt && row.LastPointAt != null),
                all.Count(row => now > row.LateAt && now <= row.BreachAt), all.Count(row => now > row.BreachAt)))
            .SingleOrDefaultAsync(stop) ?? ReplicaCounts.None;
        if (!caller.May(Permission.BackupRead)) return counts;
        return counts with { NotBackedUp = await database.VisibleTo<Replica>(caller).NotBackedUp(database).CountAsync(stop) };
    }

    /// <summary>The replica of one machine, or null when it is not replicated.</summary>
    public async Task<Result<ReplicaRow?>> OfMachineAsync(Id<VirtualMachine> machine, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(machine, caller, stop) is null) return Problem.NotFound("virtual machine", machine);
        var rows = await ReplicaRows.Of(database, caller).Where(row => row.Machine.Id == machine).Projected(database, caller.May(Permission.BackupRead)).ToListAsync(stop);
        return (await WithProgressAsync(database, rows, stop)).SingleOrDefault();
    }

    public async Task<Result<ReplicaRow>> FindAsync(Id<Replica> replica, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await ReplicaRows.Of(database, caller).Where(row => row.Replica.Id == replica).Projected(database, caller.May(Permission.BackupRead)).ToListAsync(stop);
        return rows.Count == 0 ? Problem.NotFound("replica", replica) : (await WithProgressAsync(database, rows, stop))[0];
    }

    /// <summary>The newest run of a replica, or null before the first one.</summary>
    public async Task<Result<ReplicaRun?>> LastRunAsync(Id<Replica> replica, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.VisibleTo<ReplicationRun>(caller).Where(run => run.ReplicaId == replica).OrderByDescending(run => run.BeganAt)
            .Select(run => new ReplicaRun(run.BeganAt, run.ExpectedAt, run.EndedAt, run.Reason, run.Size, run.IsFull, run.FullBecause)).FirstOrDefaultAsync(stop);
    }

    async IAsyncEnumerable<ReplicaRow> RowsAsync(
        ReplicaFilter filter, string? sort, bool descending, Caller caller, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = ReplicaRows.Of(database, caller, filter, now).Sorted(sort, descending, now).Projected(database, caller.May(Permission.BackupRead)).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(stop)) yield return row;
    }

    static async Task<IReadOnlyList<ReplicaRow>> WithProgressAsync(ConsoleDbContext database, List<ReplicaRow> rows, CancellationToken stop)
    {
        List<Guid> ending = [.. rows.Where(row => row.EndingSince is not null).Select(row => row.Id.Value)];
        if (ending.Count > 0)
        {
            var moving = await database.Activities.Where(activity => ending.Contains(activity.TargetId) && activity.Type == ActivityTypes.ReplicationMove && activity.EndedAt == null)
                .Select(activity => activity.TargetId).ToListAsync(stop);
            rows = rows.ConvertAll(row => moving.Contains(row.Id.Value) ? row with { IsMoving = true } : row);
        }

        List<Id<Replica>> running = [.. rows.Where(row => row.RunningSince is not null).Select(row => row.Id)];
        if (running.Count == 0) return rows;
        var expected = await database.ReplicationRuns.Where(run => running.Contains(run.ReplicaId) && run.EndedAt == null)
            .Select(run => new { run.ReplicaId, run.ExpectedAt }).ToDictionaryAsync(run => run.ReplicaId, run => run.ExpectedAt, stop);
        return [.. rows.Select(row => row.RunningSince is null ? row : row with { RunExpectedAt = expected.GetValueOrDefault(row.Id) })];
    }
}
