using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Tests.Replication;

/// <summary>A fleet of replicas in every status, put into the database at once.</summary>
static class ManyReplicas
{
    public static async Task AddAsync(ReplicationWorld world, int count)
    {
        var (ids, now) = (world.Cloud.Get<IdSource>(), world.Cloud.Clock.GetUtcNow());
        var every = TimeSpan.FromMinutes(15);
        var policy = await world.PolicyAsync();
        await using var database = world.Cloud.Database();
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        for (var number = 0; number < count; number++)
        {
            var machine = new VirtualMachine(
                ids.Next<VirtualMachine>(), world.Cloud.World.Tenant.Id, world.Cloud.World.PoolA.Id, $"machine-{number:00000}", "Debian 12", 1, 1,
                ByteSize.FromGiB(1), Firmware.Uefi, now);
            var replica = new Replica(ids.Next<Replica>(), machine.TenantId, machine.Id, policy, every, now);
            var captured = now - TimeSpan.FromMinutes(number % 60);
            replica.CompleteRun(captured, ByteSize.FromGiB(20), every, now);
            database.Add(machine);
            database.Add(replica);
            database.Add(new RecoveryPoint(ids.Next<RecoveryPoint>(), machine.TenantId, replica.Id, captured, now, ByteSize.FromGiB(20), true));
        }

        await database.SaveChangesAsync();
    }
}
