using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Background.Engines;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>A blade dies under running machines, and the engines bring back what the pool promises.</summary>
public sealed class FailoverTests
{
    [Fact]
    public async Task Restart_machine_runs_on_another_host_after_its_blade_died()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var machine = await scene.RunAsync("erp", 64, HighAvailabilityPriority.Restart);
        var died = await scene.FailHostOfAsync(machine);

        await scene.GoOnAsync(TimeSpan.FromMinutes(5));

        var now = await scene.ReadAsync(machine);
        Assert.Equal(PowerState.Running, now.Power);
        Assert.NotEqual(died, now.HostId);
        Assert.Null(now.LostAt);
    }

    [Fact]
    public async Task Attempt_is_recorded_with_who_made_it()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var machine = await scene.RunAsync("erp", 64, HighAvailabilityPriority.Restart);
        await scene.FailHostOfAsync(machine);
        await scene.GoOnAsync(TimeSpan.FromMinutes(5));

        await using var database = scene.Cloud.Database();
        var attempt = await database.Activities.SingleAsync(activity => activity.Type == ActivityTypes.VirtualMachineRecover);
        Assert.Equal((ActivityState.Completed, "High availability", "erp"), (attempt.State, attempt.Actor, attempt.TargetName));
    }

    [Fact]
    public async Task Nothing_is_restarted_before_the_heartbeat_time_out_has_passed()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var machine = await scene.RunAsync("erp", 64, HighAvailabilityPriority.Restart);
        await scene.FailHostOfAsync(machine);

        await scene.GoOnAsync(HeartbeatRule.TimeOut - TimeSpan.FromSeconds(2));

        await using var database = scene.Cloud.Database();
        Assert.False(await database.Activities.AnyAsync(activity => activity.Type == ActivityTypes.VirtualMachineRecover));
        Assert.All(await database.Hosts.ToListAsync(), host => Assert.Equal(HostStatus.Connected, host.Status));
    }

    [Fact]
    public async Task Nothing_is_planned_while_another_host_is_about_to_count_as_failed()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var machine = await scene.RunAsync("erp", 64, HighAvailabilityPriority.Restart, scene.Cloud.World.HostsA[0].Id);
        await scene.FailHostOfAsync(machine);
        scene.Cloud.Clock.Advance(HeartbeatRule.TimeOut);
        await scene.Cloud.Get<HostInventoryEngine>().RunAsync(default);

        await scene.SilenceAsync(scene.Cloud.World.HostsA[1].Id, HeartbeatRule.TimeOut - HeartbeatRule.Together);
        await scene.Cloud.Get<HighAvailabilityEngine>().RunAsync(default);

        Assert.Equal(0, await scene.AttemptsAsync(machine));
    }

    [Fact]
    public async Task Nothing_is_restarted_on_a_host_that_is_silent()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var machine = await scene.RunAsync("erp", 64, HighAvailabilityPriority.Restart, scene.Cloud.World.HostsA[0].Id);
        await scene.FailHostOfAsync(machine);
        scene.Cloud.Clock.Advance(HeartbeatRule.TimeOut);
        await scene.Cloud.Get<HostInventoryEngine>().RunAsync(default);

        await scene.SilenceAsync(scene.Cloud.World.HostsA[1].Id, TimeSpan.FromSeconds(1));
        await scene.Cloud.Get<HighAvailabilityEngine>().RunAsync(default);
        await scene.Cloud.SettleAsync();

        Assert.Equal((1, PowerState.Halted), (await scene.AttemptsAsync(machine), (await scene.ReadAsync(machine)).Power));
    }

    [Fact]
    public async Task Disabled_machine_stays_down()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var machine = await scene.RunAsync("dev", 16, HighAvailabilityPriority.Disabled);
        await scene.FailHostOfAsync(machine);

        await scene.GoOnAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(PowerState.Halted, (await scene.ReadAsync(machine)).Power);
    }

    [Fact]
    public async Task Without_high_availability_of_the_pool_nothing_is_restarted()
    {
        await using var scene = await FailoverScene.CreateAsync(enabled: false);
        var machine = await scene.RunAsync("erp", 16, HighAvailabilityPriority.Restart);
        await scene.FailHostOfAsync(machine);

        await scene.GoOnAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(PowerState.Halted, (await scene.ReadAsync(machine)).Power);
    }

    [Fact]
    public async Task Best_effort_machine_without_room_is_tried_once_and_then_left()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var (lost, _) = await scene.FillAsync(HighAvailabilityPriority.BestEffort);
        await scene.FailHostOfAsync(lost);

        await scene.GoOnAsync(TimeSpan.FromMinutes(12));

        Assert.Equal(1, await scene.AttemptsAsync(lost));
        Assert.Equal(PowerState.Halted, (await scene.ReadAsync(lost)).Power);
    }

    [Fact]
    public async Task Restart_machine_without_room_is_tried_again_and_comes_back_with_the_blade()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var (lost, _) = await scene.FillAsync(HighAvailabilityPriority.Restart);
        var died = await scene.FailHostOfAsync(lost);
        await scene.GoOnAsync(TimeSpan.FromMinutes(5));
        Assert.True(await scene.AttemptsAsync(lost) >= 2);
        Assert.Equal(PowerState.Halted, (await scene.ReadAsync(lost)).Power);

        await scene.SubmitAsync(scene.Cloud.Get<RepairBlade>().SubmitAsync(new RepairBlade.Input(died), scene.Cloud.World.Caller, default));
        await scene.GoOnAsync(TimeSpan.FromMinutes(20));

        Assert.Equal((PowerState.Running, died), ((await scene.ReadAsync(lost)).Power, (await scene.ReadAsync(lost)).HostId!.Value));
    }

    [Fact]
    public async Task Machine_that_is_deleted_while_it_waits_is_not_tried_again_when_room_appears()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var (lost, _) = await scene.FillAsync(HighAvailabilityPriority.Restart);
        var died = await scene.FailHostOfAsync(lost);
        await scene.GoOnAsync(TimeSpan.FromMinutes(1));
        await scene.SubmitAsync(scene.Cloud.Get<DeleteVirtualMachine>().SubmitAsync(new DeleteVirtualMachine.Input(lost), scene.Cloud.World.Caller, default));
        var tried = await scene.AttemptsAsync(lost);

        await scene.SubmitAsync(scene.Cloud.Get<RepairBlade>().SubmitAsync(new RepairBlade.Input(died), scene.Cloud.World.Caller, default));
        await scene.GoOnAsync(TimeSpan.FromMinutes(15));

        Assert.Equal((1, 1), (tried, await scene.AttemptsAsync(lost)));
        await using var database = scene.Cloud.Database();
        Assert.False(await database.VirtualMachines.AnyAsync(machine => machine.Id == lost));
    }

    [Fact]
    public async Task Another_host_becomes_master_when_the_master_dies()
    {
        await using var scene = await FailoverScene.CreateAsync();
        await scene.SubmitAsync(scene.Cloud.Get<FailBlade>().SubmitAsync(new FailBlade.Input(scene.Cloud.World.HostsA[0].Id), scene.Cloud.World.Caller, default));
        await scene.GoOnAsync(TimeSpan.FromMinutes(2));

        await using var database = scene.Cloud.Database();
        var pool = scene.Cloud.World.PoolA.Id;
        Assert.Equal(scene.Cloud.World.HostsA[1].Id, (await database.Hosts.SingleAsync(host => host.PoolId == pool && host.IsMaster)).Id);
    }

    [Fact]
    public async Task High_availability_is_refused_with_one_connected_host()
    {
        await using var scene = await FailoverScene.CreateAsync(enabled: false);
        await scene.SubmitAsync(scene.Cloud.Get<FailBlade>().SubmitAsync(new FailBlade.Input(scene.Cloud.World.HostsA[1].Id), scene.Cloud.World.Caller, default));
        await scene.GoOnAsync(TimeSpan.FromMinutes(2));

        var refused = await scene.EnableAsync();

        Assert.Equal("High availability needs at least 2 connected hosts; clu001-az05 has 1.", Assert.Single(refused.Problems).Message);
    }

    [Fact]
    public async Task Strangers_find_neither_pool_nor_blade()
    {
        await using var scene = await FailoverScene.CreateAsync(enabled: false);
        var world = scene.Cloud.World;

        var pool = await scene.Cloud.Get<SetPoolHighAvailability>().SubmitAsync(new(world.PoolA.Id, 1, world.HeartbeatA.Id), world.Stranger, default);
        var blade = await scene.Cloud.Get<FailBlade>().SubmitAsync(new(world.HostsA[0].Id), world.Stranger, default);

        Assert.Equal(ProblemKind.NotFound, Assert.Single(pool.Problems).Kind);
        Assert.Equal(ProblemKind.NotFound, Assert.Single(blade.Problems).Kind);
        Assert.Empty((await scene.Cloud.Get<PoolQueries>().ListAsync(world.Stranger, default)).Value);
        Assert.Empty((await scene.Cloud.Get<HostQueries>().ListAsync(null, world.Stranger, default)).Value);
    }
}
