using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>Failovers and tests that are read from the database while they are taken.</summary>
public sealed record FailoverStream(IAsyncEnumerable<FailoverRow> Rows);

/// <content>All failovers and tests of the tenant.</content>
public sealed partial class FailoverQueries
{
    /// <summary>How many are read at a time for a file.</summary>
    const int Batch = 500;

    /// <summary>Those the filter lets pass, newest first unless they are sorted.</summary>
    public async Task<Result<TablePage<FailoverRow>>> ListAsync(FailoverFilter filter, TableQuery query, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var all = filter.Apply(database.VisibleTo<Failover>(caller).AsNoTracking(), database);
        var page = await FailoverFilter.Sorted(all, query.Sort, query.Descending).Skip(query.Offset).Take(Math.Min(query.Count, TableQuery.Most)).ToListAsync(stop);
        return new TablePage<FailoverRow>(await RowsAsync(database, page, caller, stop), await all.CountAsync(stop));
    }

    /// <summary>How many copies are there or on their way.</summary>
    public async Task<Result<int>> OpenAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.VisibleTo<Failover>(caller).CountAsync(row => row.EndedAt == null, stop);
    }

    /// <summary>All the filter lets pass, read one after the other while somebody takes them.</summary>
    public Result<FailoverStream> Stream(FailoverFilter filter, string? sort, bool descending, Caller caller) =>
        caller.May(Permission.ComputeRead) ? new FailoverStream(StreamAsync(filter, sort, descending, caller)) : Problem.Forbidden(Permission.ComputeRead);

    async IAsyncEnumerable<FailoverRow> StreamAsync(FailoverFilter filter, string? sort, bool descending, Caller caller, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await using var beside = await databases.CreateDbContextAsync(stop);
        var all = FailoverFilter.Sorted(filter.Apply(database.VisibleTo<Failover>(caller).AsNoTracking(), database), sort, descending);
        await foreach (var some in all.AsAsyncEnumerable().Chunk(Batch).WithCancellation(stop))
            foreach (var row in await RowsAsync(beside, some, caller, stop))
                yield return row;
    }

    static async Task<List<FailoverRow>> RowsAsync(ConsoleDbContext database, IReadOnlyList<Failover> found, Caller caller, CancellationToken stop)
    {
        var machineIds = found.SelectMany(row => new[] { row.CopyId, row.MachineId }).Distinct().ToList();
        var there = await (
            from machine in database.VirtualMachines.Where(row => machineIds.Contains(row.Id))
            join pool in database.Pools on machine.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            select new { machine.Id, machine.Name, Pool = pool.Name, Zone = zone.Name }).ToDictionaryAsync(row => row.Id, stop);
        var going = await GoingAsync(database, [.. found.Where(row => row.EndedAt is null).Select(row => row.ReplicaId.Value)], stop);
        var orders = caller.May(Permission.ActivityRead) ? await OrdersAsync(database, found, stop) : [];
        return
        [
            .. found.Select(row =>
            {
                var copy = there.GetValueOrDefault(row.CopyId);
                var order = orders.GetValueOrDefault(row.Id);
                return new FailoverRow(
                    row.Id, row.Kind, row.State, row.ReplicaId, row.MachineId, row.Machine, row.CopyId, copy?.Name, copy is null ? null : $"{copy.Zone} / {copy.Pool}", row.OrderedAt, row.CapturedAt, row.StartedAt,
                    row.AnsweredAt, row.CleanUpAt, row.EndedAt, row.Reason, row.RecoveryTime, row.DataLost,
                    row is { EndedAt: null, State: not FailoverState.Running } ? going.GetValueOrDefault(row.ReplicaId.Value) : null)
                { MachineStays = there.ContainsKey(row.MachineId), ActivityId = order?.Id, OrderedBy = order?.Actor };
            }),
        ];
    }

    /// <summary>How far what goes on is.</summary>
    static async Task<Dictionary<Guid, int>> GoingAsync(ConsoleDbContext database, List<Guid> replicas, CancellationToken stop) => replicas.Count == 0
        ? []
        : (await database.Activities.Where(row => replicas.Contains(row.TargetId) && (row.State == ActivityState.Running || row.State == ActivityState.Waiting))
            .Select(row => new { row.TargetId, row.Progress }).ToListAsync(stop)).GroupBy(row => row.TargetId).ToDictionary(rows => rows.Key, rows => rows.Max(row => row.Progress));

    /// <summary>The activities that ordered them: of its kind and its replica, the first that was accepted with the order or after it. There is one of a kind at a time.</summary>
    static async Task<Dictionary<Id<Failover>, Order>> OrdersAsync(ConsoleDbContext database, IReadOnlyList<Failover> found, CancellationToken stop)
    {
        if (found.Count == 0) return [];
        var (replicas, from) = (found.Select(row => row.ReplicaId.Value).Distinct().ToList(), found.Min(row => row.OrderedAt));
        var known = (await database.Activities
                .Where(row => replicas.Contains(row.TargetId) && row.CreatedAt >= from && (row.Type == ActivityTypes.ReplicationFailOver || row.Type == ActivityTypes.ReplicationTest))
                .Select(row => new Order(row.Id, row.TargetId, row.Type, row.Actor, row.CreatedAt)).ToListAsync(stop))
            .ToLookup(row => (row.Target, IsTest: row.Type == ActivityTypes.ReplicationTest));
        return found.Select(row => (row.Id, Order: known[(row.ReplicaId.Value, row.Kind == FailoverKind.Test)].Where(order => order.At >= row.OrderedAt).MinBy(order => order.At)))
            .Where(row => row.Order is not null).ToDictionary(row => row.Id, row => row.Order!);
    }

    sealed record Order(Id<Activity> Id, Guid Target, string Type, string Actor, DateTimeOffset At);
}
