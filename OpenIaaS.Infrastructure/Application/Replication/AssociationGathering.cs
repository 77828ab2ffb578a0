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

    public static async Task<AssociationFacts> FactsAsync(this ConsoleDbContext database, VirtualMachine machine, ReplicationPolicy policy, CancellationToken stop)
    {
        var storage = await database.StorageRepositories.AsNoTracking().SingleAsync(row => row.Id == policy.TargetStorageId, stop);
        var zones = await database.Pools.Where(pool => pool.Id == storage.PoolId || pool.Id == machine.PoolId)
            .Select(pool => new { pool.Id, pool.ZoneId }).ToDictionaryAsync(pool => pool.Id, pool => pool.ZoneId, stop);
        var replicatedBy = await (
            from replica in database.Replicas
            where replica.MachineId == machine.Id
            join used in database.ReplicationPolicies on replica.PolicyId equals used.Id
            select used.Name).SingleOrDefaultAsync(stop);
        var disks = await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).Select(disk => disk.Capacity).ToListAsync(stop);
        var fullCopy = disks.Aggregate(ByteSize.Zero, (sum, size) => sum + size);
        var networks = await database.VirtualNetworks.CountAsync(network => network.PoolId == storage.PoolId && network.TenantId == machine.TenantId && !network.IsClosed, stop);
        return new AssociationFacts(
            machine.Name, zones[machine.PoolId], zones[storage.PoolId], StorageRoom.Of(storage), disks.Count, fullCopy, new ByteSize(fullCopy.Bytes / PointsAFullCopy),
            policy.Retained, networks, replicatedBy, IsReplica: machine.CopyOfId is not null);
    }
}
