using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Tests.Replication;

public sealed class ReplicaSuspensionTests
{
    static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task While_it_is_suspended_no_run_begins_and_nothing_is_late()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(1));

        await ChangeAsync(world, replica => Assert.True(replica.Suspend(machine.Name, world.Cloud.Clock.GetUtcNow()).Ok));
        await world.PassAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(5));

        var resting = await world.ReplicaAsync(machine);
        Assert.Single(world.Link.Transfers);
        Assert.Equal(RecoveryPointStatus.Compliant, resting.StatusAt(world.Cloud.Clock.GetUtcNow()));
        Assert.Equal(0, resting.SkippedTicks);
    }

    [Fact]
    public async Task When_it_goes_on_a_run_is_due_at_once_and_the_promise_counts_from_there()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(1));
        await ChangeAsync(world, replica => replica.Suspend(machine.Name, world.Cloud.Clock.GetUtcNow()));
        await world.PassAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(5));

        var now = world.Cloud.Clock.GetUtcNow();
        await ChangeAsync(world, replica => replica.Resume(Quarter, now));
        var resumed = await world.ReplicaAsync(machine);
        await world.BeatAsync();

        Assert.Equal((now + Quarter, now + (2 * Quarter)), (resumed.LateAt, resumed.BreachAt));
        Assert.Equal(now, (await world.ReplicaAsync(machine)).RunningSince);
    }

    [Fact]
    public async Task A_run_under_way_ends_well_and_does_not_count_for_the_promise()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await ChangeAsync(world, replica => replica.Suspend(machine.Name, world.Cloud.Clock.GetUtcNow()));

        await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));

        Assert.Single(await world.PointsAsync());
        Assert.Equal(RecoveryPointStatus.Compliant, (await world.ReplicaAsync(machine)).StatusAt(world.Cloud.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task It_is_neither_suspended_twice_nor_removed_meanwhile()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        var (replica, now) = (await world.ReplicaAsync(machine), world.Cloud.Clock.GetUtcNow());
        Assert.True(replica.Suspend(machine.Name, now).Ok);

        const string Resting = "The copy of erp-db-01 runs in its place; replication rests until it has been failed back.";
        Assert.Equal(Resting, Assert.Single(replica.Suspend(machine.Name, now).Problems).Message);
        Assert.Equal(Resting, Assert.Single(replica.BeginRemoval(machine.Name, now).Problems).Message);
        Assert.Equal(Resting, Assert.Single(replica.BeginRun(machine.Name, replica.NextRunAt, Quarter, now).Problems).Message);
    }

    static async Task ChangeAsync(ReplicationWorld world, Action<Replica> change)
    {
        await using var database = world.Cloud.Database();
        change(await database.Replicas.SingleAsync());
        await database.SaveChangesAsync();
    }
}
