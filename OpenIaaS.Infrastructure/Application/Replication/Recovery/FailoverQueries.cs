using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>Reads failovers and tests, the points they can start from, and what starting would do.</summary>
public sealed partial class FailoverQueries(IDbContextFactory<ConsoleDbContext> databases, CopyWork copies)
{
    /// <summary>One of them.</summary>
    public async Task<Result<FailoverRow>> FindAsync(Id<Failover> failover, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.FindVisibleAsync(failover, caller, stop) is { } found ? (await RowsAsync(database, [found], caller, stop))[0] : Problem.NotFound("failover", failover);
    }

    /// <summary>What is under way or over of a machine, or of the copy it is: those that are open, and the newest that is over.</summary>
    public async Task<Result<TablePage<FailoverRow>>> OfMachineAsync(Id<VirtualMachine> machine, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var all = database.VisibleTo<Failover>(caller).AsNoTracking().Where(row => row.MachineId == machine || row.CopyId == machine);
        var open = await all.Where(row => row.EndedAt == null).OrderBy(row => row.OrderedAt).ToListAsync(stop);
        open.AddRange(await all.Where(row => row.EndedAt != null).OrderByDescending(row => row.EndedAt).Take(1).ToListAsync(stop));
        return new TablePage<FailoverRow>(await RowsAsync(database, open, caller, stop), open.Count);
    }

    /// <summary>The whole points of a replica, newest first.</summary>
    public async Task<Result<TablePage<RecoveryPointRow>>> PointsAsync(Id<Replica> replica, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(replica, caller, stop) is null) return Problem.NotFound(ReplicaTarget.Noun, replica);
        var points = await database.RecoveryPoints.AsNoTracking().Where(row => row.ReplicaId == replica).OrderByDescending(row => row.CapturedAt).ToListAsync(stop);
        return new TablePage<RecoveryPointRow>(points.ConvertAll(Row), points.Count);
    }

    /// <summary>What starting the copy of a replica would do, and what would stand against it.</summary>
    public async Task<Result<FailoverPreview>> PreviewAsync(Id<Replica> replica, FailoverKind kind, Id<RecoveryPoint>? point, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(replica, caller, stop) is not { } found) return Problem.NotFound(ReplicaTarget.Noun, replica);
        var of = await RecoveryCase.LoadAsync(database, found, kind, point, [], stop);
        // Networks are still to be chosen: what has none is shown at its adapter.
        var facts = of.Facts with { Unplaced = [], Stall = await copies.StallAsync(of.Machine, stop) };
        var zones = await database.AvailabilityZones.AsNoTracking().ToDictionaryAsync(zone => zone.Id, zone => zone.Name, stop);
        var from = await database.Pools.AsNoTracking().SingleAsync(row => row.Id == of.Machine.PoolId, stop);
        var names = await database.BackupAssignments.Where(row => row.MachineId == of.Machine.Id).Join(database.BackupPolicies, row => row.PolicyId, policy => policy.Id, (_, policy) => policy.Name).ToListAsync(stop);
        return new FailoverPreview(
            found.Id, kind, of.Machine.Name, of.Machine.Power == PowerState.Running, $"{zones[from.ZoneId]} / {from.Name}", zones[of.Pool.ZoneId], of.Pool.Name, of.Storage.Name, [.. of.Points.Select(Row)],
            kind == FailoverKind.Planned || of.Point is null ? null : Row(of.Point), of.Machine is { Power: PowerState.Halted, LostAt: { } lost } ? lost : copies.Now, of.Machine.Memory, of.Facts.Disks, of.Storage.Free,
            [.. of.Adapters.Select(place => new FailoverPreview.Adapter(place.Adapter.Id, place.Adapter.Position, place.Present.Name, place.Network?.Id))],
            [.. of.Networks.Select(network => new FailoverPreview.Network(network.Id, network.Name))], [.. of.BackupPolicies.Select(policy => policy.Name)],
            of.BackupPolicies.Count > 0 && of.BackupPolicies.All(policy => names.Contains(policy.Name)), FailoverCheck.Check(facts, knowsSourceRuns: true).Problems);
    }

    static RecoveryPointRow Row(RecoveryPoint point) => new(point.Id, point.CapturedAt, point.CompletedAt, point.Size, point.IsFull, point.Uses);
}
