using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;

namespace OpenIaaS.Tests.Replication.Recovery;

/// <summary>Handing over in good order, coming back, and staying for good.</summary>
public sealed class PlannedFailoverTests
{
    [Fact]
    public async Task A_planned_failover_copies_a_last_time_after_a_clean_shutdown_and_loses_nothing()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await world.CompleteAsync(await world.FailOverAsync(planned: true));

        var (failover, source) = (await world.FailoverAsync(), await world.SourceAsync());
        Assert.Equal((FailoverState.Running, TimeSpan.Zero), (failover.State, failover.DataLost));
        Assert.True(failover.CapturedAt >= failover.YieldedAt, $"{failover.CapturedAt} {failover.YieldedAt}");
        Assert.Equal((PowerState.Halted, PendingAction.None, false), (source.Power, source.Pending, source.WantedRunning));
        Assert.Equal(PowerState.Halted, (await world.SeenAsync(source.Id))!.Power);
        Assert.Equal(PowerState.Running, (await world.SeenAsync(failover.CopyId))!.Power);
    }

    [Theory]
    [InlineData(nameof(SimulatedWork.Restore))]
    [InlineData(nameof(SimulatedWork.Start))]
    public async Task When_the_copy_does_not_start_the_machine_is_started_again_and_it_says_so(string work)
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await world.Faults.SetAsync(Enum.Parse<SimulatedWork>(work), 1, "The hardware gave up.", default, times: 1);

        var ended = await world.EndAsync(await world.FailOverAsync(planned: true));

        Assert.Equal((ActivityState.Failed, "The hardware gave up. erp-db-01 was started again where it was; nothing changed."), (ended.State, ended.Reason));
        var source = await world.SourceAsync();
        Assert.Equal((PowerState.Running, PendingAction.None, null, true), (source.Power, source.Pending, source.CopyRunsSince, source.WantedRunning));
        Assert.Equal(PowerState.Running, (await world.SeenAsync(source.Id))!.Power);
        Assert.Null(await world.SeenAsync((await world.FailoverAsync()).CopyId));
        Assert.Equal(await world.Cloud.UsedAsync(world.World.StorageB), await world.Cloud.WrittenAsync(world.World.StorageB));
        Assert.Null((await world.ReplicaAsync()).SuspendedSince);
    }

    [Fact]
    public async Task When_the_last_copy_does_not_get_through_the_machine_runs_on()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        var before = await world.FootprintAsync();
        var accepted = await world.FailOverAsync(planned: true);
        await world.Faults.ConnectAsync(world.World.Link.Id, false, default);

        var ended = await world.EndAsync(accepted);

        Assert.Equal("The last copy did not get through: The link between the zones is down.", ended.Reason);
        Assert.Equal(before, await world.FootprintAsync());
    }

    [Fact]
    public async Task Failing_back_copies_what_changed_starts_the_machine_removes_the_copy_and_replicates_again()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await world.CompleteAsync(await world.FailOverAsync(planned: true));
        var (used, copy) = (await world.Cloud.UsedAsync(world.World.StorageB), (await world.FailoverAsync()).CopyId);
        await world.GoOnAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));

        await world.CompleteAsync(await world.FailBackAsync());

        var (failover, source) = (await world.FailoverAsync(), await world.SourceAsync());
        Assert.Equal((FailoverState.FailedBack, null), (failover.State, failover.Reason));
        Assert.Equal((PowerState.Running, PendingAction.None, null), (source.Power, source.Pending, source.CopyRunsSince));
        Assert.Equal(PowerState.Running, (await world.SeenAsync(source.Id))!.Power);
        Assert.Null(await world.SeenAsync(copy));
        Assert.Null(await world.Cloud.MachineAsync("erp-db-01-failover"));
        Assert.Equal(used - Domain.Common.ByteSize.FromGiB(20), await world.Cloud.UsedAsync(world.World.StorageB));
        Assert.Equal(await world.Cloud.UsedAsync(world.World.StorageB), await world.Cloud.WrittenAsync(world.World.StorageB));
        await world.GoOnAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        Assert.True((await world.ReplicaAsync()).LastPointAt >= failover.EndedAt);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(40)]
    [InlineData(75)]
    [InlineData(95)]
    public async Task A_process_that_dies_at_any_step_is_taken_over_and_both_ways_come_to_their_end(int seconds)
    {
        await using var world = await RecoveryWorld.CreateAsync();
        var before = await world.FootprintAsync();
        var there = await world.FailOverAsync(planned: true);
        await world.GoOnAsync(TimeSpan.FromSeconds(seconds));
        await world.DieAsync();
        await world.CompleteAsync(there);
        var back = await world.FailBackAsync();
        await world.GoOnAsync(TimeSpan.FromSeconds(seconds / 4));
        await world.DieAsync();
        await world.CompleteAsync(back);

        Assert.Equal(FailoverState.FailedBack, (await world.FailoverAsync()).State);
        Assert.Equal(before.Split('\n')[0], (await world.FootprintAsync()).Split('\n')[0]);
        Assert.Equal(await world.Cloud.UsedAsync(world.World.StorageB), await world.Cloud.WrittenAsync(world.World.StorageB));
        Assert.Equal(1, await world.Cloud.Database().VirtualMachines.CountAsync());
    }

    [Theory]
    [InlineData("link")]
    [InlineData("start")]
    public async Task A_way_back_that_fails_leaves_the_copy_running_and_can_be_tried_again(string failure)
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await world.CompleteAsync(await world.FailOverAsync(planned: true));
        if (failure == "link") await world.Faults.SetAsync(SimulatedWork.CopyBack, 1, "The link between the zones was lost.", default, times: 1);
        if (failure == "start") await world.Faults.SetAsync(SimulatedWork.Start, 1, "The domain was not built.", default, machine: "erp-db-01", times: 1);

        var ended = await world.EndAsync(await world.FailBackAsync());

        var (failover, source) = (await world.FailoverAsync(), await world.SourceAsync());
        Assert.Equal(ActivityState.Failed, ended.State);
        Assert.Equal((FailoverState.Running, ended.Reason), (failover.State, failover.Reason));
        Assert.Equal((PowerState.Running, PowerState.Halted), ((await world.SeenAsync(failover.CopyId))!.Power, (await world.SeenAsync(source.Id))!.Power));
        Assert.Equal((PendingAction.None, true), (source.Pending, source.CopyRunsSince is not null));
        await world.CompleteAsync(await world.FailBackAsync());
    }

    [Fact]
    public async Task A_copy_that_is_kept_is_a_machine_of_its_own_and_the_replica_goes()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await world.CompleteAsync(await world.FailOverAsync(planned: true));
        var failover = await world.FailoverAsync();

        await world.CompleteAsync(await world.Cloud.Get<KeepCopy>().SubmitAsync(new KeepCopy.Input(failover.Id), world.World.Caller, default));

        Assert.Equal(FailoverState.Kept, (await world.FailoverAsync()).State);
        Assert.Null((await world.Cloud.MachineAsync(failover.CopyId)).CopyOfId);
        var source = await world.SourceAsync();
        Assert.Equal((PowerState.Halted, null), (source.Power, source.CopyRunsSince));
        Assert.True(source.CanStart(1).Ok);
        Assert.Equal(Domain.Common.ByteSize.FromGiB(20), await world.Cloud.UsedAsync(world.World.StorageB));
        Assert.Equal(Domain.Common.ByteSize.FromGiB(20), await world.Cloud.WrittenAsync(world.World.StorageB));
    }
}
