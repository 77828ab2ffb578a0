using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Activities;

public sealed class SubmissionTests
{
    static Task<Cloud> CloudAsync() => Cloud.CreateAsync(services =>
        services.AddSingleton<Works>().AddSingleton<IOperation>(provider => provider.GetRequiredService<Works>()));

    [Fact]
    public async Task Without_the_permission_nothing_is_written()
    {
        await using var cloud = await CloudAsync();
        var refused = await cloud.Get<Works>().SubmitAsync(new Works.Input(cloud.World.PoolA.Id, false), cloud.World.With(Permission.ComputeRead));

        Assert.Equal(ProblemKind.Forbidden, Assert.Single(refused.Problems).Kind);
        await using var database = cloud.Database();
        Assert.Empty(database.Activities);
    }

    [Fact]
    public async Task Another_tenants_object_is_not_found()
    {
        await using var cloud = await CloudAsync();
        var refused = await cloud.Get<Works>().SubmitAsync(new Works.Input(cloud.World.PoolA.Id, false), cloud.World.Stranger);

        Assert.Equal(ProblemKind.NotFound, Assert.Single(refused.Problems).Kind);
    }

    [Fact]
    public async Task An_accepted_activity_can_be_read_at_once_and_names_who_asked()
    {
        await using var cloud = await CloudAsync();
        var accepted = await cloud.Get<Works>().SubmitAsync(new Works.Input(cloud.World.PoolA.Id, false), cloud.World.Caller);

        await using var database = cloud.Database();
        var activity = database.Activities.Single(row => row.Id == accepted.Value);
        Assert.Equal(ActivityState.Waiting, activity.State);
        Assert.Equal("Maya Lefort", activity.Actor);
        Assert.Equal("clu001-az05", activity.TargetName);
        Assert.True(activity.Sequence > 0);
    }

    [Fact]
    public async Task Two_changes_that_meet_on_one_storage_both_count()
    {
        await using var cloud = await CloudAsync();
        var submission = cloud.Get<Submission>();
        var storage = cloud.World.StorageA.Id;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var accepted = await submission.CarryOutAsync("test.reserve", Permission.ComputeManagement, 0, cloud.World.Caller, async database =>
            {
                var row = database.StorageRepositories.Single(it => it.Id == storage);
                await Task.Yield();
                var reserved = row.Reserve(ByteSize.FromGiB(10));
                return reserved.Ok ? new ActivityTarget("block storage", storage.Value, row.Name) : Result<ActivityTarget>.Refused(reserved.Problems);
            }, default);
            Assert.True(accepted.Ok, string.Join(" ", accepted.Problems));
        })));

        await using var database = cloud.Database();
        Assert.Equal(ByteSize.FromGiB(80), database.StorageRepositories.Single(it => it.Id == storage).Used);
    }
}
