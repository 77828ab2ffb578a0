using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Tests.Replication.Recovery;

public sealed class FailoverListTests
{
    [Fact]
    public async Task All_failovers_and_tests_are_listed_newest_first_with_whoever_ordered_them()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        var test = await world.CompleteAsync(await world.TestAsync());
        await world.CompleteAsync(await world.Cloud.Get<CleanUpTest>().SubmitAsync(new CleanUpTest.Input((await world.FailoverAsync()).Id), world.World.Caller, default));
        var planned = await world.CompleteAsync(await world.FailOverAsync(planned: true));

        var rows = (await ListAsync(world, new FailoverFilter())).Rows;

        Assert.Equal([(FailoverKind.Planned, FailoverState.Running), (FailoverKind.Test, FailoverState.CleanedUp)], rows.Select(row => (row.Kind, row.State)));
        Assert.Equal([planned.Id, test.Id], rows.Select(row => row.ActivityId!.Value));
        Assert.All(rows, row => Assert.Equal((world.World.Caller.Name, true), (row.OrderedBy, row.MachineStays)));
        Assert.Equal(["erp-db-01-failover", null], rows.Select(row => row.CopyName));
        Assert.Equal(TimeSpan.Zero, rows[0].DataLost);
        Assert.Equal(1, (await world.Cloud.Get<FailoverQueries>().OpenAsync(world.World.Caller, default)).Value);
    }

    [Fact]
    public async Task They_are_found_by_kind_state_machine_and_name()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await world.CompleteAsync(await world.TestAsync());
        async Task<int> CountAsync(FailoverFilter filter) => (await ListAsync(world, filter)).Total;

        Assert.Equal(1, await CountAsync(new FailoverFilter("ERP-", FailoverKind.Test, FailoverState.Running, IsOpen: true, world.Machine)));
        Assert.Equal(0, await CountAsync(new FailoverFilter(Kind: FailoverKind.Planned)));
        Assert.Equal(0, await CountAsync(new FailoverFilter(State: FailoverState.CleanedUp)));
        Assert.Equal(0, await CountAsync(new FailoverFilter(IsOpen: false)));
        Assert.Equal(0, await CountAsync(new FailoverFilter(Machine: world.Cloud.Get<IdSource>().Next<Domain.Compute.VirtualMachine>())));
        Assert.Equal(0, await CountAsync(new FailoverFilter("mail")));
        // A machine that was renamed is found by both of its names.
        await using (var database = world.Cloud.Database())
        {
            (await database.VirtualMachines.SingleAsync(row => row.Id == world.Machine)).TakeOverName("mail-01");
            await database.SaveChangesAsync();
        }

        Assert.Equal((1, 1), (await CountAsync(new FailoverFilter("mail")), await CountAsync(new FailoverFilter("erp"))));
    }

    [Fact]
    public async Task Whoever_may_not_see_activities_is_not_told_who_ordered_it()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await world.CompleteAsync(await world.TestAsync());

        var rows = (await world.Cloud.Get<FailoverQueries>().ListAsync(new FailoverFilter(), new TableQuery(0, 10, null, false), world.World.With(Permission.ComputeRead), default)).Value.Rows;

        Assert.Equal((null, null), (Assert.Single(rows).OrderedBy, rows[0].ActivityId));
    }

    [Theory]
    [InlineData("machine", "a,b")]
    [InlineData("kind", "a,b")]
    [InlineData("ordered", "b,a")]
    [InlineData("ended", "b,a")]
    public async Task They_are_sorted_both_ways(string sort, string ascending)
    {
        await using var world = await RecoveryWorld.CreateAsync();
        var (ids, now) = (world.Cloud.Get<IdSource>(), world.Now);
        await using (var database = world.Cloud.Database())
        {
            var (replica, machine) = (await database.Replicas.SingleAsync(), await database.VirtualMachines.SingleAsync(row => row.Id == world.Machine));
            foreach (var (name, kind, age) in new[] { ("a", FailoverKind.Unplanned, 1), ("b", FailoverKind.Test, 2) })
            {
                machine.TakeOverName(name);
                var failover = new Failover(ids.Next<Failover>(), kind, replica, machine, ids.Next<Domain.Compute.VirtualMachine>(), now.AddHours(-age));
                failover.Fail("No host.", now.AddHours(-age).AddMinutes(5));
                database.Add(failover);
            }

            await database.SaveChangesAsync();
        }

        async Task<string> OrderAsync(bool descending) => string.Join(',', (await world.Cloud.Get<FailoverQueries>().ListAsync(new FailoverFilter(), new TableQuery(0, 10, sort, descending), world.World.Caller, default)).Value.Rows.Select(row => row.Machine));
        Assert.Equal((ascending, string.Concat(ascending.Reverse())), (await OrderAsync(false), await OrderAsync(true)));
    }

    static async Task<TablePage<FailoverRow>> ListAsync(RecoveryWorld world, FailoverFilter filter) =>
        (await world.Cloud.Get<FailoverQueries>().ListAsync(filter, new TableQuery(0, 10, null, false), world.World.Caller, default)).Value;
}
