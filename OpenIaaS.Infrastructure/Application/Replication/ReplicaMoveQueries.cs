using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>What a move to another policy would do, shown before it is done.</summary>
/// <param name="KeepsPoints">Whether the recovery points stay and only changes are copied; otherwise everything is copied, and until then there is no point.</param>
/// <param name="Points">How many recovery points there are.</param>
/// <param name="Size">What they take.</param>
/// <param name="Full">What a full copy takes.</param>
/// <param name="Storage">The storage they lie on.</param>
/// <param name="Next">Where the next policy copies to: zone, pool and storage.</param>
/// <param name="Interval">The interval of the next policy.</param>
/// <param name="Retained">How many points the next policy keeps.</param>
/// <param name="RunsNow">Whether a run is under way, which ends first.</param>
/// <param name="Checks">What another storage requires.</param>
/// <param name="Problems">Why it would be refused.</param>
public sealed record ReplicaMovePreview(
    bool KeepsPoints, int Points, ByteSize Size, ByteSize Full, string Storage, string Next, ReplicationInterval Interval, int Retained, bool RunsNow, IReadOnlyList<AssociationCheck> Checks, IReadOnlyList<Problem> Problems);

/// <summary>Reads what moves of replicas to other policies would do.</summary>
public sealed class ReplicaMoveQueries(IDbContextFactory<ConsoleDbContext> databases, IReplicationLink link)
{
    /// <summary>What the move of one replica would do.</summary>
    public async Task<Result<ReplicaMovePreview>> PreviewAsync(Id<Replica> replica, Id<ReplicationPolicy> policy, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(replica, caller, stop) is not { } found) return Problem.NotFound(ReplicaTarget.Noun, replica);
        if (await database.FindVisibleAsync(policy, caller, stop) is not { } next) return Problem.NotFound("replication policy", policy);
        var facts = await database.MoveFactsAsync(found, next, link, stop);
        var storage = await database.StorageRepositories.AsNoTracking().SingleAsync(row => row.Id == facts.Policy.TargetStorageId, stop);
        var place = await (
            from there in database.StorageRepositories.Where(row => row.Id == next.TargetStorageId)
            join pool in database.Pools on there.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            select new { there.Name, Pool = pool.Name, Zone = zone.Name }).SingleAsync(stop);
        return new ReplicaMovePreview(
            facts.KeepsPoints, await database.RecoveryPoints.CountAsync(point => point.ReplicaId == replica, stop), found.Size, facts.Association.FullCopy, storage.Name,
            $"{place.Zone} / {place.Pool} / {place.Name}", next.Interval, next.Retained, found.RunningSince is not null, ReplicaMove.Checks(facts),
            [.. ReplicaMove.Check(facts).Problems, .. Resting(found, facts.Association.Machine)]);
    }

    /// <summary>What the removal of a replica is refused for; the row that was read is not kept.</summary>
    static IReadOnlyList<Problem> Resting(Replica replica, string machine) => replica.BeginRemoval(machine, DateTimeOffset.MaxValue).Problems;
}

/// <summary>Reads what <see cref="ReplicaMove"/> must know, for the dialog and for the rule asked when it is done.</summary>
static class ReplicaMoveGathering
{
    public static async Task<ReplicaMoveFacts> MoveFactsAsync(this ConsoleDbContext database, Replica replica, ReplicationPolicy next, IReplicationLink? link, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == replica.MachineId, stop);
        var policy = await database.ReplicationPolicies.SingleAsync(row => row.Id == replica.PolicyId, stop);
        var open = await database.Failovers.AnyAsync(row => row.ReplicaId == replica.Id && row.EndedAt == null, stop)
            || await database.RehearsedMachines.AnyAsync(row => row.ReplicaId == replica.Id && database.Rehearsals.Any(rehearsal => rehearsal.Id == row.RehearsalId && rehearsal.EndedAt == null), stop);
        return new ReplicaMoveFacts(policy, next, open, (await database.FactsAsync([machine], next, link, stop))[0]);
    }
}
