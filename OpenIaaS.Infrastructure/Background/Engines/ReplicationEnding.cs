using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Ends runs: a whole copy becomes a recovery point, and only then retention takes the outdated ones away.</summary>
public sealed class ReplicationEnding(IDbContextFactory<ConsoleDbContext> databases, IBlockStorage arrays, IdSource ids)
{
    /// <summary>How long after it was noted that space was given back its key is still known, whoever else may be noting it.</summary>
    static readonly TimeSpan Known = TimeSpan.FromMinutes(1);

    readonly Queue<(DateTimeOffset At, string[] Keys)> released = new();

    /// <returns>How many made their point, and how many failed.</returns>
    public async Task<(int Whole, int Failed)> EndAsync(IReadOnlyCollection<EndedTransfer> ended, DateTimeOffset now, CancellationToken stop)
    {
        var (whole, failed) = (0, 0);
        foreach (var some in ended.Chunk(Batch.Most))
        {
            var (runs, releases) = await Batch.SaveAsync(databases, database => EndAsync(database, some, now, stop), stop);
            if (releases.Count > 0) released.Enqueue((now, [.. releases.Select(release => release.Key)]));
            whole += runs.Count(run => run.Reason is null);
            failed += runs.Count(run => run.Reason is not null);
        }

        return (whole, failed);
    }

    /// <summary>Lets the hardware forget what has been noted.</summary>
    public async Task ForgetAsync(DateTimeOffset now, CancellationToken stop)
    {
        List<string> keys = [];
        while (released.TryPeek(out var some) && some.At < now - Known) keys.AddRange(released.Dequeue().Keys);
        if (keys.Count > 0) await arrays.ForgetAsync(keys, stop);
    }

    async Task<(List<ReplicationRun> Runs, List<SpaceRelease> Releases)> EndAsync(ConsoleDbContext database, EndedTransfer[] ended, DateTimeOffset now, CancellationToken stop)
    {
        var desk = await DeskAsync(database, [.. ended.Select(run => run.Replica)], stop);
        List<ReplicationRun> runs = [];
        List<SpaceRelease> releases = [];
        foreach (var (replica, beganAt, task) in ended)
        {
            // Another node may have ended it in between.
            if (!desk.Runs.TryGetValue((replica, beganAt), out var run)) continue;
            runs.Add(run);
            if (task.State == HardwareTaskState.Succeeded) Keep(database, desk, run, JsonSerializer.Deserialize<TransferResult>(task.Result!, DomainJson.Options)!, releases, now);
            else Fail(desk, run, task.Reason ?? "The hardware gave no reason.", now);
        }

        if (releases.Count > 0) await arrays.ReleaseAsync(releases, stop);
        return (runs, releases);
    }

    void Keep(ConsoleDbContext database, Desk desk, ReplicationRun run, TransferResult transfer, List<SpaceRelease> releases, DateTimeOffset now)
    {
        var replica = desk.Replicas[run.ReplicaId];
        var policy = desk.Policies[replica.PolicyId];
        var storage = desk.Storages[run.TargetStorageId];
        var reserved = storage.Reserve(transfer.Size);
        if (!reserved.Ok)
        {
            // Something else was promised the room while the copy was under way: the point is not kept, and its bytes go back.
            releases.Add(new SpaceRelease($"{run.TransferKey}/refused", storage.Id, transfer.Size));
            Fail(desk, run, string.Join(" ", reserved.Problems), now);
            return;
        }

        var point = new RecoveryPoint(ids.Next<RecoveryPoint>(), replica.TenantId, replica.Id, transfer.CapturedAt, now, transfer.Size, transfer.IsFull, transfer.Digest);
        database.RecoveryPoints.Add(point);
        List<RecoveryPoint> points = [.. desk.Points[replica.Id], point];
        foreach (var outdated in Retention.Outdated(points, policy.Retained))
        {
            // The point after it takes over what only the outdated one holds, so that it still shows every byte.
            var freed = points[points.IndexOf(outdated) + 1].Absorb(outdated);
            releases.Add(new SpaceRelease($"{outdated.Id}/outdated", storage.Id, freed));
            storage.Release(freed);
            database.RecoveryPoints.Remove(outdated);
            points.Remove(outdated);
        }

        run.Complete(transfer, now);
        replica.CompleteRun(transfer.CapturedAt, points.Aggregate(ByteSize.Zero, (sum, kept) => sum + kept.Size), policy.Interval.Every, now);
    }

    static void Fail(Desk desk, ReplicationRun run, string reason, DateTimeOffset now)
    {
        run.Fail(reason, now);
        desk.Replicas[run.ReplicaId].FailRun(reason, now);
    }

    static async Task<Desk> DeskAsync(ConsoleDbContext database, Id<Replica>[] ids, CancellationToken stop)
    {
        var runs = await database.ReplicationRuns.Where(run => ids.Contains(run.ReplicaId) && run.EndedAt == null).ToDictionaryAsync(run => (run.ReplicaId, run.BeganAt), stop);
        var replicas = await database.Replicas.Where(replica => ids.Contains(replica.Id)).ToDictionaryAsync(replica => replica.Id, stop);
        var policies = replicas.Values.Select(replica => replica.PolicyId).Distinct().ToList();
        var storages = runs.Values.Select(run => run.TargetStorageId).Distinct().ToList();
        return new Desk(
            runs, replicas,
            await database.ReplicationPolicies.AsNoTracking().Where(policy => policies.Contains(policy.Id)).ToDictionaryAsync(policy => policy.Id, stop),
            await database.StorageRepositories.Where(storage => storages.Contains(storage.Id)).ToDictionaryAsync(storage => storage.Id, stop),
            (await database.RecoveryPoints.Where(point => ids.Contains(point.ReplicaId)).OrderBy(point => point.CapturedAt).ToListAsync(stop)).ToLookup(point => point.ReplicaId));
    }

    /// <summary>Everything that ending some runs takes.</summary>
    sealed record Desk(
        Dictionary<(Id<Replica>, DateTimeOffset), ReplicationRun> Runs, Dictionary<Id<Replica>, Replica> Replicas, Dictionary<Id<ReplicationPolicy>, ReplicationPolicy> Policies,
        Dictionary<Id<StorageRepository>, StorageRepository> Storages, ILookup<Id<Replica>, RecoveryPoint> Points);
}
