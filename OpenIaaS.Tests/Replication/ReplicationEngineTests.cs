using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Background.Engines;

namespace OpenIaaS.Tests.Replication;

public sealed class ReplicationEngineTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_first_run_begins_at_once_and_copies_everything()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();

        await world.BeatAsync();
        Assert.Equal(world.Cloud.Clock.GetUtcNow(), (await world.ReplicaAsync(machine)).RunningSince);
        await world.PassAsync(Minute);

        var point = Assert.Single(await world.PointsAsync());
        Assert.True(point.IsFull);
        Assert.Equal(RecoveryPointStatus.Compliant, (await world.ReplicaAsync(machine)).StatusAt(world.Cloud.Clock.GetUtcNow()));
        Assert.Equal(ByteSize.FromGiB(20), await world.UsedAsync());
    }

    [Fact]
    public async Task Runs_lie_on_the_grid_and_each_copies_what_changed_since_the_last()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var start = world.Cloud.Clock.GetUtcNow();
        await world.ReplicatedAsync();

        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromHours(3));

        Assert.Equal(Enumerable.Range(0, 13).Select(tick => start + (tick * 15 * Minute)), world.Link.Transfers.Select(run => run.At));
        Assert.Equal(world.Link.Transfers.Take(12).Select(run => (DateTimeOffset?)run.At), world.Link.Transfers.Skip(1).Select(run => run.Since));
    }

    [Fact]
    public async Task A_tick_that_comes_during_a_run_is_skipped_and_said()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        world.Link.Takes = 20 * Minute;
        var start = world.Cloud.Clock.GetUtcNow();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();

        await world.PassAsync(16 * Minute);
        var during = await world.ReplicaAsync(machine);
        await world.PassAsync(15 * Minute);

        Assert.Equal("The run due at 14:15 UTC was skipped because the one begun at 14:00 UTC was still copying.", during.LastProblem);
        Assert.Equal(start + (30 * Minute), during.NextRunAt);
        Assert.Equal([start, start + (30 * Minute)], world.Link.Transfers.Select(run => run.At));
    }

    [Fact]
    public async Task A_failed_run_says_why_and_one_run_catches_up_when_the_link_returns()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var start = world.Cloud.Clock.GetUtcNow();
        var machine = await world.ReplicatedAsync(count: 1, unit: IntervalUnit.Hours);
        await world.BeatAsync();
        await world.PassAsync(30 * Minute);
        world.Link.Down = true;
        await world.PassAsync(50 * Minute);
        Assert.Equal("The link between the zones is down.", (await world.ReplicaAsync(machine)).LastProblem);
        Assert.Equal(start, (await world.ReplicaAsync(machine)).LastPointAt);

        world.Link.Down = false;
        var returned = world.Cloud.Clock.GetUtcNow();
        await world.PassAsync(45 * Minute);

        var whole = world.Link.Transfers.Where(run => !run.Failed).Select(run => run.At).ToList();
        Assert.Equal(3, whole.Count);
        Assert.InRange(whole[1] - returned, TimeSpan.Zero, Minute);
        Assert.Equal(start + TimeSpan.FromHours(2), whole[2]);
        Assert.Null((await world.ReplicaAsync(machine)).LastProblem);
    }

    [Fact]
    public async Task After_the_console_was_down_one_run_catches_up_and_the_grid_goes_on()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var start = world.Cloud.Clock.GetUtcNow();
        await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(Minute);

        world.Cloud.Clock.Advance(TimeSpan.FromHours(5) + (4 * Minute));
        await world.BeatAsync();
        await world.PassAsync(15 * Minute);

        Assert.Equal([start, start + TimeSpan.FromMinutes(305), start + TimeSpan.FromMinutes(315)], world.Link.Transfers.Select(run => run.At));
    }

    [Fact]
    public async Task Retention_follows_success_and_gives_the_space_back()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync(retained: 2);
        await world.BeatAsync();
        await world.PassAsync(31 * Minute);
        var kept = await world.PointsAsync();
        world.Link.Down = true;
        await world.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal(kept.Select(point => point.Id), (await world.PointsAsync()).Select(point => point.Id));
        Assert.Equal(2, kept.Count);
        Assert.True(kept[0].IsFull);
        Assert.Equal(ByteSize.FromGiB(21), await world.UsedAsync());
        Assert.Equal(ByteSize.FromGiB(1), Assert.Single(world.Link.Released).Value);
        Assert.Equal(world.Link.Released.Keys, world.Link.Forgotten);
    }

    [Fact]
    public async Task A_copy_whose_end_was_not_told_is_asked_for_a_minute_after_it_was_expected()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync();
        world.Link.IsSilent = true;
        await world.BeatAsync();
        await world.PassAsync(Minute);
        Assert.Empty(await world.PointsAsync());
        await world.PassAsync(2 * Minute);
        Assert.Single(await world.PointsAsync());
    }

    [Fact]
    public async Task A_point_the_target_has_no_room_for_is_given_back_and_the_run_says_so()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        world.Link.Full = ByteSize.FromTiB(5);
        await world.BeatAsync();
        await world.PassAsync(Minute / 2);

        Assert.Empty(await world.PointsAsync());
        Assert.Equal(ByteSize.Zero, await world.UsedAsync());
        Assert.Equal(ByteSize.FromTiB(5), Assert.Single(world.Link.Released).Value);
        Assert.Contains("4 TiB free; 5 TiB was asked for", (await world.ReplicaAsync(machine)).LastProblem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_tick_is_given_to_one_run_however_many_engines_look()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync();
        var engine = world.Cloud.Get<ReplicationEngine>();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => engine.RunAsync(default))));

        await using var database = world.Cloud.Database();
        Assert.Equal(1, await database.ReplicationRuns.CountAsync());
        Assert.Single(world.Link.Transfers);
    }

    [Fact]
    public async Task A_run_leaves_the_machine_free_and_no_activity_behind()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        await using var database = world.Cloud.Database();
        var before = await database.Activities.CountAsync();
        await world.BeatAsync();

        var run = Assert.Single(await world.RunsAsync());
        Assert.Equal((machine.Id, machine.TenantId, null, null), (run.MachineId, run.TenantId, run.EndedAt, run.Reason));
        Assert.Equal(run.BeganAt + world.Link.Takes, run.ExpectedAt);
        Assert.Equal(before, await database.Activities.CountAsync());
    }

    [Fact]
    public async Task Ticks_of_many_machines_are_begun_and_ended_together()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var policy = await world.PolicyAsync(retained: 2);
        for (var machine = 0; machine < 12; machine++) await world.Cloud.CompleteAsync(await world.AssociateAsync(await world.MachineAsync("web-" + machine), policy));
        await world.BeatAsync();
        await world.PassAsync(47 * Minute);

        var runs = await world.RunsAsync();
        Assert.Equal(4 * 12, runs.Count(run => run.EndedAt is not null && run.Reason is null));
        Assert.Equal(4, runs.Select(run => run.BeganAt).Distinct().Count());
        Assert.Equal(2 * 12, (await world.PointsAsync()).Count);
        Assert.Equal(ByteSize.FromGiB(12 * 21), await world.UsedAsync());
    }

    [Fact]
    public async Task A_console_that_dies_before_it_asks_for_the_copy_asks_again()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync();
        world.Link.Dies = 2;
        await Assert.ThrowsAsync<IOException>(world.BeatAsync);
        await Assert.ThrowsAsync<IOException>(world.BeatAsync);
        Assert.Null(Assert.Single(await world.RunsAsync()).ExpectedAt);

        await world.PassAsync(Minute);

        Assert.Single(world.Link.Transfers);
        Assert.NotNull(Assert.Single(await world.RunsAsync()).CapturedAt);
        Assert.Single(await world.PointsAsync());
    }

    [Fact]
    public async Task The_hardware_forgets_what_has_been_noted()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync(count: 2);
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(31, world.Link.Transfers.Count);
        Assert.InRange(world.Link.Known, 1, 3);
        Assert.Equal(30, (await world.RunsAsync()).Count(run => run.EndedAt is not null));
    }

    [Fact]
    public async Task The_same_hours_give_the_same_runs()
    {
        Assert.Equal(await HoursAsync(), await HoursAsync());

        static async Task<List<string>> HoursAsync()
        {
            await using var world = await ReplicationWorld.CreateAsync();
            foreach (var (name, count) in new[] { ("erp-db-01", 15), ("erp-app-01", 20), ("pay-gw-01", 7) }) await world.ReplicatedAsync(name, count);
            await world.BeatAsync();
            await world.PassAsync(40 * Minute);
            world.Link.Down = true;
            await world.PassAsync(20 * Minute);
            world.Link.Down = false;
            await world.PassAsync(30 * Minute);
            return [.. (await world.RunsAsync()).OrderBy(run => run.BeganAt).ThenBy(run => run.MachineId.Value)
                .Select(run => $"{run.MachineId} {run.Tick:O} {run.BeganAt:O} {run.ExpectedAt:O} {run.EndedAt:O} {run.Size} {run.Reason}")];
        }
    }
}
