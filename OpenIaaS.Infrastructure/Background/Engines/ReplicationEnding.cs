using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Ends runs: a whole copy becomes a recovery point, and only then retention takes the outdated ones away.</summary>
public sealed class ReplicationEnding(IDbContextFactory<ConsoleDbContext> databases, IBlockStorage arrays, IdSource ids, CrashPoints crash)
{
    /// <summary>What the key ends with under which the space of a copy is given back that nobody waits for. Those stay known: a node that was held up may tell of it late.</summary>
    const string Stray = "/stray";

    /// <summary>How long after space was given back its key is still known: a node that is held up for less does not give it back again.</summary>
    static readonly TimeSpan Known = TimeSpan.FromMinutes(15);

    readonly Queue<(DateTimeOffset At, string[] Keys)> released = new();

    /// <returns>How many made their point, and how many failed.</returns>
    public async Task<(int Whole, int Failed)> EndAsync(IReadOnlyCollection<EndedTransfer> ended, DateTimeOffset now, CancellationToken stop)
    {
        var (whole, failed) = (0, 0);
        foreach (var some in ended.Chunk(Batch.Most))
        {
            crash.Pass(CrashPoints.Told);
            var runs = await Batch.SaveAsync(databases, database => EndAsync(database, some, now, stop), stop);
            if (runs.Count > 0) crash.Pass(CrashPoints.Ended);
            whole += runs.Count(run => run.Reason is null);
            failed += runs.Count(run => run.Reason is not null);
        }

        return (whole, failed);
    }

    /// <summary>Gives back what was noted to be given back, by this node or by one that died before it came to that.</summary>
    public async Task ReturnAsync(DateTimeOffset now, CancellationToken stop)
    {
        while (true)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var due = await database.SpaceReturns.AsNoTracking().OrderBy(space => space.Key).Take(Batch.Most).ToListAsync(stop);
            if (due.Count == 0) return;
            await arrays.ReleaseAsync([.. due.Select(space => new SpaceRelease(space.Key, space.StorageId, space.Size))], stop);
            crash.Pass(CrashPoints.Released);
            string[] keys = [.. due.Select(space => space.Key)];
            await database.SpaceReturns.Where(space => keys.Contains(space.Key)).ExecuteDeleteAsync(stop);
            released.Enqueue((now, [.. keys.Where(key => !key.EndsWith(Stray, StringComparison.Ordinal))]));
            if (due.Count < Batch.Most) return;
        }
    }

    /// <summary>Lets the hardware forget what has been noted.</summary>
    public async Task ForgetAsync(DateTimeOffset now, CancellationToken stop)
    {
        List<string> keys = [];
        while (released.TryPeek(out var some) && some.At < now - Known) keys.AddRange(released.Dequeue().Keys);
        if (keys.Count > 0) await arrays.ForgetAsync(keys, stop);
    }

    async Task<List<ReplicationRun>> EndAsync(ConsoleDbContext database, EndedTransfer[] ended, DateTimeOffset now, CancellationToken stop)
    {
        var desk = await DeskAsync(database, [.. ended.Select(run => run.Replica)], stop);
        List<ReplicationRun> runs = [];
        List<EndedTransfer> noted = [];
        foreach (var copy in ended)
        {
            if (!desk.Runs.TryGetValue((copy.Replica, copy.BeganAt), out var run))
            {
                // Another node ended it in between, or this one is told again.
                if (copy.Task.State == HardwareTaskState.Succeeded) noted.Add(copy);
                continue;
            }

            runs.Add(run);
            if (copy.Task.State == HardwareTaskState.Succeeded) Keep(database, desk, run, Read(copy.Task), now);
            else Fail(desk, run, copy.Task.Reason ?? "The hardware gave no reason.", now);
        }

        await AddStrayAsync(database, noted, stop);
        return runs;
    }

    /// <summary>
    /// A node that was held up for long may ask for a copy when its run has been ended by another one and the hardware has forgotten it: then it
    /// is made again, and nobody waits for it. Its snapshot is younger than the end of the run, which no copy that counts can be; its space goes back.
    /// </summary>
    static async Task AddStrayAsync(ConsoleDbContext database, List<EndedTransfer> noted, CancellationToken stop)
    {
        if (noted.Count == 0) return;
        var (ids, moments) = (noted.ConvertAll(copy => copy.Replica), noted.ConvertAll(copy => copy.BeganAt));
        var over = await database.ReplicationRuns.AsNoTracking().Where(run => ids.Contains(run.ReplicaId) && moments.Contains(run.BeganAt) && run.EndedAt != null)
            .ToDictionaryAsync(run => (run.ReplicaId, run.BeganAt), stop);
        List<SpaceReturn> found =
        [
            .. from copy in noted
               let run = over.GetValueOrDefault((copy.Replica, copy.BeganAt))
               where run is not null
               let written = Read(copy.Task)
               where written.CapturedAt > run.EndedAt
               select new SpaceReturn(run.TransferKey + Stray, run.TargetStorageId, written.Size),
        ];
        if (found.Count == 0) return;
        var keys = found.ConvertAll(space => space.Key);
        var known = await database.SpaceReturns.Where(space => keys.Contains(space.Key)).Select(space => space.Key).ToListAsync(stop);
        database.SpaceReturns.AddRange(found.Where(space => !known.Contains(space.Key)));
    }

    static TransferResult Read(HardwareTask task) => JsonSerializer.Deserialize<TransferResult>(task.Result!, DomainJson.Options)!;

    void Keep(ConsoleDbContext database, Desk desk, ReplicationRun run, TransferResult transfer, DateTimeOffset now)
    {
        // The look began at a moment, and a quick copy may have been taken and ended after it; a run does not end before its snapshot.
        if (now < transfer.CapturedAt) now = transfer.CapturedAt;
        var replica = desk.Replicas[run.ReplicaId];
        var policy = desk.Policies[replica.PolicyId];
        var storage = desk.Storages[run.TargetStorageId];
        var reserved = storage.Reserve(transfer.Size);
        if (!reserved.Ok)
        {
            // Something else was promised the room while the copy was under way: the point is not kept, and its bytes go back.
            database.SpaceReturns.Add(new SpaceReturn($"{run.TransferKey}/refused", storage.Id, transfer.Size));
            Fail(desk, run, string.Join(" ", reserved.Problems), now);
            return;
        }

        var point = new RecoveryPoint(ids.Next<RecoveryPoint>(), replica.TenantId, replica.Id, transfer.CapturedAt, now, transfer.Size, transfer.IsFull, transfer.Digest);
        database.RecoveryPoints.Add(point);
        List<RecoveryPoint> points = [.. desk.Points[replica.Id], point];
        if (transfer.BaseMissing && points.Find(kept => kept.CapturedAt == run.Since) is { } gone)
        {
            // Nothing can be restored from it any more, so it is not offered any longer.
            database.SpaceReturns.Add(new SpaceReturn($"{gone.Id}/missing", storage.Id, gone.Size));
            storage.Release(gone.Size);
            database.RecoveryPoints.Remove(gone);
            points.Remove(gone);
        }

        foreach (var outdated in Retention.Outdated(points, policy.Retained))
        {
            // The point after it takes over what only the outdated one holds, so that it still shows every byte.
            var freed = points[points.IndexOf(outdated) + 1].Absorb(outdated);
            database.SpaceReturns.Add(new SpaceReturn($"{outdated.Id}/outdated", storage.Id, freed));
            storage.Release(freed);
            database.RecoveryPoints.Remove(outdated);
            points.Remove(outdated);
        }

        run.Complete(transfer, now);
        replica.Follow(policy);
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
