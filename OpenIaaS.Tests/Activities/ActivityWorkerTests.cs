using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Activities;

public sealed class ActivityWorkerTests
{
    static Task<Cloud> CloudAsync() => Cloud.CreateAsync(services =>
        services.AddSingleton<Works>().AddSingleton<IOperation>(provider => provider.GetRequiredService<Works>()));

    [Fact]
    public async Task Accepted_work_is_recorded_together_with_its_completion()
    {
        await using var cloud = await CloudAsync();
        var accepted = await cloud.Get<Works>().SubmitAsync(new Works.Input(cloud.World.PoolA.Id, false), cloud.World.Caller);

        var activity = await cloud.CompleteAsync(accepted);

        await using var database = cloud.Database();
        Assert.Equal("done", activity.Outcome);
        Assert.Equal(100, activity.Progress);
        Assert.True(database.Pools.Single(pool => pool.Id == cloud.World.PoolA.Id).HighAvailabilityEnabled);
    }

    [Fact]
    public async Task Failed_work_says_why_and_is_undone()
    {
        await using var cloud = await CloudAsync();
        var activity = await cloud.EndAsync(await cloud.Get<Works>().SubmitAsync(new Works.Input(cloud.World.PoolA.Id, true), cloud.World.Caller));

        Assert.Equal(ActivityState.Failed, activity.State);
        Assert.Equal("The blade said no.", activity.Reason);
        Assert.Equal(1, cloud.Get<Works>().Undone);
    }

    [Fact]
    public async Task A_bug_fails_the_activity_without_telling_its_details()
    {
        await using var cloud = await CloudAsync();
        var activity = await cloud.EndAsync(await cloud.Get<Works>().SubmitAsync(new Works.Input(cloud.World.PoolA.Id, false, Throws: true), cloud.World.Caller));

        Assert.Equal(ActivityState.Failed, activity.State);
        Assert.Contains("Ask support with the reference", activity.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", activity.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_activities_on_one_target_run_one_after_the_other()
    {
        await using var cloud = await CloudAsync();
        var works = cloud.Get<Works>();
        await works.SubmitAsync(new Works.Input(cloud.World.PoolA.Id, true), cloud.World.Caller);
        await works.SubmitAsync(new Works.Input(cloud.World.PoolA.Id, false), cloud.World.Caller);

        await cloud.SettleAsync();

        Assert.Equal(2, works.Runs);
        Assert.Equal(1, works.MostAtOnce);
    }

    [Fact]
    public async Task Activities_on_different_targets_run_at_once()
    {
        await using var cloud = await CloudAsync();
        var works = cloud.Get<Works>();
        await works.SubmitAsync(new Works.Input(cloud.World.PoolA.Id, false), cloud.World.Caller);
        await works.SubmitAsync(new Works.Input(cloud.World.PoolB.Id, false), cloud.World.Caller);

        await cloud.SettleAsync();

        Assert.Equal(2, works.MostAtOnce);
    }

    [Fact]
    public async Task Work_whose_owner_died_is_taken_up_when_its_lease_has_lapsed()
    {
        await using var cloud = await CloudAsync();
        var accepted = await cloud.Get<Works>().SubmitAsync(new Works.Input(cloud.World.PoolA.Id, false), cloud.World.Caller);
        var leaseUntil = cloud.Clock.GetUtcNow() + Activity.Lease;
        await using (var database = cloud.Database())
        {
            await database.Activities.ExecuteUpdateAsync(row => row
                .SetProperty(it => it.State, ActivityState.Running).SetProperty(it => it.Owner, "a node that died").SetProperty(it => it.LeaseUntil, leaseUntil));
        }

        Assert.Equal(0, await cloud.Get<ActivityWorker>().BeginDueAsync(default));
        cloud.Clock.Advance(Activity.Lease + TimeSpan.FromSeconds(1));
        await cloud.CompleteAsync(accepted);
        Assert.True(Activity.Lease <= TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Lease_of_what_is_no_longer_carried_out_is_not_kept_alive_by_what_is()
    {
        await using var cloud = await CloudAsync();
        var (works, worker) = (cloud.Get<Works>(), cloud.Get<ActivityWorker>());
        var dropped = (await works.SubmitAsync(new Works.Input(cloud.World.PoolA.Id, false), cloud.World.Caller)).Value;
        var leaseUntil = cloud.Clock.GetUtcNow() + Activity.Lease;
        await using (var database = cloud.Database())
        {
            await database.Activities.ExecuteUpdateAsync(row => row
                .SetProperty(it => it.State, ActivityState.Running).SetProperty(it => it.Owner, worker.Owner).SetProperty(it => it.LeaseUntil, leaseUntil));
        }

        var kept = (await works.SubmitAsync(new Works.Input(cloud.World.PoolB.Id, false), cloud.World.Caller)).Value;
        Assert.Equal(1, await worker.BeginDueAsync(default));
        cloud.Clock.Advance(TimeSpan.FromSeconds(5));
        await worker.BeginDueAsync(default);

        await using var after = cloud.Database();
        Assert.Equal(leaseUntil, (await after.Activities.SingleAsync(row => row.Id == dropped)).LeaseUntil);
        Assert.Equal(cloud.Clock.GetUtcNow() + Activity.Lease, (await after.Activities.SingleAsync(row => row.Id == kept)).LeaseUntil);
    }
}
