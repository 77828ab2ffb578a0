using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Tests.Replication.Ledger;

public sealed class UpdateReplicationPolicyTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    static Task<Result<Id<Domain.Activities.Activity>>> UpdateAsync(ReplicationWorld world, UpdateReplicationPolicy.Input input) =>
        world.Cloud.Get<UpdateReplicationPolicy>().SubmitAsync(input, world.Cloud.World.Caller, default);

    [Fact]
    public async Task What_is_not_given_stays_as_it_is()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var policy = await world.PolicyAsync();

        await world.Cloud.CompleteAsync(await UpdateAsync(world, new(policy, Description: "Billing", Criticality: Criticality.Critical)));

        var row = (await world.Cloud.Get<ReplicationPolicyQueries>().FindAsync(policy, world.Cloud.World.Caller, default)).Value;
        Assert.Equal(("erp-15min", "Billing", Criticality.Critical, 15, 3), (row.Name, row.Description, row.Criticality, row.Interval.Count, row.Retained));
        await using var database = world.Cloud.Database();
        Assert.Empty(await database.IntervalChanges.ToListAsync());
    }

    [Fact]
    public async Task Another_interval_is_promised_from_now_on_and_the_next_tick_lies_on_its_grid()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var start = world.Cloud.Clock.GetUtcNow();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(7 * Minute);
        var policy = (await world.ReplicaAsync(machine)).PolicyId;

        await world.Cloud.CompleteAsync(await UpdateAsync(world, new(policy, Interval: new ReplicationInterval(5, IntervalUnit.Minutes))));

        var replica = await world.ReplicaAsync(machine);
        Assert.Equal((start + (7 * Minute), start + (10 * Minute), start + (10 * Minute)), (replica.LateAt, replica.BreachAt, replica.NextRunAt));
        await using var database = world.Cloud.Database();
        var change = await database.IntervalChanges.SingleAsync();
        Assert.Equal((15, 5, start + (7 * Minute)), (change.Before.Count, change.After.Count, change.At));
        Assert.False((await database.ReplicationPolicies.SingleAsync()).IsSpreading);
        await world.PassAsync(9 * Minute);
        Assert.Equal([start, start + (10 * Minute), start + (15 * Minute)], world.Link.Transfers.Select(run => run.At));
    }

    [Fact]
    public async Task A_longer_interval_ends_a_breach_and_moves_a_tick_that_is_not_due()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var start = world.Cloud.Clock.GetUtcNow();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(Minute);
        world.Link.Down = true;
        await world.PassAsync(40 * Minute);
        var policy = (await world.ReplicaAsync(machine)).PolicyId;
        var changed = world.Cloud.Clock.GetUtcNow();

        await world.Cloud.CompleteAsync(await UpdateAsync(world, new(policy, Interval: new ReplicationInterval(1, IntervalUnit.Hours))));

        var replica = await world.ReplicaAsync(machine);
        Assert.Equal(RecoveryPointStatus.Compliant, replica.StatusAt(changed));
        Assert.Equal((start + TimeSpan.FromHours(1), start + TimeSpan.FromHours(1)), (replica.LateAt, replica.NextRunAt));
        await using var database = world.Cloud.Database();
        var breach = await database.PromiseBreaches.SingleAsync();
        Assert.Equal((start + (30 * Minute), changed), (breach.From, breach.Until));
    }

    [Fact]
    public async Task Replicas_that_a_crash_left_behind_follow_as_of_the_change()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var start = world.Cloud.Clock.GetUtcNow();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(2 * Minute);
        await using (var database = world.Cloud.Database())
        {
            var policy = await database.ReplicationPolicies.SingleAsync();
            database.Add(policy.Promise(new ReplicationInterval(5, IntervalUnit.Minutes), world.Cloud.Clock.GetUtcNow())!);
            await database.SaveChangesAsync();
            var again = await UpdateAsync(world, new(policy.Id, Interval: new ReplicationInterval(10, IntervalUnit.Minutes)));
            Assert.Equal("replication-policy.spreading", Assert.Single(again.Problems).Code);
        }

        await world.PassAsync(Minute);
        await world.Cloud.Get<Infrastructure.Background.Engines.LedgerEngine>().RunAsync(default);

        var replica = await world.ReplicaAsync(machine);
        Assert.Equal((start + (5 * Minute), start + (10 * Minute), start + (5 * Minute)), (replica.LateAt, replica.BreachAt, replica.NextRunAt));
        Assert.Equal(start + (2 * Minute), replica.CountedUntil);
    }

    [Fact]
    public async Task A_name_that_is_taken_or_an_interval_that_cannot_be_had_is_refused_and_changes_nothing()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.PolicyAsync("first");
        var policy = await world.PolicyAsync("second");

        var refused = await UpdateAsync(world, new(policy, "FIRST", Interval: new ReplicationInterval(60, IntervalUnit.Minutes), Retained: 0));

        Assert.Equal(["interval.minutes", "name.taken", "retention.range"], refused.Problems.Select(problem => problem.Code).Order());
        Assert.True((await UpdateAsync(world, new(policy, "Second"))).Ok);
    }

    /// <summary>"Critical applications: every 1-30 minutes. Business applications: hourly or bi-hourly" (Concepts, Recommendations by workload type).</summary>
    [Theory]
    [InlineData(Criticality.Critical, 30, IntervalUnit.Minutes, null)]
    [InlineData(Criticality.Critical, 31, IntervalUnit.Minutes, "interval.critical")]
    [InlineData(Criticality.Business, 2, IntervalUnit.Hours, null)]
    [InlineData(Criticality.Business, 3, IntervalUnit.Hours, "interval.business")]
    [InlineData(Criticality.Development, 24, IntervalUnit.Hours, null)]
    public void Interval_is_advised_by_what_the_policy_protects(Criticality criticality, int count, IntervalUnit unit, string? code) =>
        Assert.Equal(code, criticality.Advice(new ReplicationInterval(count, unit))?.Code);
}
