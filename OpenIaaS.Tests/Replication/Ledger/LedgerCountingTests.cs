using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Background.Engines;

namespace OpenIaaS.Tests.Replication.Ledger;

/// <summary>What was counted on the way is what the raw runs come to when they are counted again.</summary>
public sealed class LedgerCountingTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Ledger_of_every_machine_is_counted_again_from_its_runs_to_the_second()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var (quick, slow) = (await world.PolicyAsync("quick", 15), await world.PolicyAsync("slow", 2, IntervalUnit.Hours));
        List<VirtualMachine> machines = [];
        for (var number = 0; number < 6; number++)
        {
            machines.Add(await world.MachineAsync($"erp-{number:00}"));
            await world.Cloud.CompleteAsync(await world.AssociateAsync(machines[^1], number % 2 == 0 ? quick : slow));
            await PassAsync(world, 7 * Minute);
        }

        await PassAsync(world, 3 * Hour);
        world.Link.Down = true;
        await PassAsync(world, 5 * Hour);
        await PromiseAsync(world, quick, 5);
        world.Link.Down = false;
        await PassAsync(world, 4 * Hour);
        await SuspendAsync(world, machines[0], true);
        // The console is down over midnight.
        world.Cloud.Clock.Advance(9 * Hour);
        world.Link.Takes = 40 * Minute;
        await PassAsync(world, 6 * Hour);
        await PromiseAsync(world, quick, 45);
        await SuspendAsync(world, machines[0], false);
        world.Link.Takes = Minute / 3;
        await world.Cloud.CompleteAsync(await world.Cloud.Get<DissociateReplication>().SubmitAsync(new(machines[5].Id), world.Cloud.World.Caller, default));
        await PassAsync(world, 30 * Hour);

        await using var database = world.Cloud.Database();
        var all = LedgerTime.None;
        foreach (var replica in await database.Replicas.AsNoTracking().ToListAsync())
            all += await CompareAsync(world, database, replica.Id, replica.ActivatedAt, replica.PolicyId, replica, null);
        var former = Assert.Single(await database.FormerReplicas.ToListAsync());
        Assert.Equal(("erp-05", "slow"), (former.Machine, former.Policy));
        await CompareAsync(world, database, former.ReplicaId, former.ActivatedAt, former.PolicyId, null, former.RemovedAt);
        Assert.All([all.Pending, all.Compliant, all.AtRisk, all.Breached], part => Assert.True(part > Minute));
    }

    [Fact]
    public async Task A_day_without_a_run_is_closed_once_however_many_engines_look()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync(count: 24, unit: IntervalUnit.Hours);
        await world.BeatAsync();
        await world.PassAsync(Minute);
        world.Cloud.Clock.Advance(TimeSpan.FromHours(34));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Restarted<LedgerEngine>(world).RunAsync(default))));

        await using var database = world.Cloud.Database();
        var days = await database.ReplicaDays.OrderBy(day => day.Day).ToListAsync();
        Assert.Equal([new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 24)], days.Select(day => day.Day));
        Assert.Equal((10 * Hour, TimeSpan.FromDays(1)), (days[0].Time.Counted, days[1].Time.Counted));
        Assert.Equal(TimeSpan.FromHours(10), days[1].Time.AtRisk);
        Assert.Equal(new LedgerTime(0, 0, Minute.Ticks, 0), (await world.ReplicaAsync(machine)).Today);
    }

    [Fact]
    public async Task Runs_are_kept_for_31_days_and_dropped_then()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync(count: 24, unit: IntervalUnit.Hours);
        for (var day = 0; day < 33; day++)
        {
            await world.BeatAsync();
            await world.PassAsync(Minute);
            world.Cloud.Clock.Advance(TimeSpan.FromDays(1) - Minute);
        }

        var before = await world.RunsAsync();
        await world.Cloud.Get<LedgerEngine>().RunAsync(default);

        var now = world.Cloud.Clock.GetUtcNow();
        Assert.Equal(before.Where(run => now - run.EndedAt <= TimeSpan.FromDays(31)).Select(run => run.BeganAt), (await world.RunsAsync()).Select(run => run.BeganAt));
        Assert.True(before.Count > (await world.RunsAsync()).Count);
        await using var database = world.Cloud.Database();
        Assert.Equal(33, await database.ReplicaDays.CountAsync());
    }

    [Theory]
    [InlineData("The link between the zones is down.", BreachCause.LinkDown)]
    [InlineData("The block storage sr-az06-std-01 is disconnected.", BreachCause.StorageUnreachable)]
    [InlineData("The block storage sr-az06-std-01 has 1 GiB free; 20 GiB was asked for.", BreachCause.TargetFull)]
    [InlineData("The snapshot of erp-db-01 froze: its system writes without pause.", BreachCause.SnapshotFrozen)]
    [InlineData("The hardware gave no reason.", BreachCause.RunFailed)]
    public async Task A_breach_that_ends_is_kept_with_its_span_and_its_cause(string reason, BreachCause cause)
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var start = world.Cloud.Clock.GetUtcNow();
        await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(10 * Minute);
        world.Link.Obstacle = cause == BreachCause.RunFailed ? null : reason;
        world.Link.Breaks = cause == BreachCause.RunFailed ? reason : null;
        await world.PassAsync(40 * Minute);
        (world.Link.Obstacle, world.Link.Breaks) = (null, null);
        await world.PassAsync(20 * Minute);

        await using var database = world.Cloud.Database();
        var breach = await database.PromiseBreaches.SingleAsync();
        Assert.Equal((start + (30 * Minute), cause), (breach.From, breach.Cause));
        Assert.InRange(breach.Until, start + (50 * Minute), start + (66 * Minute));
        Assert.Equal(start + (15 * Minute), breach.RunBeganAt);
        Assert.Equal(reason, breach.Detail);
    }

    [Fact]
    public async Task A_copy_that_takes_longer_than_the_interval_breaks_the_promise_by_what_the_machine_writes()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(Minute);
        world.Link.Takes = 20 * Minute;
        await world.PassAsync(36 * Minute);

        await using var database = world.Cloud.Database();
        Assert.Equal(BreachCause.ChangeRate, (await database.PromiseBreaches.SingleAsync()).Cause);
    }

    [Fact]
    public async Task A_first_copy_that_takes_longer_than_the_interval_says_so()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        world.Link.Takes = 25 * Minute;
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(20 * Minute);
        Assert.Equal(BreachCause.FirstCopy, (await world.ReplicaAsync(machine)).CauseAt(world.Cloud.Clock.GetUtcNow()));
        await world.PassAsync(10 * Minute);

        await using var database = world.Cloud.Database();
        Assert.Equal(BreachCause.FirstCopy, (await database.PromiseBreaches.SingleAsync()).Cause);
    }

    [Fact]
    public async Task A_console_that_was_down_broke_the_promise_by_no_run()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(Minute);
        world.Cloud.Clock.Advance(3 * Hour);
        await world.PassAsync(2 * Minute);

        await using var database = world.Cloud.Database();
        Assert.Equal(BreachCause.NoRun, (await database.PromiseBreaches.SingleAsync()).Cause);
    }

    static async Task<LedgerTime> CompareAsync(
        ReplicationWorld world, Infrastructure.Persistence.ConsoleDbContext database, Id<Replica> id, DateTimeOffset activated, Id<ReplicationPolicy> policy, Replica? replica, DateTimeOffset? removed)
    {
        var now = world.Cloud.Clock.GetUtcNow();
        var end = removed ?? now;
        var history = await HistoryAsync(database, id, activated, policy, now);
        var days = await database.ReplicaDays.Where(day => day.ReplicaId == id).ToDictionaryAsync(day => day.Day, day => day.Time);
        foreach (var (day, time) in replica?.Open.DaysFrom(ReplicaDay.Of(activated), now) ?? []) days.Add(day, time);
        var sum = LedgerTime.None;
        for (var day = ReplicaDay.Of(activated); ReplicaDay.Begin(day) < end; day = day.AddDays(1))
        {
            var next = ReplicaDay.Begin(day.AddDays(1));
            Assert.Equal(history.Over(ReplicaDay.Begin(day), next < end ? next : end), days[day]);
            sum += days[day];
        }

        var noted = await database.PromiseBreaches.Where(breach => breach.ReplicaId == id).OrderBy(breach => breach.From).Select(breach => new Span(breach.From, breach.Until)).ToListAsync();
        if (replica?.StatusAt(now) == RecoveryPointStatus.Breached) noted.Add(new Span(replica.BreachAt, now));
        Assert.Equal(history.Breaches(activated, end), noted);
        return sum;
    }

    static async Task<LedgerHistory> HistoryAsync(
        Infrastructure.Persistence.ConsoleDbContext database, Id<Replica> id, DateTimeOffset activated, Id<ReplicationPolicy> policy, DateTimeOffset now)
    {
        var changes = await database.IntervalChanges.Where(change => change.PolicyId == policy).OrderBy(change => change.At).ToListAsync();
        var present = (await database.ReplicationPolicies.SingleAsync(row => row.Id == policy)).Interval.Every;
        List<(DateTimeOffset, TimeSpan)> intervals = [(DateTimeOffset.MinValue, changes.Count == 0 ? present : changes[0].Before.Every), .. changes.Select(change => (change.At, change.After.Every))];
        var runs = await database.ReplicationRuns.Where(run => run.ReplicaId == id && run.CapturedAt != null).Select(run => new PointMade(run.CapturedAt!.Value, run.EndedAt!.Value)).ToListAsync();
        var rests = await database.ReplicationSuspensions.Where(rest => rest.ReplicaId == id).ToListAsync();
        return new LedgerHistory(activated, intervals, runs, [.. rests.Select(rest => new Span(rest.From, rest.Until ?? now.AddDays(1)))]);
    }

    static async Task PassAsync(ReplicationWorld world, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += 5 * Minute)
        {
            await world.PassAsync(5 * Minute, Minute);
            // A restarted console: engines that remember nothing.
            if (passed.Ticks % (2 * Hour).Ticks == 0) await Restarted<LedgerEngine>(world).RunAsync(default);
        }
    }

    static T Restarted<T>(ReplicationWorld world) => Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<T>(world.Cloud.Get<IServiceProvider>());

    static async Task PromiseAsync(ReplicationWorld world, Id<ReplicationPolicy> policy, int minutes) =>
        await world.Cloud.CompleteAsync(await world.Cloud.Get<UpdateReplicationPolicy>().SubmitAsync(
            new UpdateReplicationPolicy.Input(policy, Interval: new ReplicationInterval(minutes, IntervalUnit.Minutes)), world.Cloud.World.Caller, default));

    static async Task SuspendAsync(ReplicationWorld world, VirtualMachine machine, bool suspended)
    {
        var now = world.Cloud.Clock.GetUtcNow();
        await using var database = world.Cloud.Database();
        var replica = await database.Replicas.SingleAsync(row => row.MachineId == machine.Id);
        if (suspended)
        {
            Assert.True(replica.Suspend(machine.Name, now).Ok);
            database.Add(new ReplicationSuspension(replica, now));
        }
        else
        {
            replica.Resume((await database.ReplicationPolicies.SingleAsync(policy => policy.Id == replica.PolicyId)).Interval.Every, now);
            (await database.ReplicationSuspensions.SingleAsync(rest => rest.ReplicaId == replica.Id)).End(now);
        }

        await database.SaveChangesAsync();
    }
}
