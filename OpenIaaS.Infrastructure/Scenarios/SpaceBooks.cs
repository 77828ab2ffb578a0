using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>
/// A replica has no more points than its policy keeps, and says what they take (I7). What a storage says is used is what lies on it, for the
/// console and for the array, and never more than it has (I9). At a complete look every disk and point is added up; after copies alone the
/// points of the replicas concerned are, and the storages from what their replicas say: it costs what happened, not what there is.
/// </summary>
sealed class SpaceBooks
{
    Dictionary<string, long> disks = [];
    DateTimeOffset seen = DateTimeOffset.MinValue;

    /// <returns>What does not add up, in a sentence that begins with the name of the invariant, or null.</returns>
    public async Task<string?> BrokenAsync(ConsoleDbContext database, DateTimeOffset now, bool complete, CancellationToken stop)
    {
        var since = complete ? DateTimeOffset.MinValue : seen;
        seen = now;
        if (await PointsAsync(database, since, stop) is { } wrong) return wrong;
        var moving = await MovingAsync(database, stop);
        if (!complete) return First(await CopiedAsync(database, now, stop), moving, storage => disks.GetValueOrDefault(storage.Id) + storage.Replicated);
        disks = await database.Database.SqlQuery<Sum>(
            $"""
            SELECT Storage, SUM(Size) AS Bytes FROM (
                SELECT StorageRepositoryId AS Storage, Capacity AS Size FROM VirtualDisks
                UNION ALL SELECT MovesToId, Capacity FROM VirtualDisks WHERE MovesToId IS NOT NULL
                UNION ALL SELECT StorageRepositoryId, Size FROM SnapshotDisks) GROUP BY Storage
            """).ToDictionaryAsync(sum => sum.Storage, sum => sum.Bytes, stop);
        var points = await database.Database.SqlQuery<Sum>(
            $"""
            SELECT policy.TargetStorageId AS Storage, SUM(point.Size) AS Bytes FROM ReplicationPolicies policy
            JOIN Replicas replica ON replica.PolicyId = policy.Id JOIN RecoveryPoints point ON point.ReplicaId = replica.Id GROUP BY policy.TargetStorageId
            """).ToDictionaryAsync(sum => sum.Storage, sum => sum.Bytes, stop);
        return First(await CopiedAsync(database, now, stop), moving, storage => disks.GetValueOrDefault(storage.Id) + points.GetValueOrDefault(storage.Id));
    }

    static async Task<string?> PointsAsync(ConsoleDbContext database, DateTimeOffset since, CancellationToken stop)
    {
        var wrong = await database.Database.SqlQuery<Points>(
            $"""
            SELECT machine.Name AS Machine, policy.Name AS Policy, policy.Retained, replica.Size AS Said, COUNT(point.Id) AS Count, COALESCE(SUM(point.Size), 0) AS Bytes
            FROM (SELECT +ReplicaId AS ReplicaId FROM ReplicationRuns WHERE EndedAt >= {since.UtcTicks} UNION SELECT Id FROM Replicas WHERE {since.UtcTicks} = 0) touched
            CROSS JOIN Replicas replica ON replica.Id = touched.ReplicaId CROSS JOIN ReplicationPolicies policy ON policy.Id = replica.PolicyId
            CROSS JOIN VirtualMachines machine ON machine.Id = replica.MachineId LEFT JOIN RecoveryPoints point ON point.ReplicaId = replica.Id
            GROUP BY replica.Id HAVING COUNT(point.Id) > policy.Retained + 1 OR COALESCE(SUM(point.Size), 0) <> replica.Size LIMIT 1
            """).ToListAsync(stop);
        return wrong switch
        {
            [var points] when points.Count > points.Retained + 1 => $"I7: {points.Machine} has {points.Count} recovery points; {points.Policy} keeps {points.Retained}.",
            [var points] => $"I9: the replica of {points.Machine} says {points.Said} bytes, and its points take {points.Bytes}.",
            _ => null,
        };
    }

    /// <summary>Every storage, what its replicas say they take, and what copies under way or not noted yet have taken.</summary>
    static Task<List<Storage>> CopiedAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop) => database.Database.SqlQuery<Storage>(
        $"""
        SELECT storage.Id, storage.Name, storage.Capacity, storage.Used, volume.Used AS OnArray, volume.Filling, COALESCE(replicated.Bytes, 0) AS Replicated, COALESCE(copied.Bytes, 0) AS Copied
        FROM StorageRepositories storage JOIN SimulatedVolumes volume ON volume.Id = storage.Id
        LEFT JOIN (SELECT policy.TargetStorageId AS Id, SUM(replica.Size) AS Bytes FROM ReplicationPolicies policy JOIN Replicas replica ON replica.PolicyId = policy.Id GROUP BY policy.TargetStorageId) replicated ON replicated.Id = storage.Id
        LEFT JOIN (SELECT VolumeId AS Id, SUM(Size) AS Bytes FROM (
            SELECT VolumeId, Size FROM SimulatedTasks WHERE Work = 'Transfer' AND EndsAt > {now.UtcTicks}
            UNION ALL SELECT VolumeId, Size FROM SimulatedTasks WHERE NOT Settled AND EndsAt <= {now.UtcTicks} AND Work = 'Transfer'
            UNION ALL SELECT task.VolumeId, task.Size FROM ReplicationRuns run CROSS JOIN SimulatedTasks task ON task."Key" = lower(run.ReplicaId) || '/' || run.BeganAt
                WHERE run.EndedAt IS NULL AND run.ExpectedAt <= {now.UtcTicks} AND task.EndsAt <= {now.UtcTicks} AND task.Settled AND task.Succeeds) GROUP BY VolumeId) copied ON copied.Id = storage.Id
        """).ToListAsync(stop);

    /// <summary>
    /// What the console counts and an array does not: disks at one end of a move that has ended, or was not begun, while that is not noted yet; and those of a copy that is to take over
    /// and whose point is still being made, for which the room is kept.
    /// </summary>
    static async Task<ILookup<string, long>> MovingAsync(ConsoleDbContext database, CancellationToken stop)
    {
        var kept = await (
            from failover in database.Failovers
            where failover.EndedAt == null && failover.StartedAt == null && !database.Set<SimulatedMachine>().Any(machine => machine.Id == failover.CopyId)
            join disk in database.VirtualDisks on (Id<VirtualMachine>?)failover.CopyId equals disk.MachineId
            select new { disk.StorageRepositoryId, disk.Capacity }).ToListAsync(stop);
        var disks = await database.VirtualDisks.Where(disk => disk.MovesToId != null && disk.MachineId != null).ToListAsync(stop);
        var machines = disks.Select(disk => disk.MachineId!.Value).Distinct().ToList();
        var known = machines.Count == 0 ? [] : await database.Set<SimulatedMachine>().Where(machine => machines.Contains(machine.Id)).ToDictionaryAsync(machine => machine.Id, stop);
        var work = machines.Count == 0 ? [] : await database.Set<SimulatedTask>()
            .Where(task => !task.Settled && (task.Work == SimulatedWork.Relocate || task.Work == SimulatedWork.MoveDisk)).ToListAsync(stop);
        return disks.Where(disk => !work.Exists(task => task.MachineId == disk.MachineId && (task.DiskId is null || task.DiskId == disk.Id)))
            .Select(disk => (Storage: Text(known[disk.MachineId!.Value].Disks.Single(there => there.Id == disk.Id).Storage == disk.MovesToId ? disk.StorageRepositoryId : disk.MovesToId!.Value), disk.Capacity.Bytes))
            .Concat(kept.Select(disk => (Text(disk.StorageRepositoryId), disk.Capacity.Bytes))).ToLookup(size => size.Item1, size => size.Bytes);
    }

    /// <summary>An identity as the tables hold it.</summary>
    static string Text(Id<StorageRepository> storage) => storage.Value.ToString().ToUpperInvariant();

    static string? First(List<Storage> storages, ILookup<string, long> moving, Func<Storage, long> laid)
    {
        foreach (var storage in storages)
        {
            var on = laid(storage);
            if (storage.Used != on || storage.OnArray != on - moving[storage.Id].Sum() + storage.Copied + storage.Filling || storage.Used > storage.Capacity || storage.OnArray > storage.Capacity)
                return $"I9: {storage.Name} has {storage.Capacity} bytes; {storage.Used} are marked as used, {on} lie on it, {storage.Copied} more are being copied, {storage.Filling} fill it up, and its array counts {storage.OnArray}.";
        }

        return null;
    }

    sealed record Points(string Machine, string Policy, long Retained, long Said, long Count, long Bytes);

    sealed record Sum(string Storage, long Bytes);

    sealed record Storage(string Id, string Name, long Capacity, long Used, long OnArray, long Filling, long Replicated, long Copied);
}
