using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Tests.Replication;

/// <summary>"A due run during a run is skipped and recorded": span, number and cause stay when the run is long over.</summary>
public sealed class SkippedTickTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    static async Task<List<SkippedTicks>> SkippedAsync(ReplicationWorld world)
    {
        await using var database = world.Cloud.Database();
        return await database.SkippedTicks.AsNoTracking().OrderBy(skipped => skipped.From).ToListAsync();
    }

    [Fact]
    public async Task Ticks_during_a_long_run_are_one_record_with_its_span_and_cause()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        world.Link.Takes = 50 * Minute;
        var start = world.Cloud.Clock.GetUtcNow();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(55 * Minute);

        var skipped = Assert.Single(await SkippedAsync(world));
        Assert.Equal((start + (15 * Minute), start + (45 * Minute), 3, SkipCause.Copying), (skipped.From, skipped.Until, skipped.Count, skipped.Cause));
        Assert.Equal("The run due at 14:45 UTC was skipped because the one begun at 14:00 UTC was still copying.", skipped.Reason);
        Assert.Equal((machine.TenantId, 0), (skipped.TenantId, (await world.ReplicaAsync(machine)).SkippedTicks));
    }

    [Fact]
    public async Task Ticks_while_a_link_is_down_are_another_record_and_each_outage_has_its_own()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var start = world.Cloud.Clock.GetUtcNow();
        await world.ReplicatedAsync();
        await world.BeatAsync();
        for (var outage = 0; outage < 2; outage++)
        {
            await world.PassAsync(10 * Minute);
            world.Link.Down = true;
            await world.PassAsync(40 * Minute);
            world.Link.Down = false;
            await world.PassAsync(10 * Minute);
        }

        Assert.Equal(
            [(start + (30 * Minute), start + (45 * Minute), 2), (start + (90 * Minute), start + (105 * Minute), 2)],
            (await SkippedAsync(world)).Select(skipped => (skipped.From, skipped.Until, skipped.Count)));
        Assert.All(await SkippedAsync(world), skipped => Assert.Equal((SkipCause.Waiting, "The link between the zones is down."), (skipped.Cause, skipped.Reason)));
    }

    [Fact]
    public async Task A_run_that_makes_up_for_one_that_failed_says_so_and_those_of_the_grid_do_not()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(10 * Minute);
        world.Link.Down = true;
        await world.PassAsync(10 * Minute);
        world.Link.Down = false;
        await world.PassAsync(12 * Minute);

        Assert.Equal([true, true, false, true], (await world.RunsAsync()).Select(run => run.OfTick));
    }

    [Fact]
    public void A_clock_that_was_set_back_gives_no_tick_a_second_time()
    {
        var start = new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero);
        var replica = new Replica(default, default, default, default, 15 * Minute, start);
        Assert.True(replica.BeginRun("erp-db-01", start, 15 * Minute, start).Ok);
        replica.CompleteRun(start, default, 15 * Minute, start + Minute);
        Assert.True(replica.BeginRun("erp-db-01", start + (15 * Minute), 15 * Minute, start + (15 * Minute)).Ok);
        replica.FailRun("The link between the zones is down.", start + (16 * Minute));

        var back = start + (2 * Minute);
        Assert.True(replica.BeginRun("erp-db-01", start + (16 * Minute), 15 * Minute, back).Ok);
        Assert.Equal(start + (30 * Minute), replica.NextRunAt);
    }
}
