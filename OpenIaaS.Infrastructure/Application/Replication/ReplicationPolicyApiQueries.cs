using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>Replication policies as the API tells of them.</summary>
public sealed class ReplicationPolicyApiQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="LastRun">The newest run of a machine it replicates, or of the one asked for; null before the first one.</param>
    public sealed record Row(
        Id<ReplicationPolicy> Id, string Name, ReplicationInterval Interval, Id<StorageRepository> StorageId, string Storage, Id<Pool> PoolId, string Pool, Id<AvailabilityZone> ZoneId,
        string Zone, Run? LastRun);

    /// <param name="EndedAt">Null while it copies.</param>
    /// <param name="Failed">Whether nothing of it was kept.</param>
    public sealed record Run(DateTimeOffset BeganAt, DateTimeOffset? EndedAt, bool Failed);

    /// <summary>All of them, by name.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await ReadAsync(database, database.VisibleTo<ReplicationPolicy>(caller), database.VisibleTo<Replica>(caller), stop);
    }

    public async Task<Result<Row>> FindAsync(Id<ReplicationPolicy> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await ReadAsync(database, database.VisibleTo<ReplicationPolicy>(caller).Where(policy => policy.Id == id), database.VisibleTo<Replica>(caller), stop);
        return rows is [var row] ? row : Problem.NotFound("replication policy", id);
    }

    /// <summary>The policy that replicates a machine.</summary>
    public async Task<Result<Row>> OfMachineAsync(Id<VirtualMachine> machine, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (!await database.VisibleTo<VirtualMachine>(caller).AnyAsync(known => known.Id == machine, stop)) return Problem.NotFound(MachineTarget.Noun, machine);
        var replicas = database.VisibleTo<Replica>(caller).Where(replica => replica.MachineId == machine);
        var rows = await ReadAsync(database, database.VisibleTo<ReplicationPolicy>(caller).Where(policy => replicas.Any(replica => replica.PolicyId == policy.Id)), replicas, stop);
        return rows is [var row] ? row : Problem.NotFound("replication of the virtual machine", machine);
    }

    static async Task<List<Row>> ReadAsync(ConsoleDbContext database, IQueryable<ReplicationPolicy> policies, IQueryable<Replica> replicas, CancellationToken stop)
    {
        var found = await (
            from policy in policies.AsNoTracking()
            join storage in database.StorageRepositories on policy.TargetStorageId equals storage.Id
            join pool in database.Pools on storage.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby policy.NameKey
            // A replica knows when its newest run was; all runs of a month would be millions of rows.
            let newest = replicas.Where(replica => replica.PolicyId == policy.Id && (replica.RunningSince != null || replica.LastEndedAt != null))
                .OrderByDescending(replica => replica.RunningSince != null).ThenByDescending(replica => replica.RunningSince).ThenByDescending(replica => replica.LastEndedAt)
                .Select(replica => (Id<Replica>?)replica.Id).FirstOrDefault()
            select new { Policy = policy, StorageId = storage.Id, Storage = storage.Name, PoolId = pool.Id, Pool = pool.Name, ZoneId = zone.Id, Zone = zone.Name, Newest = newest }).ToListAsync(stop);
        var runs = await NewestRunsAsync(database, [.. found.Where(row => row.Newest is not null).Select(row => row.Newest!.Value)], stop);
        return found.ConvertAll(row => new Row(
            row.Policy.Id, row.Policy.Name, row.Policy.Interval, row.StorageId, row.Storage, row.PoolId, row.Pool, row.ZoneId, row.Zone,
            row.Newest is { } replica ? runs.GetValueOrDefault(replica) : null));
    }

    static async Task<Dictionary<Id<Replica>, Run>> NewestRunsAsync(ConsoleDbContext database, List<Id<Replica>> replicas, CancellationToken stop) =>
        replicas.Count == 0 ? [] : await database.ReplicationRuns
            .Where(run => replicas.Contains(run.ReplicaId) && run.BeganAt == database.ReplicationRuns.Where(other => other.ReplicaId == run.ReplicaId).Max(other => other.BeganAt))
            .Select(run => new { run.ReplicaId, Run = new Run(run.BeganAt, run.EndedAt, run.Reason != null) }).ToDictionaryAsync(run => run.ReplicaId, run => run.Run, stop);
}
