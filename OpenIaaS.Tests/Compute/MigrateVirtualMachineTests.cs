using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class MigrateVirtualMachineTests
{
    [Fact]
    public async Task Machine_is_being_moved_with_its_memory_on_both_hosts_and_then_there()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);

        var accepted = await MoveAsync(cloud, machine, cloud.World.HostsA[1]);
        var moving = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Running, PendingAction.Migrating, cloud.World.HostsA[0].Id), (moving.Power, moving.Pending, moving.HostId));
        await using (var database = cloud.Database())
            Assert.All(await PoolFacts.RoomAsync(database, machine.PoolId, default), room => Assert.Equal(cloud.World.HostsA[0].MemoryForMachines - machine.Memory, room.Free));
        await cloud.CompleteAsync(accepted);

        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Running, PendingAction.None, cloud.World.HostsA[1].Id), (now.Power, now.Pending, now.HostId));
        Assert.Null(now.ScheduledHostId);
    }

    [Fact]
    public async Task Failed_move_leaves_it_where_it_was()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Migrate, 1, "The guest wrote faster than its pages could be copied.", default, times: 1);

        var ended = await cloud.EndAsync(await MoveAsync(cloud, machine, cloud.World.HostsA[1]));
        Assert.Equal((ActivityState.Failed, "The guest wrote faster than its pages could be copied."), (ended.State, ended.Reason));
        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Running, PendingAction.None, cloud.World.HostsA[0].Id), (now.Power, now.Pending, now.HostId));
        await cloud.CompleteAsync(await MoveAsync(cloud, machine, cloud.World.HostsA[1]));
    }

    [Fact]
    public async Task Move_without_PV_drivers_names_them()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0], shape: it => it.Observe(GuestTools.None));
        var refused = Assert.Single((await MoveAsync(cloud, machine, cloud.World.HostsA[1])).Problems);
        Assert.Equal("Moving erp-db-01 while it runs needs the PV drivers inside it, which are not seen; install them, or shut the machine down.", refused.Message);
    }

    [Fact]
    public async Task Move_is_refused_off_to_where_it_is_to_another_pool_and_without_room()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (machine, off) = (await cloud.AddMachineAsync("on", cloud.World.HostsA[0]), await cloud.AddMachineAsync("off"));
        PowerTests.Refused("vm.not-running", await MoveAsync(cloud, off, cloud.World.HostsA[1]));
        PowerTests.Refused("vm.already-there", await MoveAsync(cloud, machine, cloud.World.HostsA[0]));
        PowerTests.Refused("host.other-pool", await MoveAsync(cloud, machine, cloud.World.HostsB[0]));
        for (var number = 0; number < 94; number++) await cloud.AddMachineAsync($"m{number}", cloud.World.HostsA[1]);
        PowerTests.Refused("placement.host-full", await MoveAsync(cloud, machine, cloud.World.HostsA[1]));
    }

    [Fact]
    public async Task Machine_with_an_ISO_of_local_storage_cannot_leave_its_host()
    {
        await using var cloud = await Cloud.CreateAsync();
        var ids = cloud.Get<IdSource>();
        var local = new Domain.Storage.StorageRepository(ids.Next<Domain.Storage.StorageRepository>(), cloud.World.Tenant.Id, cloud.World.PoolA.Id, "local-1", "FLASH - Essential", ByteSize.FromTiB(1), false, "");
        var image = new Domain.Catalog.DiskImage(ids.Next<Domain.Catalog.DiskImage>(), cloud.World.Tenant.Id, local.Id, "debian.iso", "", ByteSize.FromMiB(600));
        await using (var database = cloud.Database())
        {
            database.AddRange(local, image);
            await database.SaveChangesAsync();
        }

        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0], shape: it => it.Mount(image.Id));
        var refused = Assert.Single((await MoveAsync(cloud, machine, cloud.World.HostsA[1])).Problems);
        Assert.Equal("erp-db-01 has a disk or an ISO on local-1, which only its host reaches; it cannot run elsewhere.", refused.Message);
    }

    [Fact]
    public async Task Machine_lost_with_its_host_on_the_way_stays_lost_when_the_move_ends()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        var accepted = await MoveAsync(cloud, machine, cloud.World.HostsA[1]);
        // The worker is away while the host fails and is found failed.
        var inventory = cloud.Get<HostInventoryEngine>();
        Assert.True((await cloud.Get<IBladeFabric>().FailAsync(cloud.World.HostsA[0].Id, default)).Ok);
        await inventory.RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(31));
        await inventory.RunAsync(default);

        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(accepted)).State);
        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Halted, PendingAction.None, (Id<Host>?)null), (now.Power, now.Pending, now.HostId));
        Assert.NotNull(now.LostAt);
    }

    [Fact]
    public async Task Targets_are_the_hosts_of_its_pool_with_why_not()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        var targets = (await cloud.Get<MaintenanceQueries>().TargetsAsync(machine.Id, cloud.World.Caller, default)).Value;
        Assert.Equal(["vm.already-there", null], targets.Select(target => target.Refused?.Code));
        Assert.Equal(cloud.World.HostsA[1].MemoryForMachines, targets[1].Free);
    }

    static Task<Result<Id<Activity>>> MoveAsync(Cloud cloud, VirtualMachine machine, Host host) =>
        cloud.Get<MigrateVirtualMachine>().SubmitAsync(new MigrateVirtualMachine.Input(machine.Id, host.Id), cloud.World.Caller, default);
}
