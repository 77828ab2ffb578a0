using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Activities;

public sealed class ActivityQueriesTests
{
    static readonly TableQuery Page = new(0, 50, null, false);

    [Fact]
    public async Task Newest_activity_comes_first_and_says_how_it_ended()
    {
        await using var cloud = await Cloud.CreateAsync();
        await AddAsync(cloud, "erp-db-01", failed: null);
        await AddAsync(cloud, "web-01", failed: "No host has room.");

        var rows = (await ListAsync(cloud, new ActivityFilter())).Rows;

        Assert.Equal(["web-01", "erp-db-01"], rows.Select(row => row.TargetName));
        Assert.Equal((ActivityState.Failed, "No host has room."), (rows[0].State, rows[0].Reason));
        Assert.Equal(ActivityState.Completed, rows[1].State);
    }

    [Theory]
    [InlineData("WEB", 1)]
    [InlineData("maya", 2)]
    [InlineData("has room", 1)]
    [InlineData("nothing like it", 0)]
    public async Task Search_finds_object_author_and_reason(string text, int found)
    {
        await using var cloud = await Cloud.CreateAsync();
        await AddAsync(cloud, "erp-db-01", failed: null);
        await AddAsync(cloud, "web-01", failed: "No host has room.");

        Assert.Equal(found, (await ListAsync(cloud, new ActivityFilter(Search: text))).Total);
    }

    [Fact]
    public async Task Filters_narrow_by_state_author_type_and_moment()
    {
        await using var cloud = await Cloud.CreateAsync();
        await AddAsync(cloud, "erp-db-01", failed: null);
        cloud.Clock.Advance(TimeSpan.FromHours(1));
        var later = cloud.Clock.GetUtcNow();
        await AddAsync(cloud, "web-01", failed: "No host has room.");

        Assert.Equal("web-01", Assert.Single((await ListAsync(cloud, new ActivityFilter(State: ActivityState.Failed))).Rows).TargetName);
        Assert.Equal("web-01", Assert.Single((await ListAsync(cloud, new ActivityFilter(From: later))).Rows).TargetName);
        Assert.Equal("erp-db-01", Assert.Single((await ListAsync(cloud, new ActivityFilter(Before: later))).Rows).TargetName);
        Assert.Empty((await ListAsync(cloud, new ActivityFilter(Author: "Somebody else"))).Rows);
        Assert.Equal(2, (await ListAsync(cloud, new ActivityFilter(Type: ActivityTypes.VirtualMachineStart))).Total);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("author")]
    [InlineData("type")]
    [InlineData("object")]
    [InlineData("created")]
    [InlineData("ended")]
    public async Task Each_column_sorts_both_ways_and_pages_on(string column)
    {
        await using var cloud = await Cloud.CreateAsync();
        foreach (var name in (string[])["a", "b", "c"]) await AddAsync(cloud, name, failed: name == "b" ? "Broken." : null);

        foreach (var descending in (bool[])[false, true])
        {
            List<string> read = [];
            for (var offset = 0; offset < 3; offset++)
                read.Add(Assert.Single((await ListAsync(cloud, new ActivityFilter(), new TableQuery(offset, 1, column, descending))).Rows).TargetName);
            Assert.Equal(3, read.Distinct().Count());
        }
    }

    [Fact]
    public async Task Another_tenant_and_somebody_without_the_permission_see_nothing()
    {
        await using var cloud = await Cloud.CreateAsync();
        var added = await AddAsync(cloud, "erp-db-01", failed: null);
        var queries = cloud.Get<ActivityQueries>();

        Assert.Equal(ProblemKind.NotFound, Assert.Single((await queries.FindAsync(added, cloud.World.Stranger, default)).Problems).Kind);
        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await queries.FindAsync(added, cloud.World.With(Permission.ComputeRead), default)).Problems).Kind);
        Assert.Empty(await queries.OwnAsync([added], cloud.World.Stranger, default));
        Assert.Single(await queries.OwnAsync([added], cloud.World.With(), default));
    }

    static async Task<TablePage<ActivityRow>> ListAsync(Cloud cloud, ActivityFilter filter, TableQuery? query = null) =>
        (await cloud.Get<ActivityQueries>().ListAsync(filter, query ?? Page, cloud.World.Caller, default)).Value;

    static async Task<Id<Activity>> AddAsync(Cloud cloud, string name, string? failed)
    {
        var ids = cloud.Get<IdSource>();
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        var now = cloud.Clock.GetUtcNow();
        var activity = new Activity(ids.Next<Activity>(), ActivityTypes.VirtualMachineStart, new ActivityTarget("virtual machine", ids.Next(), name), cloud.World.Caller, "{}", now);
        if (failed is null)
            activity.Complete("", now);
        else
            activity.Fail(failed, now);
        await using var database = cloud.Database();
        database.Add(activity);
        await database.SaveChangesAsync();
        return activity.Id;
    }
}
