using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication;

public sealed class ReplicaQueriesTests
{
    static readonly TableQuery All = new(0, 50, null, false);

    /// <summary>Five replicas of a 15-minute policy: no point yet, and points 5, 20 and 40 minutes old; and none although one is overdue.</summary>
    static async Task<ReplicationWorld> WorldAsync()
    {
        var world = await ReplicationWorld.CreateAsync();
        var policy = await world.PolicyAsync();
        var now = world.Cloud.Clock.GetUtcNow();
        foreach (var (name, activated, point) in new (string, int, int?)[] { ("new-01", 3, null), ("fresh-01", 60, 5), ("late-01", 60, 20), ("old-01", 60, 40), ("never-01", 60, null) })
        {
            var machine = await world.MachineAsync(name);
            var replica = new Replica(
                world.Cloud.Get<IdSource>().Next<Replica>(), machine.TenantId, machine.Id, policy, TimeSpan.FromMinutes(15), now - TimeSpan.FromMinutes(activated));
            if (point is { } age) replica.CompleteRun(now - TimeSpan.FromMinutes(age), ByteSize.FromGiB(age), TimeSpan.FromMinutes(15), now);
            await using var database = world.Cloud.Database();
            database.Add(replica);
            await database.SaveChangesAsync();
        }

        return world;
    }

    static async Task<List<string>> NamesAsync(ReplicationWorld world, ReplicaFilter filter, string? sort = null, bool descending = false)
    {
        var page = await world.Cloud.Get<ReplicaQueries>().ListAsync(filter, All with { Sort = sort, Descending = descending }, world.Cloud.World.Caller, default);
        return [.. page.Value.Rows.Select(row => row.Machine)];
    }

    [Theory]
    [InlineData(RecoveryPointStatus.Pending, "new-01")]
    [InlineData(RecoveryPointStatus.Compliant, "fresh-01")]
    [InlineData(RecoveryPointStatus.AtRisk, "late-01")]
    [InlineData(RecoveryPointStatus.Breached, "never-01 old-01")]
    public async Task The_database_filters_by_status_as_the_rule_says(RecoveryPointStatus status, string names)
    {
        await using var world = await WorldAsync();
        var page = (await world.Cloud.Get<ReplicaQueries>().ListAsync(new ReplicaFilter(Status: status), All, world.Cloud.World.Caller, default)).Value;

        Assert.Equal(names, string.Join(' ', page.Rows.Select(row => row.Machine)));
        Assert.All(page.Rows, row => Assert.Equal(status, row.StatusAt(world.Cloud.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task Counts_and_filters_agree()
    {
        await using var world = await WorldAsync();
        Assert.Equal(new ReplicaCounts(1, 1, 1, 2) { NotBackedUp = 5 }, (await world.Cloud.Get<ReplicaQueries>().CountsAsync(world.Cloud.World.Caller, default)).Value);
        Assert.Equal(ReplicaCounts.None with { NotBackedUp = 0 }, (await world.Cloud.Get<ReplicaQueries>().CountsAsync(world.Cloud.World.Stranger, default)).Value);
    }

    [Fact]
    public async Task The_worst_comes_first_and_any_column_sorts()
    {
        await using var world = await WorldAsync();
        Assert.Equal(["never-01", "old-01", "late-01", "new-01", "fresh-01"], await NamesAsync(world, new ReplicaFilter()));
        Assert.Equal(["fresh-01", "late-01", "never-01", "new-01", "old-01"], await NamesAsync(world, new ReplicaFilter(), "machine"));
        Assert.Equal(["new-01", "fresh-01", "late-01", "old-01", "never-01"], await NamesAsync(world, new ReplicaFilter(), "age"));
        Assert.Equal(["old-01", "late-01", "fresh-01"], (await NamesAsync(world, new ReplicaFilter(), "size", true)).Take(3));
        foreach (var sort in Enum.GetNames<ReplicaSort>())
        {
            Assert.Equal(5, (await NamesAsync(world, new ReplicaFilter(), sort)).Count);
            Assert.Equal(5, (await NamesAsync(world, new ReplicaFilter(), sort, true)).Count);
        }
    }

    [Theory]
    [InlineData("LATE", 1)]
    [InlineData("erp-15", 5)]
    [InlineData("az06", 5)]
    [InlineData("sr-az06-std", 5)]
    [InlineData("clu001-az05", 5)]
    [InlineData("nothing", 0)]
    public async Task The_search_looks_at_machine_policy_and_place(string search, int found)
    {
        await using var world = await WorldAsync();
        Assert.Equal(found, (await NamesAsync(world, new ReplicaFilter(search))).Count);
    }

    [Fact]
    public async Task A_row_tells_places_policy_points_and_how_far_its_run_is()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        world.Link.Takes = TimeSpan.FromSeconds(100);
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromSeconds(45));

        var queries = world.Cloud.Get<ReplicaQueries>();
        var row = (await queries.OfMachineAsync(machine.Id, world.Cloud.World.Caller, default)).Value!;
        Assert.Equal(("AZ05", "clu001-az05", "AZ06", "clu001-az06", "sr-az06-std-01"), (row.FromZone, row.FromPool, row.ToZone, row.ToPool, row.ToStorage));
        Assert.InRange(row.ProgressAt(world.Cloud.Clock.GetUtcNow()), 20, 45);

        await world.PassAsync(TimeSpan.FromSeconds(75));
        row = (await queries.OfMachineAsync(machine.Id, world.Cloud.World.Caller, default)).Value!;
        var run = (await queries.LastRunAsync(row.Id, world.Cloud.World.Caller, default)).Value!;
        Assert.Equal((1, null, 0, ByteSize.FromGiB(20)), (row.Points, row.RunExpectedAt, row.ProgressAt(world.Cloud.Clock.GetUtcNow()), row.Size));
        Assert.Equal((true, true, ByteSize.FromGiB(20)), (run.IsWhole, run.IsFull, run.Size));
        Assert.Equal(row.LastPointAt, run.BeganAt);
    }

    [Fact]
    public async Task What_another_tenant_owns_is_not_found_in_any_query()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        var (queries, stranger) = (world.Cloud.Get<ReplicaQueries>(), world.Cloud.World.Stranger);
        await world.BeatAsync();

        Assert.Equal(0, (await queries.ListAsync(new ReplicaFilter(), All, stranger, default)).Value.Total);
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await queries.OfMachineAsync(machine.Id, stranger, default)).Problems).Kind);
        Assert.Null((await queries.LastRunAsync((await world.ReplicaAsync(machine)).Id, stranger, default)).Value);
        Assert.Equal(0, await queries.Stream(new ReplicaFilter(), null, false, stranger).Value.Rows.CountAsync());
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_read()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (queries, blind) = (cloud.Get<ReplicaQueries>(), cloud.World.With(Permission.ComputeManagement));

        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await queries.ListAsync(new ReplicaFilter(), All, blind, default)).Problems).Kind);
        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await queries.CountsAsync(blind, default)).Problems).Kind);
        Assert.Equal(ProblemKind.Forbidden, Assert.Single(queries.Stream(new ReplicaFilter(), null, false, blind).Problems).Kind);
    }
}
