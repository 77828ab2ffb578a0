using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Tests.Replication;

/// <summary>Reliability 3, rule 5, and 2.2, F12: after an outage one catch-up run within 60 s; partial points 0; retention untouched while failing.</summary>
public sealed class ReplicationOutageTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(60, 1, 3)]
    [InlineData(3 * 24 * 60, 1, 287)]
    public async Task An_outage_makes_one_failed_run_and_one_that_catches_up(int minutes, int failed, int skipped)
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync(retained: 2);
        await world.BeatAsync();
        await world.PassAsync(2 * Minute);
        var (points, used) = (await world.PointsAsync(), await world.UsedAsync());

        world.Link.Down = true;
        await world.PassAsync(minutes * Minute, minutes > 100 ? 5 * Minute : null);
        var waiting = await world.ReplicaAsync(machine);
        Assert.Equal((failed, skipped), (await FailedAsync(world), waiting.SkippedTicks));
        Assert.Equal(points.Select(point => point.Id), (await world.PointsAsync()).Select(point => point.Id));
        Assert.Equal(used, await world.UsedAsync());

        world.Link.Down = false;
        var returned = world.Cloud.Clock.GetUtcNow();
        await world.PassAsync(2 * Minute);
        var caughtUp = world.Link.Transfers.Where(run => run.At >= returned).ToList();
        Assert.Equal(failed, caughtUp.Count);
        Assert.All(caughtUp, run => Assert.InRange(run.At - returned, TimeSpan.Zero, Minute));
        var after = await world.ReplicaAsync(machine);
        Assert.Equal((0, null, null), (after.SkippedTicks, after.WaitingSince, after.LastProblem));

        await world.PassAsync(12 * Minute);
        Assert.Equal(failed, await FailedAsync(world));
        Assert.Equal(failed + 1, world.Link.Transfers.Count(run => run.At >= returned));
        Assert.Equal(after.NextRunAt, world.Link.Transfers[^1].At);
    }

    [Fact]
    public async Task A_replica_that_waits_says_for_what_and_since_when()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var start = world.Cloud.Clock.GetUtcNow();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        world.Link.Down = true;
        await world.PassAsync(40 * Minute);
        var down = await world.ReplicaAsync(machine);
        world.Link.Down = false;
        world.Link.Obstacle = "The block storage sr-az06-std-01 is disconnected.";
        await world.PassAsync(Minute);
        var cut = await world.ReplicaAsync(machine);

        Assert.Equal((start + (15 * Minute), null, "The link between the zones is down."), (down.WaitingSince, down.FreeSince, down.LastProblem));
        Assert.Equal((start + (15 * Minute), null, "The block storage sr-az06-std-01 is disconnected."), (cut.WaitingSince, cut.FreeSince, cut.LastProblem));
        Assert.Equal(start + (45 * Minute), cut.NextRunAt);
    }

    [Fact]
    public async Task The_promise_is_judged_rightly_at_each_minute_of_an_outage()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(20 * Minute);
        world.Link.Down = true;
        List<RecoveryPointStatus> seen = [];
        for (var minute = 0; minute < 90; minute++)
        {
            if (minute == 60) world.Link.Down = false;
            await world.PassAsync(Minute);
            var now = world.Cloud.Clock.GetUtcNow();
            var age = now - (await world.PointsAsync()).Max(point => point.CapturedAt);
            var expected = age <= 15 * Minute ? RecoveryPointStatus.Compliant : age <= 30 * Minute ? RecoveryPointStatus.AtRisk : RecoveryPointStatus.Breached;
            Assert.Equal(expected, (await world.ReplicaAsync(machine)).StatusAt(now));
            seen.Add(expected);
        }

        Assert.Equal(
            [RecoveryPointStatus.Compliant, RecoveryPointStatus.AtRisk, RecoveryPointStatus.Breached, RecoveryPointStatus.Compliant],
            seen.Where((status, at) => at == 0 || seen[at - 1] != status));
    }

    [Fact]
    public async Task A_link_lost_in_the_middle_of_a_run_leaves_no_partial_point()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var start = world.Cloud.Clock.GetUtcNow();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync((15 * Minute) + (10 * Second), 5 * Second);
        Assert.NotNull((await world.ReplicaAsync(machine)).RunningSince);

        world.Link.Cut();
        await world.PassAsync(Minute);
        Assert.Equal(start, Assert.Single(await world.PointsAsync()).CapturedAt);
        world.Link.Down = false;
        await world.PassAsync(2 * Minute);

        Assert.Equal(1, await FailedAsync(world));
        Assert.Equal(2, (await world.PointsAsync()).Count);
        Assert.Equal(start, world.Link.Transfers[^1].Since);
    }

    [Fact]
    public async Task A_link_that_comes_and_goes_for_an_hour_fails_one_run()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(Minute);
        for (var flap = 0; flap < 180; flap++)
        {
            world.Link.Cut();
            await world.PassAsync(10 * Second, 5 * Second);
            world.Link.Down = false;
            await world.PassAsync(10 * Second, 5 * Second);
        }

        Assert.Equal(1, await FailedAsync(world));
        Assert.Equal(3, (await world.ReplicaAsync(machine)).SkippedTicks);
        var steady = world.Cloud.Clock.GetUtcNow();
        await world.PassAsync(2 * Minute);
        Assert.InRange(Assert.Single(world.Link.Transfers, run => run.At > steady - (20 * Second)).At - steady, TimeSpan.Zero, Minute);
        Assert.Equal(2, (await world.PointsAsync()).Count);
    }

    [Fact]
    public async Task A_run_that_fails_with_nothing_in_its_way_is_tried_again_more_and_more_seldom()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync(count: 24, unit: IntervalUnit.Hours);
        world.Link.Breaks = "The snapshot could not be made.";
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromHours(4));

        var tried = world.Link.Transfers.Select(run => run.At).ToList();
        Assert.InRange(tried.Count, 8, 10);
        var gaps = tried.Zip(tried.Skip(1), (earlier, later) => later - earlier).ToList();
        Assert.Equal(gaps.Order(), gaps);
    }

    [Fact]
    public async Task What_waits_is_begun_once_however_many_engines_look()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync();
        world.Link.Down = true;
        await world.BeatAsync();
        world.Link.Down = false;
        await world.BeatAsync();
        world.Cloud.Clock.Advance(ReplicationSchedule.Steady);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.Cloud.Get<Infrastructure.Background.Engines.ReplicationEngine>().RunAsync(default))));

        await using var database = world.Cloud.Database();
        Assert.Equal(2, await database.ReplicationRuns.CountAsync());
    }

    [Fact]
    public void A_clock_set_back_does_not_hold_a_run_up()
    {
        var start = new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero);
        var replica = new Replica(default, default, default, default, TimeSpan.FromHours(1), start);
        Assert.True(replica.BeginRun("erp-db-01", start, TimeSpan.FromHours(1), start).Ok);
        replica.FailRun("The link between the zones is down.", start);
        Assert.False(replica.Look(null, TimeSpan.FromHours(1), start));

        var back = start - TimeSpan.FromHours(1);
        Assert.False(replica.Look(null, TimeSpan.FromHours(1), back));
        Assert.True(replica.Look(null, TimeSpan.FromHours(1), back + ReplicationSchedule.Steady));
    }

    static async Task<int> FailedAsync(ReplicationWorld world)
    {
        await using var database = world.Cloud.Database();
        return await database.ReplicationRuns.CountAsync(run => run.Reason != null);
    }
}
