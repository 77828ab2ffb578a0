using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Tests.Replication;

public sealed class MoveReplicaTests
{
    [Fact]
    public async Task On_the_same_storage_the_points_go_over_and_only_changes_are_copied()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(40), TimeSpan.FromSeconds(30));
        var (before, points, used) = (await world.ReplicaAsync(machine), await world.PointsAsync(), await world.UsedAsync());
        Assert.Equal(3, points.Count);

        await MoveAsync(world, before, await world.PolicyAsync("hourly", 1, IntervalUnit.Hours));

        var after = await world.ReplicaAsync(machine);
        Assert.NotEqual(before.Id, after.Id);
        Assert.Equal((before.LastPointAt, before.Size, used), (after.LastPointAt, after.Size, await world.UsedAsync()));
        Assert.Equal(points.Select(point => point.Id), (await world.PointsAsync()).Where(point => point.ReplicaId == after.Id).Select(point => point.Id));
        await world.PassAsync(TimeSpan.FromMinutes(2));
        var run = (await world.RunsAsync())[^1];
        Assert.Equal((after.Id, before.LastPointAt, false), (run.ReplicaId, run.Since, run.IsFull));
        Assert.NotNull(run.EndedAt);
        Assert.Equal(after.ActivatedAt.AddHours(1), (await world.ReplicaAsync(machine)).NextRunAt);
    }

    [Fact]
    public async Task On_another_storage_the_points_go_their_space_is_given_back_and_a_full_copy_begins()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(20));
        var before = await world.ReplicaAsync(machine);
        var elsewhere = await ElsewhereAsync(world);
        Assert.True(await world.UsedAsync() > ByteSize.Zero);

        await MoveAsync(world, before, elsewhere);
        await world.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(ByteSize.Zero, await world.UsedAsync());
        Assert.Equal(before.Size, world.Link.Released[$"{before.Id}/moved"]);
        var run = (await world.RunsAsync())[^1];
        Assert.Equal((null, true), (run.Since, run.IsFull));
        var after = await world.ReplicaAsync(machine);
        Assert.Equal(after.Id, Assert.Single(await world.PointsAsync()).ReplicaId);
    }

    [Fact]
    public async Task A_run_under_way_ends_first_and_its_point_goes_over_too()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        world.Link.Takes = TimeSpan.FromMinutes(5);
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(1));
        var before = await world.ReplicaAsync(machine);
        Assert.NotNull(before.RunningSince);
        var accepted = await SubmitAsync(world, before, await world.PolicyAsync("hourly", 1, IntervalUnit.Hours));
        Assert.True(accepted.Ok);

        await world.PassAsync(TimeSpan.FromMinutes(1));
        var row = (await world.Cloud.Get<ReplicaQueries>().FindAsync(before.Id, world.Cloud.World.Caller, default)).Value;
        Assert.True(row is { IsMoving: true, RunningSince: not null });
        await world.PassAsync(TimeSpan.FromMinutes(4));

        var after = await world.ReplicaAsync(machine);
        Assert.NotEqual(before.Id, after.Id);
        Assert.Equal(after.Id, Assert.Single(await world.PointsAsync()).ReplicaId);
        await world.Cloud.CompleteAsync(accepted);
    }

    [Fact]
    public async Task Each_policy_answers_for_what_it_promised()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(1));
        world.Link.Down = true;
        await world.PassAsync(TimeSpan.FromMinutes(49), TimeSpan.FromMinutes(1));
        var before = await world.ReplicaAsync(machine);
        var policy = await world.PolicyAsync("hourly", 1, IntervalUnit.Hours);
        var moved = world.Cloud.Clock.GetUtcNow();
        Assert.Equal(RecoveryPointStatus.Breached, before.StatusAt(moved));

        await MoveAsync(world, before, policy);

        var after = await world.ReplicaAsync(machine);
        var newest = before.LastPointAt!.Value;
        Assert.Equal(RecoveryPointStatus.Compliant, after.StatusAt(moved.AddSeconds(1)));
        Assert.Equal((newest.AddHours(1), newest.AddHours(2)), (after.LateAt, after.BreachAt));
        await using (var database = world.Cloud.Database())
        {
            var former = await database.FormerReplicas.SingleAsync();
            Assert.Equal((before.Id, before.PolicyId, "erp-db-01"), (former.ReplicaId, former.PolicyId, former.Machine));
            var breach = await database.PromiseBreaches.SingleAsync();
            Assert.Equal((before.Id, newest.AddMinutes(30), BreachCause.LinkDown), (breach.ReplicaId, breach.From, breach.Cause));
            Assert.InRange(breach.Until, moved, after.ActivatedAt);
        }

        await world.PassAsync(TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(1));
        // Counted again from what happened: the newest point was taken over at the activation.
        var (now, counted) = (world.Cloud.Clock.GetUtcNow(), await world.ReplicaAsync(machine));
        var history = new LedgerHistory(after.ActivatedAt, [(after.ActivatedAt, TimeSpan.FromHours(1))], [new PointMade(newest, after.ActivatedAt)], []);
        Assert.Equal(history.Over(after.ActivatedAt, now), counted.Open.Days(ReplicaDay.Of(after.ActivatedAt), now));
        Assert.True(counted.Open.Days(ReplicaDay.Of(after.ActivatedAt), now).Breached > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_policy_it_has_already_or_one_in_its_own_zone_or_without_room_is_refused_and_changes_nothing()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(1));
        var replica = await world.ReplicaAsync(machine);
        var full = await ElsewhereAsync(world, ByteSize.FromGiB(10));

        Assert.Equal("erp-db-01 is replicated by the policy policy-15Minutes already.", Assert.Single((await SubmitAsync(world, replica, replica.PolicyId)).Problems).Message);
        Assert.Equal("association.room", Assert.Single((await SubmitAsync(world, replica, full)).Problems).Code);
        var preview = (await world.Cloud.Get<ReplicaMoveQueries>().PreviewAsync(replica.Id, full, world.Cloud.World.Caller, default)).Value;
        Assert.Equal((false, 1, "association.room"), (preview.KeepsPoints, preview.Points, Assert.Single(preview.Problems).Code));
        Assert.Equal(1, preview.Checks.Count(check => !check.Passed));
        var after = await world.ReplicaAsync(machine);
        Assert.Equal((replica.Id, null), (after.Id, after.EndingSince));
    }

    [Fact]
    public async Task While_a_copy_stands_upon_its_points_it_stays()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        var (replica, next) = (await world.ReplicaAsync(machine), await world.PolicyAsync("hourly", 1, IntervalUnit.Hours));
        await using (var database = world.Cloud.Database())
        {
            database.Add(new Failover(world.Cloud.Get<IdSource>().Next<Failover>(), FailoverKind.Test, replica, machine, world.Cloud.Get<IdSource>().Next<Domain.Compute.VirtualMachine>(), world.Cloud.Clock.GetUtcNow()));
            await database.SaveChangesAsync();
        }

        Assert.Equal("replica.copy-open", Assert.Single((await SubmitAsync(world, replica, next)).Problems).Code);
    }

    [Fact]
    public async Task When_the_policy_is_deleted_meanwhile_the_machine_is_replicated_as_before()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        world.Link.Takes = TimeSpan.FromMinutes(5);
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(1));
        var (replica, next) = (await world.ReplicaAsync(machine), await world.PolicyAsync("hourly", 1, IntervalUnit.Hours));
        var accepted = await SubmitAsync(world, replica, next);
        Assert.True((await world.Cloud.Get<DeleteReplicationPolicy>().SubmitAsync(new DeleteReplicationPolicy.Input(next), world.Cloud.World.Caller, default)).Ok);

        await world.PassAsync(TimeSpan.FromMinutes(6));

        var after = await world.ReplicaAsync(machine);
        Assert.Equal((replica.Id, replica.PolicyId, null), (after.Id, after.PolicyId, after.EndingSince));
        Assert.Equal(after.Id, Assert.Single(await world.PointsAsync()).ReplicaId);
        await using var database = world.Cloud.Database();
        var activity = await database.Activities.AsNoTracking().SingleAsync(row => row.Id == accepted.Value);
        Assert.Equal((ActivityState.Failed, "The policy it was to be replicated by has been deleted; it is replicated as before."), (activity.State, activity.Reason));
    }

    [Fact]
    public async Task Moving_needs_the_management_permission()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        var order = new MoveReplica.Order((await world.ReplicaAsync(machine)).Id, await world.PolicyAsync("hourly", 1, IntervalUnit.Hours));

        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await world.Cloud.Get<MoveReplica>().SubmitAsync(order, world.Cloud.World.With(Permission.ComputeRead), default)).Problems).Kind);
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await world.Cloud.Get<MoveReplica>().SubmitAsync(order, world.Cloud.World.Stranger, default)).Problems).Kind);
    }

    static Task<Result<Id<Activity>>> SubmitAsync(ReplicationWorld world, Replica replica, Id<ReplicationPolicy> policy) =>
        world.Cloud.Get<MoveReplica>().SubmitAsync(new MoveReplica.Order(replica.Id, policy), world.Cloud.World.Caller, default);

    static async Task MoveAsync(ReplicationWorld world, Replica replica, Id<ReplicationPolicy> policy) => await world.Cloud.CompleteAsync(await SubmitAsync(world, replica, policy));

    /// <summary>A policy to another storage of the target pool.</summary>
    static async Task<Id<ReplicationPolicy>> ElsewhereAsync(ReplicationWorld world, ByteSize? capacity = null)
    {
        var (ids, cloud) = (world.Cloud.Get<IdSource>(), world.Cloud);
        await using (var database = cloud.Database())
        {
            var beside = await database.StorageRepositories.SingleAsync(storage => storage.Id == cloud.World.StorageB.Id);
            var added = new StorageRepository(ids.Next<StorageRepository>(), beside.TenantId, beside.PoolId, "sr-az06-std-02", beside.ClassName, capacity ?? beside.Capacity, true, beside.Array);
            database.Add(added);
            await database.SaveChangesAsync();
            var input = new CreateReplicationPolicy.Input("elsewhere", "", new ReplicationInterval(30, IntervalUnit.Minutes), 3, added.Id);
            await cloud.CompleteAsync(await cloud.Get<CreateReplicationPolicy>().SubmitAsync(input, cloud.World.Caller, default));
        }

        await using var again = cloud.Database();
        return (await again.ReplicationPolicies.SingleAsync(policy => policy.Name == "elsewhere")).Id;
    }
}
