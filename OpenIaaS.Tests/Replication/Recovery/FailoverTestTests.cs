using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Network;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;
using OpenIaaS.Tests.Compute;

namespace OpenIaaS.Tests.Replication.Recovery;

/// <summary>Copies that are only tried: cut off, measured, and gone by themselves.</summary>
public sealed class FailoverTestTests
{
    [Fact]
    public async Task A_tried_copy_is_unplugged_and_nothing_else_can_be_done_to_it()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await world.CompleteAsync(await world.TestAsync());

        var failover = await world.FailoverAsync();
        var copy = await world.Cloud.MachineAsync(failover.CopyId);
        await using var database = world.Cloud.Database();
        var adapter = await database.NetworkAdapters.SingleAsync(row => row.MachineId == copy.Id);
        Assert.Equal((PowerState.Running, PendingAction.Rehearsing, HighAvailabilityPriority.Disabled), (copy.Power, copy.Pending, copy.HighAvailability));
        Assert.False(adapter.IsConnected);
        Assert.InRange(failover.RecoveryTime!.Value.TotalSeconds, 30, 120);
        PowerTests.Refused("vm.busy", await world.Cloud.Get<ConnectAdapter>().SubmitAsync(new ConnectAdapter.Input(adapter.Id), world.World.Caller, default));
        PowerTests.Refused("failover.test-runs", await world.TestAsync());
    }

    [Fact]
    public async Task It_is_gone_by_itself_and_nothing_stays_behind()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        var before = await world.FootprintAsync();
        await world.CompleteAsync(await world.TestAsync(TimeSpan.FromMinutes(2)));
        Assert.NotEqual(before, await world.FootprintAsync());

        await world.GoOnAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(FailoverState.CleanedUp, (await world.FailoverAsync()).State);
        Assert.Equal(before, await world.FootprintAsync());
    }

    [Fact]
    public async Task It_can_be_cleaned_up_at_once()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        var before = await world.FootprintAsync();
        await world.CompleteAsync(await world.TestAsync(TimeSpan.FromHours(5)));

        await world.CompleteAsync(await world.Cloud.Get<CleanUpTest>().SubmitAsync(new CleanUpTest.Input((await world.FailoverAsync()).Id), world.World.Caller, default));

        Assert.Equal(before, await world.FootprintAsync());
    }

    [Fact]
    public async Task Replication_goes_on_meanwhile_and_retention_spares_the_point_in_use()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await world.CompleteAsync(await world.TestAsync(TimeSpan.FromHours(5)));
        var used = (await world.FailoverAsync()).PointId;

        await world.GoOnAsync(TimeSpan.FromMinutes(70), TimeSpan.FromSeconds(30));

        await using (var database = world.Cloud.Database())
        {
            Assert.Equal(3, await database.RecoveryPoints.CountAsync());
            Assert.Equal(1, (await database.RecoveryPoints.SingleAsync(point => point.Id == used)).Uses);
        }

        await world.CompleteAsync(await world.Cloud.Get<CleanUpTest>().SubmitAsync(new CleanUpTest.Input((await world.FailoverAsync()).Id), world.World.Caller, default));
        await world.GoOnAsync(TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(30));
        await using var after = world.Cloud.Database();
        Assert.Equal(2, await after.RecoveryPoints.CountAsync());
        Assert.DoesNotContain(await after.RecoveryPoints.Select(point => point.Id).ToListAsync(), point => point == used);
        Assert.Equal(await world.Cloud.UsedAsync(world.World.StorageB), await world.Cloud.WrittenAsync(world.World.StorageB));
    }
}
