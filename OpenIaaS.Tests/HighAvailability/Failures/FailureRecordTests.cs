using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Background.Engines;

namespace OpenIaaS.Tests.HighAvailability.Failures;

/// <summary>What is written of a failure while the engines deal with it.</summary>
public sealed class FailureRecordTests
{
    [Fact]
    public async Task Failure_is_recorded_with_what_was_foreseen_and_what_came()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var machine = await scene.RunAsync("erp", 64, HighAvailabilityPriority.Restart);
        var before = scene.Cloud.Clock.GetUtcNow();
        var died = await scene.FailHostOfAsync(machine);

        await scene.GoOnAsync(TimeSpan.FromMinutes(5));

        var view = await OnlyAsync(scene);
        var host = Assert.Single(view.Hosts);
        Assert.Equal((died, true, "clu001-az05"), (host.HostId, view.Row.Failure.WasEnabled, view.Row.Failure.Pool));
        Assert.True(host.SilentSince >= before && host.FencedAt <= host.FailedAt && host.FailedAt - host.SilentSince >= HeartbeatRule.TimeOut);
        Assert.NotNull(host.Cause);
        var lost = Assert.Single(view.Machines);
        Assert.Equal(("erp", host.Name, LossState.Runs, Fate.Restarts, true), (lost.Machine.Name, lost.Machine.Host, lost.Machine.State, lost.Machine.Foreseen!.Value, lost.Machine.CameTrue!.Value));
        Assert.Equal(lost.Machine.ForeseenHost, lost.Machine.RunsOn);
        Assert.Equal(lost.Machine.SettledAt, view.Row.Measure.EndedAt);
        Assert.Equal(lost.Machine.SettledAt - host.FencedAt, view.Row.Measure.Lost);
        // The engines look each second; the estimate knows the time-out and a usual boot.
        Assert.InRange((lost.Machine.BackAfter!.Value - lost.Machine.ForeseenAfter!.Value).TotalSeconds, -30, 60);
    }

    [Fact]
    public async Task Every_attempt_stands_in_the_record_with_the_sequence_numbers_of_its_activities()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var (lost, _) = await scene.FillAsync(HighAvailabilityPriority.Restart);
        var died = await scene.FailHostOfAsync(lost);
        await scene.GoOnAsync(TimeSpan.FromMinutes(7));
        Assert.Null((await OnlyAsync(scene)).Row.Measure.EndedAt);
        await scene.SubmitAsync(scene.Cloud.Get<RepairBlade>().SubmitAsync(new RepairBlade.Input(died), scene.Cloud.World.Caller, default));
        await scene.GoOnAsync(TimeSpan.FromMinutes(20));

        var view = await OnlyAsync(scene);
        var machine = Assert.Single(view.Machines);
        await using var database = scene.Cloud.Database();
        var tries = await database.Activities.Where(activity => activity.Type == ActivityTypes.VirtualMachineRecover && activity.TargetId == lost.Value).OrderBy(activity => activity.Sequence).ToListAsync();
        Assert.Equal((Fate.Waits, true, tries.Count), (machine.Machine.Foreseen!.Value, machine.Machine.CameTrue!.Value, machine.Machine.Attempts));
        Assert.Equal((2, tries.Count), (machine.Attempts.Count, machine.Attempts.Sum(row => row.Count)));
        Assert.Equal((tries[0].Sequence, tries[^2].Sequence, null, false, tries[0].Reason), (machine.Attempts[0].FirstSequence, machine.Attempts[0].LastSequence, machine.Attempts[0].Host, machine.Attempts[0].Succeeded, machine.Attempts[0].Reason));
        Assert.Equal((tries[^1].Sequence, view.Hosts[0].Name, true), (machine.Attempts[1].FirstSequence, machine.Attempts[1].Host, machine.Attempts[1].Succeeded));
        Assert.NotNull(view.Hosts[0].ReturnedAt);
    }

    [Fact]
    public async Task Hosts_that_fail_together_are_one_failure_and_its_machines_are_foreseen_together()
    {
        await using var scene = await FailoverScene.CreateAsync();
        await scene.RunAsync("one", 64, HighAvailabilityPriority.Restart, scene.Cloud.World.HostsA[0].Id);
        await scene.RunAsync("two", 64, HighAvailabilityPriority.Restart, scene.Cloud.World.HostsA[1].Id);
        foreach (var host in scene.Cloud.World.HostsA)
            await scene.SubmitAsync(scene.Cloud.Get<FailBlade>().SubmitAsync(new FailBlade.Input(host.Id), scene.Cloud.World.Caller, default));

        await scene.GoOnAsync(TimeSpan.FromMinutes(4));

        var view = await OnlyAsync(scene);
        Assert.Equal((2, 2, 2), (view.Hosts.Count, view.Machines.Count, view.Row.Measure.Waiting));
        Assert.All(view.Machines, row => Assert.Equal((Fate.Waits, true), (row.Machine.Foreseen, row.Machine.CameTrue)));
    }

    [Fact]
    public async Task Failures_apart_are_two()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var died = scene.Cloud.World.HostsA[0].Id;
        for (var time = 0; time < 2; time++)
        {
            await scene.SubmitAsync(scene.Cloud.Get<FailBlade>().SubmitAsync(new FailBlade.Input(died), scene.Cloud.World.Caller, default));
            await scene.GoOnAsync(TimeSpan.FromMinutes(2));
            await scene.SubmitAsync(scene.Cloud.Get<RepairBlade>().SubmitAsync(new RepairBlade.Input(died), scene.Cloud.World.Caller, default));
            await scene.GoOnAsync(TimeSpan.FromMinutes(15));
        }

        var page = await scene.Cloud.Get<FailureQueries>().ListAsync(new FailureFilter(Host: died), new(0, 10, null, false), scene.Cloud.World.Caller, default);
        Assert.Equal(2, page.Value.Total);
        Assert.All(page.Value.Rows, row => Assert.Equal((0, row.Failure.DetectedAt), (row.Measure.Machines, row.Measure.EndedAt!.Value)));
        Assert.True(page.Value.Rows[0].Failure.DetectedAt > page.Value.Rows[1].Failure.DetectedAt);
    }

    [Theory]
    [InlineData(HighAvailabilityPriority.Disabled, Fate.OffByChoice, LossState.NotRestarted)]
    [InlineData(HighAvailabilityPriority.BestEffort, Fate.StaysDown, LossState.StaysDown)]
    public async Task Machine_nobody_restarts_ends_the_failure_and_costs_no_promised_time(HighAvailabilityPriority priority, Fate foreseen, LossState state)
    {
        await using var scene = await FailoverScene.CreateAsync();
        var (lost, _) = await scene.FillAsync(priority);
        await scene.FailHostOfAsync(lost);
        await scene.GoOnAsync(TimeSpan.FromMinutes(5));

        var view = await OnlyAsync(scene);
        var machine = Assert.Single(view.Machines).Machine;
        Assert.Equal((foreseen, state, true, null), (machine.Foreseen!.Value, machine.State, machine.CameTrue!.Value, machine.SettledAt));
        Assert.Equal((TimeSpan.Zero, 1), (view.Row.Measure.Lost, view.Row.Measure.Others));
        Assert.NotNull(view.Row.Measure.EndedAt);
    }

    [Fact]
    public async Task Pool_without_high_availability_has_a_record_as_well_and_is_waited_for_once_it_is_on()
    {
        await using var scene = await FailoverScene.CreateAsync(enabled: false);
        var machine = await scene.RunAsync("erp", 64, HighAvailabilityPriority.Restart);
        await scene.FailHostOfAsync(machine);
        await scene.GoOnAsync(TimeSpan.FromMinutes(2));
        var off = await OnlyAsync(scene);
        Assert.Equal((false, Fate.PoolOff, LossState.NotRestarted), (off.Row.Failure.WasEnabled, off.Machines[0].Machine.Foreseen, off.Machines[0].Machine.State));

        await using (var database = scene.Cloud.Database())
        {
            (await database.Pools.SingleAsync(pool => pool.Id == scene.Cloud.World.PoolA.Id)).EnableHighAvailability(scene.Cloud.World.HeartbeatA.Id);
            await database.SaveChangesAsync();
        }

        Assert.Equal(LossState.Waits, (await OnlyAsync(scene)).Machines[0].Machine.State);
        await scene.GoOnAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(LossState.Runs, (await OnlyAsync(scene)).Machines[0].Machine.State);
    }

    [Fact]
    public async Task Restart_given_up_by_its_user_is_settled_and_what_was_deleted_keeps_its_name()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var (lost, _) = await scene.FillAsync(HighAvailabilityPriority.Restart);
        await scene.FailHostOfAsync(lost);
        await scene.GoOnAsync(TimeSpan.FromMinutes(3));
        await scene.SubmitAsync(scene.Cloud.Get<StopVirtualMachine>().SubmitAsync(new StopVirtualMachine.Input(lost, true), scene.Cloud.World.Caller, default));
        await scene.GoOnAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(LossState.GivenUp, (await OnlyAsync(scene)).Machines[0].Machine.State);

        await scene.SubmitAsync(scene.Cloud.Get<DeleteVirtualMachine>().SubmitAsync(new DeleteVirtualMachine.Input(lost), scene.Cloud.World.Caller, default));
        await scene.GoOnAsync(TimeSpan.FromMinutes(1));

        var machine = Assert.Single((await OnlyAsync(scene)).Machines);
        Assert.Equal(("first", false, LossState.GivenUp, null), (machine.Machine.Name, machine.Exists, machine.Machine.State, machine.Machine.CameTrue));
        Assert.NotEmpty(machine.Attempts);
    }

    [Fact]
    public async Task Old_failures_are_dropped_whole_and_younger_ones_stay()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var (lost, _) = await scene.FillAsync(HighAvailabilityPriority.Restart);
        await scene.FailHostOfAsync(lost);
        await scene.GoOnAsync(TimeSpan.FromMinutes(3));
        Assert.Null(await scene.Cloud.Get<FailureExpiryEngine>().RunAsync(default));
        await using var database = scene.Cloud.Database();
        Assert.Equal(1, await database.RestartAttempts.CountAsync());

        scene.Cloud.Clock.Advance(PoolFailure.Kept);
        await scene.Cloud.Get<FailureExpiryEngine>().RunAsync(default);

        Assert.Equal((0, 0, 0, 0), (await database.PoolFailures.CountAsync(), await database.FailedHosts.CountAsync(), await database.LostMachines.CountAsync(), await database.RestartAttempts.CountAsync()));
    }

    [Fact]
    public async Task Strangers_find_no_failure()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var machine = await scene.RunAsync("erp", 64, HighAvailabilityPriority.Restart);
        await scene.FailHostOfAsync(machine);
        await scene.GoOnAsync(TimeSpan.FromMinutes(2));
        var (queries, world) = (scene.Cloud.Get<FailureQueries>(), scene.Cloud.World);

        Assert.Equal(0, (await queries.ListAsync(new FailureFilter(Machine: machine), new(0, 10, null, false), world.Stranger, default)).Value.Total);
        Assert.Equal(0, (await queries.CountAsync(world.Stranger, default)).Value);
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await queries.FindAsync((await OnlyAsync(scene)).Row.Id, world.Stranger, default)).Problems).Kind);
    }

    static async Task<FailureView> OnlyAsync(FailoverScene scene)
    {
        var queries = scene.Cloud.Get<FailureQueries>();
        var page = await queries.ListAsync(new FailureFilter(), new(0, 10, null, false), scene.Cloud.World.Caller, default);
        return (await queries.FindAsync(Assert.Single(page.Value.Rows).Id, scene.Cloud.World.Caller, default)).Value;
    }
}
