using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Tests.Replication;

/// <summary>"Replication does not replace a full backup strategy": a replicated machine without a real backup policy is an alarm; nobackup is none.</summary>
public sealed class NotBackedUpTests
{
    [Fact]
    public async Task A_replica_says_whether_backups_are_made_and_nobackup_makes_none()
    {
        await using var world = await ThreeAsync();

        Assert.Equal([("daily", true), ("nobackup", false), ("without", false)], await ListAsync(world, new ReplicaFilter()));
        Assert.Equal([("nobackup", false), ("without", false)], await ListAsync(world, new ReplicaFilter(NotBackedUp: true)));
        Assert.Equal(2, (await world.Cloud.Get<ReplicaQueries>().CountsAsync(world.Cloud.World.Caller, default)).Value.NotBackedUp);
    }

    [Fact]
    public async Task The_dashboard_raises_an_alarm_and_none_when_every_machine_is_backed_up()
    {
        await using var world = await ThreeAsync();
        var alarm = Assert.Single((await world.Cloud.Get<DashboardQueries>().ReadAsync(world.Cloud.World.Caller, default)).Value.Alarms, alarm => alarm.Kind == DashboardAlarmKind.ReplicasNotBackedUp);
        Assert.Equal(2, alarm.Count);

        await using (var database = world.Cloud.Database()) await database.Replicas.Where(replica => !ReplicaIds(database).Contains(replica.MachineId)).ExecuteDeleteAsync();
        Assert.DoesNotContain((await world.Cloud.Get<DashboardQueries>().ReadAsync(world.Cloud.World.Caller, default)).Value.Alarms, alarm => alarm.Kind == DashboardAlarmKind.ReplicasNotBackedUp);
    }

    [Fact]
    public async Task Who_may_not_see_backups_is_not_told_and_cannot_ask()
    {
        await using var world = await ThreeAsync();
        var caller = world.Cloud.World.With(Permission.ComputeRead);
        var replicas = world.Cloud.Get<ReplicaQueries>();

        Assert.All((await replicas.ListAsync(new ReplicaFilter(), new TableQuery(0, 10, null, false), caller, default)).Value.Rows, row => Assert.Null(row.BackedUp));
        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await replicas.ListAsync(new ReplicaFilter(NotBackedUp: true), new TableQuery(0, 10, null, false), caller, default)).Problems).Kind);
        Assert.Equal(ProblemKind.Forbidden, Assert.Single(replicas.Stream(new ReplicaFilter(NotBackedUp: true), null, false, caller).Problems).Kind);
        Assert.Null((await replicas.CountsAsync(caller, default)).Value.NotBackedUp);
    }

    static IQueryable<Id<VirtualMachine>> ReplicaIds(Infrastructure.Persistence.ConsoleDbContext database) =>
        database.VirtualMachines.Where(machine => machine.Name == "daily").Select(machine => machine.Id);

    static async Task<List<(string, bool?)>> ListAsync(ReplicationWorld world, ReplicaFilter filter) =>
        [.. (await world.Cloud.Get<ReplicaQueries>().ListAsync(filter, new TableQuery(0, 10, "machine", false), world.Cloud.World.Caller, default)).Value.Rows.Select(row => (row.Machine, row.BackedUp))];

    /// <summary>Three replicated machines: with a policy that runs, with nobackup, and with none.</summary>
    static async Task<ReplicationWorld> ThreeAsync()
    {
        var world = await ReplicationWorld.CreateAsync();
        var (policy, ids, zone) = (await world.PolicyAsync(), world.Cloud.Get<IdSource>(), world.Cloud.World.ZoneA.Id);
        await using var database = world.Cloud.Database();
        foreach (var (name, schedule) in new[] { ("daily", "0 22 * * *"), ("nobackup", ""), ("without", null) })
        {
            var machine = await world.MachineAsync(name);
            await world.Cloud.CompleteAsync(await world.AssociateAsync(machine, policy));
            if (schedule is null) continue;
            var kept = new BackupPolicy(ids.Next<BackupPolicy>(), machine.TenantId, zone, "of-" + name, schedule, new BackupRetention(7, 0, 0));
            database.AddRange(kept, new BackupAssignment(machine.TenantId, machine.Id, kept.Id));
        }

        await database.SaveChangesAsync();
        return world;
    }
}
