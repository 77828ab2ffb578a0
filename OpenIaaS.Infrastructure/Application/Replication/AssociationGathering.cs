using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>Reads what <see cref="AssociationCheck"/> must know, for the list shown before and for the rule asked when it is done.</summary>
static class AssociationGathering
{
    /// <summary>Before the first runs nobody knows how much a machine writes: a fortieth of its disks a point is asked for.</summary>
    const int PointsAFullCopy = 40;

    public static async Task<AssociationFacts> FactsAsync(this ConsoleDbContext database, VirtualMachine machine, ReplicationPolicy policy, CancellationToken stop) =>
        (await database.FactsAsync([machine], policy, null, stop))[0];

    /// <summary>What is known of each machine, in their order: a fixed number of questions, however many they are.</summary>
    /// <param name="link">Tells whose snapshots freeze; left out where only refusals count.</param>
    public static async Task<IReadOnlyList<AssociationFacts>> FactsAsync(
        this ConsoleDbContext database, IReadOnlyList<VirtualMachine> machines, ReplicationPolicy policy, IReplicationLink? link, CancellationToken stop)
    {
        if (machines.Count == 0) return [];
        var storage = await database.StorageRepositories.AsNoTracking().SingleAsync(row => row.Id == policy.TargetStorageId, stop);
        var (ids, pools) = (machines.Select(machine => machine.Id).ToList(), machines.Select(machine => machine.PoolId).Append(storage.PoolId).Distinct().ToList());
        var zones = await database.Pools.Where(pool => pools.Contains(pool.Id)).Select(pool => new { pool.Id, pool.ZoneId }).ToDictionaryAsync(pool => pool.Id, pool => pool.ZoneId, stop);
        var replicatedBy = await database.Replicas.Where(replica => ids.Contains(replica.MachineId))
            .Join(database.ReplicationPolicies, replica => replica.PolicyId, used => used.Id, (replica, used) => new { replica.MachineId, used.Name }).ToDictionaryAsync(used => used.MachineId, used => used.Name, stop);
        var disks = (await database.VirtualDisks.Where(disk => disk.MachineId != null && ids.Contains(disk.MachineId.Value)).Select(disk => new { Machine = disk.MachineId!.Value, disk.Capacity }).ToListAsync(stop)).ToLookup(disk => disk.Machine, disk => disk.Capacity);
        var known = await database.VirtualNetworks.Where(network => network.PoolId == storage.PoolId && network.TenantId == policy.TenantId && !network.IsClosed).Select(network => network.Name).ToListAsync(stop);
        var on = (await database.NetworkAdapters.Where(adapter => ids.Contains(adapter.MachineId))
            .Join(database.VirtualNetworks, adapter => adapter.NetworkId, network => network.Id, (adapter, network) => new { adapter.MachineId, network.Name }).ToListAsync(stop)).ToLookup(network => network.MachineId, network => network.Name);
        var promised = await database.PromisedAsync(storage.Id, stop);
        var freezing = link is null ? null : await link.FreezingAsync(ids, stop);
        return
        [
            .. machines.Select(machine =>
            {
                var full = Sum(disks[machine.Id]);
                return new AssociationFacts(
                    machine.Name, zones[machine.PoolId], zones[storage.PoolId], StorageRoom.Of(storage), disks[machine.Id].Count(), full, EachPoint(full), policy.Retained, known.Count,
                    replicatedBy.GetValueOrDefault(machine.Id), IsReplica: machine.CopyOfId is not null)
                {
                    Promised = promised, MissingNetworks = [.. on[machine.Id].Except(known).Order(StringComparer.OrdinalIgnoreCase)], Freezing = freezing?.GetValueOrDefault(machine.Id),
                };
            }),
        ];
    }

    /// <summary>What the first copies take that have not come yet, with the points that are kept.</summary>
    static async Task<ByteSize> PromisedAsync(this ConsoleDbContext database, Id<StorageRepository> storage, CancellationToken stop)
    {
        var coming = await (
            from replica in database.Replicas
            where replica.LastPointAt == null && replica.EndingSince == null
            join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
            where policy.TargetStorageId == storage
            join disk in database.VirtualDisks on replica.MachineId equals disk.MachineId
            select new { replica.Id, disk.Capacity, policy.Retained }).ToListAsync(stop);
        return Sum(coming.GroupBy(disk => (disk.Id, disk.Retained)).Select(copy =>
        {
            var full = Sum(copy.Select(disk => disk.Capacity));
            return full + (EachPoint(full) * copy.Key.Retained);
        }));
    }

    static ByteSize EachPoint(ByteSize full) => new(full.Bytes / PointsAFullCopy);

    static ByteSize Sum(IEnumerable<ByteSize> sizes) => sizes.Aggregate(ByteSize.Zero, (sum, size) => sum + size);
}
