using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;

namespace OpenIaaS.Tests.Replication.Recovery;

public sealed class FailoverTests
{
    [Fact]
    public async Task An_unplanned_failover_starts_the_newest_point_in_the_target_pool_and_says_what_it_cost()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        var (ordered, point) = (world.Now, (await world.ReplicaAsync()).LastPointAt);

        var ended = await world.CompleteAsync(await world.FailOverAsync(knows: true));

        var failover = await world.FailoverAsync();
        var copy = await world.Cloud.MachineAsync(failover.CopyId);
        Assert.Equal((FailoverState.Running, point, ordered), (failover.State, failover.CapturedAt, failover.OrderedAt));
        Assert.Equal(failover.CopyId.ToString(), ended.Outcome);
        Assert.Equal(ordered - point, failover.DataLost);
        Assert.InRange(failover.RecoveryTime!.Value.TotalSeconds, 30, 120);
        Assert.Equal(("erp-db-01-failover", world.World.PoolB.Id, PowerState.Running, PendingAction.None), (copy.Name, copy.PoolId, copy.Power, copy.Pending));
        Assert.Equal((2, ByteSize.FromGiB(4), HighAvailabilityPriority.Restart, 7, "erp"), (copy.VirtualCpus, copy.Memory, copy.HighAvailability, copy.StartOrder, Assert.Single(copy.Tags)));
        Assert.Equal((PowerState.Running, true), ((await world.SeenAsync(copy.Id))!.Power, (await world.SeenAsync(copy.Id))!.Tools.ManagementAgent));
    }

    [Fact]
    public async Task The_copy_has_its_disks_on_the_target_the_same_network_there_and_the_policy_of_the_same_name()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        var before = await world.Cloud.UsedAsync(world.World.StorageB);

        await world.CompleteAsync(await world.FailOverAsync(knows: true));

        await using var database = world.Cloud.Database();
        var copy = (await world.FailoverAsync()).CopyId;
        var disk = await database.VirtualDisks.SingleAsync(row => row.MachineId == copy);
        Assert.Equal((world.World.StorageB.Id, ByteSize.FromGiB(20)), (disk.StorageRepositoryId, disk.Capacity));
        Assert.Equal(before + ByteSize.FromGiB(20), await world.Cloud.UsedAsync(world.World.StorageB));
        Assert.Equal(await world.Cloud.UsedAsync(world.World.StorageB), await world.Cloud.WrittenAsync(world.World.StorageB));
        var adapters = await database.NetworkAdapters.OrderBy(row => row.MachineId == copy).ToListAsync();
        Assert.Equal((world.World.NetworkB.Id, true), (adapters[1].NetworkId, adapters[1].IsConnected));
        Assert.NotEqual(adapters[0].MacAddress, adapters[1].MacAddress);
        var policy = await database.BackupAssignments.Where(row => row.MachineId == copy).Join(database.BackupPolicies, row => row.PolicyId, row => row.Id, (_, row) => row).SingleAsync();
        Assert.Equal((world.World.Daily.Name, world.World.ZoneB.Id), (policy.Name, policy.ZoneId));
    }

    [Fact]
    public async Task On_request_the_copy_keeps_the_MAC_addresses()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await world.CompleteAsync(await world.FailOverAsync(knows: true, keepsMac: true));

        await using var database = world.Cloud.Database();
        Assert.Single(await database.NetworkAdapters.Select(row => row.MacAddress).Distinct().ToListAsync());
    }

    [Fact]
    public async Task While_it_runs_replication_rests_the_point_stays_and_the_machine_is_neither_started_nor_deleted()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await world.CompleteAsync(await world.FailOverAsync(knows: true));
        await world.CompleteAsync(await world.Cloud.Get<StopVirtualMachine>().SubmitAsync(new StopVirtualMachine.Input(world.Machine), world.World.Caller, default));
        var failover = await world.FailoverAsync();

        await world.GoOnAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

        await using var database = world.Cloud.Database();
        Assert.Equal((failover.PointId, 1), ((await database.RecoveryPoints.SingleAsync()).Id, (await database.RecoveryPoints.SingleAsync()).Uses));
        Assert.Null((await database.ReplicationSuspensions.SingleAsync()).Until);
        PowerTests.Refused("vm.copy-runs", await world.Cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(world.Machine), world.World.Caller, default));
        Assert.Equal(["vm.copy-runs", "replica.suspended"], (await world.Cloud.Get<DeleteVirtualMachine>().SubmitAsync(new DeleteVirtualMachine.Input(world.Machine, WithReplica: true), world.World.Caller, default)).Problems.Select(problem => problem.Code));
        PowerTests.Refused("replica.suspended", await world.Cloud.Get<DissociateReplication>().SubmitAsync(new DissociateReplication.Input(world.Machine), world.World.Caller, default));
        PowerTests.Refused("replica.suspended", await world.FailOverAsync(knows: true));
    }

    [Fact]
    public async Task While_the_machine_runs_whoever_fails_it_over_must_say_that_they_know()
    {
        await using var world = await RecoveryWorld.CreateAsync();

        var refused = await world.FailOverAsync();

        Assert.Equal(
            "erp-db-01 still runs, as far as is known: two of it would answer on one network. Shut it down, choose a planned failover, or say that you know.", Assert.Single(refused.Problems).Message);
    }

    [Fact]
    public async Task Only_whoever_may_recover_fails_over()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        PowerTests.Refused("permission.missing", await world.FailOverAsync(knows: true, caller: world.World.With(Permission.All.Where(permission => permission != Permission.ReplicationRecover))));
        Assert.True((await world.FailOverAsync(knows: true, caller: world.World.With(Permission.ReplicationRecover))).Ok);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("hosts")]
    [InlineData("restore")]
    [InlineData("start")]
    public async Task Whatever_fails_leaves_nothing_of_the_copy_and_replication_goes_on(string failure)
    {
        await using var world = await RecoveryWorld.CreateAsync();
        var before = await world.FootprintAsync();
        var accepted = await world.FailOverAsync(knows: true);
        if (failure == "full") await world.Faults.FillAsync(world.World.StorageB.Id, default);
        if (failure == "hosts")
            foreach (var host in world.World.HostsB) await world.Cloud.Get<IBladeFabric>().FailAsync(host.Id, default);
        if (failure == "restore") await world.Faults.SetAsync(SimulatedWork.Restore, 1, "The array gave up.", default, times: 1);
        if (failure == "start") await world.Faults.SetAsync(SimulatedWork.Start, 1, "The domain was not built.", default, times: 1);

        var ended = await world.EndAsync(accepted);

        if (failure == "full") await world.Faults.DrainAsync(world.World.StorageB.Id, default);
        Assert.Equal(ActivityState.Failed, ended.State);
        Assert.Equal(before, await world.FootprintAsync());
        var failover = await world.FailoverAsync();
        Assert.Equal((FailoverState.Failed, ended.Reason), (failover.State, failover.Reason));
        var replica = await world.ReplicaAsync();
        Assert.Null(replica.SuspendedSince);
        Assert.Equal(failover.EndedAt, replica.NextRunAt);
        await using var database = world.Cloud.Database();
        Assert.NotNull((await database.ReplicationSuspensions.SingleAsync()).Until);
    }

    [Fact]
    public async Task A_machine_that_was_lost_with_its_host_is_not_restarted_there_once_its_copy_takes_over()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await using (var database = world.Cloud.Database())
        {
            (await database.VirtualMachines.SingleAsync()).Lose(world.Now);
            await database.SaveChangesAsync();
        }

        var lost = world.Now;
        await world.GoOnAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20));
        await world.CompleteAsync(await world.FailOverAsync());

        var (failover, source) = (await world.FailoverAsync(), await world.SourceAsync());
        Assert.Equal(lost - failover.CapturedAt, failover.DataLost);
        Assert.Equal((null, false), (source.LostAt, source.WantedRunning));
        Assert.Equal("ha.not-lost", Assert.Single(source.BeginRecovery(null, world.Now).Problems).Code);
    }
}
