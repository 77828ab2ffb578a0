using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class CreateVirtualMachineTests
{
    [Fact]
    public async Task A_machine_has_everything_that_was_asked_for()
    {
        await using var cloud = await Cloud.CreateAsync();
        var world = cloud.World;
        var asked = world.Debian("erp report.1").WithDisks(world.NewDisk("data", 400)) with
        {
            VirtualCpus = 4,
            CoresPerSocket = 2,
            Memory = ByteSize.FromGiB(16),
            HighAvailability = HighAvailabilityPriority.Restart,
            StartOrder = 3,
            Adapters = [new NewAdapter(world.NetworkA.Id, "AA-BB-CC-00-11-22"), new NewAdapter(world.TrunkA.Id, "")],
        };

        var activity = await cloud.CompleteAsync(await cloud.CreateAsync(asked));

        await using var database = cloud.Database();
        var machine = Assert.Single(await database.VirtualMachines.ToListAsync());
        Assert.Equal(machine.Id.ToString(), activity.Outcome);
        Assert.Equal(("erp report.1", "Debian 12", 4, 2, ByteSize.FromGiB(16)), (machine.Name, machine.GuestSystem, machine.VirtualCpus, machine.CoresPerSocket, machine.Memory));
        Assert.Equal((PowerState.Halted, PendingAction.None, null), (machine.Power, machine.Pending, machine.HostId));
        Assert.Equal((HighAvailabilityPriority.Restart, 3), (machine.HighAvailability, machine.StartOrder));
        Assert.Equal(
            [("system", ByteSize.FromGiB(20), 0), ("data", ByteSize.FromGiB(400), 1)],
            database.VirtualDisks.OrderBy(disk => disk.Position).Select(disk => ValueTuple.Create(disk.Name, disk.Capacity, disk.Position)));
        var adapters = await database.NetworkAdapters.OrderBy(adapter => adapter.Position).ToListAsync();
        Assert.Equal([world.NetworkA.Id, world.TrunkA.Id], adapters.Select(adapter => adapter.NetworkId));
        Assert.Equal("aa:bb:cc:00:11:22", adapters[0].MacAddress);
        Assert.StartsWith("02:", adapters[1].MacAddress, StringComparison.Ordinal);
        Assert.All(adapters, adapter => Assert.Equal("", adapter.Address));
        Assert.Equal(world.Daily.Id, Assert.Single(await database.BackupAssignments.ToListAsync()).PolicyId);
        Assert.Equal(ByteSize.FromGiB(420), await cloud.UsedAsync(world.StorageA));
        Assert.Equal(ByteSize.FromGiB(420), await cloud.WrittenAsync(world.StorageA));
    }

    [Fact]
    public async Task A_machine_asked_to_start_runs_when_its_activity_has_ended()
    {
        await using var cloud = await Cloud.CreateAsync();

        await cloud.CompleteAsync(await cloud.CreateAsync(cloud.World.Debian(start: true)));

        var machine = await cloud.MachineAsync("web-01");
        Assert.Equal((PowerState.Running, PendingAction.None, true), (machine!.Power, machine.Pending, machine.WantedRunning));
        Assert.Contains(machine.HostId!.Value, cloud.World.HostsA.Select(host => host.Id));
    }

    [Fact]
    public async Task An_accepted_machine_is_seen_at_once_as_being_created_and_holds_its_space()
    {
        await using var cloud = await Cloud.CreateAsync();

        var accepted = await cloud.CreateAsync(cloud.World.Debian());

        Assert.True(accepted.Ok);
        Assert.Equal(PendingAction.Creating, (await cloud.MachineAsync("web-01"))!.Pending);
        Assert.Equal(ByteSize.FromGiB(20), await cloud.UsedAsync(cloud.World.StorageA));
        await cloud.SettleAsync();
    }

    [Fact]
    public async Task Progress_keeps_the_last_fifth_for_the_start()
    {
        await using var cloud = await Cloud.CreateAsync();
        var accepted = await cloud.CreateAsync(cloud.World.Debian(start: true));
        var worker = cloud.Get<Infrastructure.Background.ActivityWorker>();
        List<int> seen = [];
        while (!await IsEndedAsync())
        {
            await worker.BeginDueAsync(default);
            cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        Assert.Equal(seen.Order(), seen);
        Assert.Contains(seen, percent => percent is > 0 and < 80);
        Assert.Contains(seen, percent => percent is > 80 and < 100);

        async Task<bool> IsEndedAsync()
        {
            await using var database = cloud.Database();
            var activity = await database.Activities.AsNoTracking().SingleAsync(row => row.Id == accepted.Value);
            seen.Add(activity.Progress);
            return activity.IsEnded;
        }
    }

    [Fact]
    public async Task A_configuration_template_makes_a_machine_without_a_guest_system()
    {
        await using var cloud = await Cloud.CreateAsync();
        var world = cloud.World;
        var asked = NewMachine.From(world.Blank).WithDisks(world.NewDisk("system", 40)) with { Name = "blank-01" };

        await cloud.CompleteAsync(await cloud.CreateAsync(asked));

        Assert.Equal("Other install media", (await cloud.MachineAsync("blank-01"))!.GuestSystem);
    }

    [Theory]
    [InlineData(Permission.ComputeManagement)]
    [InlineData(Permission.VirtualMachinePower)]
    [InlineData(Permission.BackupWrite)]
    public async Task Each_part_of_it_needs_its_permission(string missing)
    {
        await using var cloud = await Cloud.CreateAsync();
        var caller = cloud.World.With(Permission.All.Where(permission => permission != missing));

        var refused = await cloud.CreateAsync(cloud.World.Debian(start: true), caller);

        Assert.Equal(ProblemKind.Forbidden, Assert.Single(refused.Problems).Kind);
        Assert.Contains(missing, refused.Problems[0].Message, StringComparison.Ordinal);
        await cloud.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Another_tenants_pool_is_not_found()
    {
        await using var cloud = await Cloud.CreateAsync();

        var refused = await cloud.CreateAsync(cloud.World.Debian(), cloud.World.Stranger);

        Assert.Equal(ProblemKind.NotFound, Assert.Single(refused.Problems).Kind);
        await cloud.NothingIsLeftAsync();
    }

    [Fact]
    public async Task No_activity_is_left_by_a_refusal()
    {
        await using var cloud = await Cloud.CreateAsync();

        var refused = await cloud.CreateAsync(cloud.World.Debian("bad/name"));

        Assert.Equal("name.characters", Assert.Single(refused.Problems).Code);
        await using var database = cloud.Database();
        Assert.False(await database.Activities.AnyAsync(activity => activity.Type == ActivityTypes.VirtualMachineCreate));
    }
}
