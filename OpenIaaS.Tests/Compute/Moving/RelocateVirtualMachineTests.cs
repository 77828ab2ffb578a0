using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Application.Network;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute.Moving;

/// <summary>A move to another zone: what it takes on the way, what it changes at the end, and what is left when it fails.</summary>
public sealed class RelocateVirtualMachineTests : IAsyncLifetime
{
    static readonly ByteSize Disk = ByteSize.FromGiB(20);
    Cloud cloud = null!;
    BackupPolicy daily = null!;
    VirtualMachine machine = null!;

    CloudWorld World => cloud.World;

    public async ValueTask InitializeAsync()
    {
        cloud = await Cloud.CreateAsync();
        daily = new BackupPolicy(cloud.Get<IdSource>().Next<BackupPolicy>(), World.Tenant.Id, World.ZoneB.Id, World.Daily.Name, World.Daily.Schedule, World.Daily.Retention);
        await using var database = cloud.Database();
        database.Add(daily);
        await database.SaveChangesAsync();
        machine = await cloud.AddMachineAsync(runsOn: World.HostsA[0], policy: World.Daily);
    }

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task It_is_where_it_was_with_space_and_memory_at_both_ends_and_then_all_at_once_there()
    {
        var adapter = await AdapterAsync();
        var accepted = await MoveAsync();
        var moving = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Running, PendingAction.Relocating, World.PoolA.Id, World.HostsA[0].Id), (moving.Power, moving.Pending, moving.PoolId, moving.HostId));
        Assert.Equal((Disk, Disk), await UsedAsync());
        await using (var database = cloud.Database())
        {
            Assert.Equal(World.HostsA[0].MemoryForMachines - machine.Memory, (await PoolFacts.RoomAsync(database, World.PoolA.Id, default))[0].Free);
            Assert.Equal(World.HostsB[0].MemoryForMachines - machine.Memory, (await PoolFacts.RoomAsync(database, World.PoolB.Id, default))[0].Free);
        }

        await cloud.CompleteAsync(accepted);
        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Running, PendingAction.None, World.PoolB.Id, World.HostsB[0].Id), (now.Power, now.Pending, now.PoolId, now.HostId));
        Assert.Equal((ByteSize.Zero, Disk), await UsedAsync());
        await using var after = cloud.Database();
        Assert.Equal(World.StorageB.Id, (await after.VirtualDisks.SingleAsync()).StorageRepositoryId);
        var moved = await AdapterAsync();
        Assert.Equal((World.NetworkB.Id, adapter.MacAddress), (moved.NetworkId, moved.MacAddress));
        Assert.Equal(daily.Id, (await after.BackupAssignments.SingleAsync()).PolicyId);
        Assert.Equal((PowerState.Running, World.HostsB[0].Id), (await SeenAsync()));
    }

    [Fact]
    public async Task A_network_that_is_deactivated_in_the_other_pool_is_neither_offered_nor_taken()
    {
        await using (var database = cloud.Database())
        {
            (await database.VirtualNetworks.SingleAsync(network => network.Id == World.NetworkB.Id)).Close();
            await database.SaveChangesAsync();
        }

        Assert.DoesNotContain((await cloud.Get<MoveQueries>().PlaceAsync(machine.Id, World.PoolB.Id, World.Caller, default)).Value.Networks, network => network.Id == World.NetworkB.Id);
        PowerTests.Refused("network.not-in-pool", await cloud.Get<RelocateVirtualMachine>().SubmitAsync(new RelocateVirtualMachine.Input(machine.Id, Goal(machine)), World.Caller, default));
    }

    [Fact]
    public async Task A_network_is_not_taken_from_a_pool_that_a_machine_is_coming_to()
    {
        await using (var database = cloud.Database()) await NetworkHomes.FillAsync(database, cloud.Get<IdSource>(), cloud.Clock.GetUtcNow(), default);
        var accepted = await MoveAsync();

        await using (var database = cloud.Database())
        {
            var there = await database.Propagations.SingleAsync(row => row.VirtualNetworkId == World.NetworkB.Id);
            var refused = await cloud.Get<WithdrawNetwork>().SubmitAsync(new WithdrawNetwork.Input(there.Id), World.Caller, default);
            PowerTests.Refused("network.awaited", refused);
            Assert.Contains($"On the way from another pool to the network {World.NetworkB.Name}: {machine.Name}.", refused.Problems[0].Message, StringComparison.Ordinal);
        }

        await cloud.CompleteAsync(accepted);
        Assert.Equal(World.NetworkB.Id, (await AdapterAsync()).NetworkId);
    }

    [Fact]
    public async Task A_machine_that_is_off_goes_with_its_disks_alone_and_starts_there()
    {
        var off = await cloud.AddMachineAsync("archive-01", policy: World.Daily);
        await cloud.CompleteAsync(await MoveAsync(Goal(off) with { Host = null }, off));
        await cloud.CompleteAsync(await cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(off.Id), World.Caller, default));
        var now = await cloud.MachineAsync(off.Id);
        Assert.Equal(World.PoolB.Id, now.PoolId);
        Assert.Contains(now.HostId!.Value, World.HostsB.Select(host => host.Id));
    }

    [Fact]
    public async Task Without_a_policy_of_the_new_zone_a_machine_that_is_off_no_longer_starts_by_itself()
    {
        var off = await cloud.AddMachineAsync("archive-01", policy: World.Daily, shape: it => it.SetAutoPowerOn(true));
        await cloud.CompleteAsync(await MoveAsync(Goal(off) with { Host = null, BackupPolicies = [] }, off));
        Assert.False((await cloud.MachineAsync(off.Id)).AutoPowerOn);
        PowerTests.Refused("vm.no-backup-policy", await cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(off.Id), World.Caller, default));
    }

    [Theory]
    [InlineData("fault")]
    [InlineData("link")]
    [InlineData("target storage")]
    [InlineData("source storage")]
    [InlineData("target host")]
    [InlineData("target full")]
    public async Task Whatever_fails_on_the_way_leaves_it_whole_where_it_was(string what)
    {
        var adapter = await AdapterAsync();
        if (what == "fault") await cloud.Get<Faults>().SetAsync(SimulatedWork.Relocate, 1, "The guest wrote faster than its pages could be copied.", default, times: 1);
        if (what == "target full") await cloud.Get<Faults>().FillAsync(World.StorageB.Id, default);
        var accepted = await MoveAsync();
        await RunForAsync(seconds: 20);
        var faults = cloud.Get<Faults>();
        if (what == "link") await faults.ConnectAsync(World.Link.Id, connected: false, default);
        if (what == "target storage") await faults.ConnectAsync(World.StorageB.Id, connected: false, default);
        if (what == "source storage") await faults.ConnectAsync(World.StorageA.Id, connected: false, default);
        if (what == "target host") await cloud.Get<IBladeFabric>().FailAsync(World.HostsB[0].Id, default);

        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(accepted)).State);
        await faults.ConnectAsync(World.StorageA.Id, connected: true, default);
        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Running, PendingAction.None, World.PoolA.Id, World.HostsA[0].Id, null), (now.Power, now.Pending, now.PoolId, now.HostId, now.ScheduledHostId));
        Assert.Equal((Disk, ByteSize.Zero), await UsedAsync());
        await using var database = cloud.Database();
        var disk = await database.VirtualDisks.SingleAsync();
        Assert.Equal((World.StorageA.Id, DiskAction.None, null), (disk.StorageRepositoryId, disk.Pending, disk.MovesToId));
        Assert.Equal(adapter.NetworkId, (await AdapterAsync()).NetworkId);
        Assert.Equal(World.Daily.Id, (await database.BackupAssignments.SingleAsync()).PolicyId);
        Assert.Equal((PowerState.Running, World.HostsA[0].Id), await SeenAsync());
        await faults.DrainAsync(World.StorageB.Id, default);
        var arrays = await cloud.Get<IBlockStorage>().ObserveAsync(default);
        Assert.Equal((Disk, ByteSize.Zero), (arrays.Single(volume => volume.Storage == World.StorageA.Id).Used, arrays.Single(volume => volume.Storage == World.StorageB.Id).Used));
    }

    [Fact]
    public async Task A_machine_that_goes_down_with_its_host_on_the_way_waits_in_its_own_pool_and_gives_the_space_back()
    {
        var accepted = await MoveAsync();
        await RunForAsync(seconds: 20);
        var inventory = cloud.Get<HostInventoryEngine>();
        Assert.True((await cloud.Get<IBladeFabric>().FailAsync(World.HostsA[0].Id, default)).Ok);
        await inventory.RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(31));
        await inventory.RunAsync(default);

        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(accepted)).State);
        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Halted, PendingAction.None, World.PoolA.Id, null), (now.Power, now.Pending, now.PoolId, now.HostId));
        Assert.NotNull(now.LostAt);
        Assert.Equal((Disk, ByteSize.Zero), await UsedAsync());
    }

    [Fact]
    public async Task One_that_went_down_before_the_work_began_is_not_moved_in_its_sleep()
    {
        var accepted = await MoveAsync();
        Assert.True((await cloud.Get<IBladeFabric>().FailAsync(World.HostsA[0].Id, default)).Ok);
        var ended = await cloud.EndAsync(accepted);
        Assert.Equal((ActivityState.Failed, "erp-db-01 is powered off."), (ended.State, ended.Reason));
        Assert.Equal((Disk, ByteSize.Zero), await UsedAsync());
    }

    [Fact]
    public async Task Changing_its_backup_policies_needs_the_permission_for_that()
    {
        PowerTests.Refused("permission.missing", await MoveAsync(caller: World.With(Permission.ComputeManagement)));
        await cloud.CompleteAsync(await MoveAsync(caller: World.With(Permission.ComputeManagement, Permission.BackupWrite)));
    }

    [Fact]
    public async Task A_pool_of_another_tenant_is_none()
    {
        var goal = Goal(machine);
        Assert.Equal("not-found", Assert.Single((await MoveAsync(caller: World.Stranger)).Problems).Code);
        PowerTests.Refused("not-found", await MoveAsync(goal with { Pool = cloud.Get<IdSource>().Next<Pool>() }));
    }

    [Fact]
    public async Task Its_replica_keeps_it_out_of_that_zone()
    {
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, machine);
        PowerTests.Refused("relocation.replica-zone", await MoveAsync());
    }

    [Fact]
    public async Task The_dialog_offers_the_other_pools_with_everything_chosen_that_fits()
    {
        var queries = cloud.Get<MoveQueries>();
        var choices = (await queries.ChoicesAsync(machine.Id, World.Caller, default)).Value;
        Assert.Empty(choices.Leave);
        var pool = Assert.Single(choices.Pools);
        Assert.Equal((World.PoolB.Id, "AZ06", 2, null), (pool.Id, pool.Zone, pool.ConnectedHosts, pool.Refused));
        var place = (await queries.PlaceAsync(machine.Id, pool.Id, World.Caller, default)).Value;
        Assert.Equal((World.StorageB.Id, World.NetworkB.Id), (place.Usual.Disks[0].Storage, place.Usual.Adapters[0].Network));
        Assert.Equal([daily.Id], place.Usual.BackupPolicies);
        Assert.NotNull(place.Usual.Host);
        var preview = (await queries.PreviewPoolAsync(machine.Id, place.Usual, World.Caller, default)).Value;
        Assert.True(preview.Check.Ok, string.Join(" ", preview.Check.Problems));
        // 20 GiB over 1 Gbit/s of the link, then 4 GiB of memory, and the switch-over.
        Assert.Equal(207.2, preview.Takes!.Value.TotalSeconds, 0.1);
    }

    [Fact]
    public async Task A_link_that_is_down_is_said_before_the_click()
    {
        await cloud.Get<Faults>().ConnectAsync(World.Link.Id, connected: false, default);
        var preview = (await cloud.Get<MoveQueries>().PreviewPoolAsync(machine.Id, Goal(machine), World.Caller, default)).Value;
        Assert.Equal((null, "The link between the zones is down."), (preview.Takes, preview.Obstacle?.Message));
    }

    Relocation Goal(VirtualMachine of)
    {
        using var database = cloud.Database();
        return new(
            World.PoolB.Id, World.HostsB[0].Id, [.. database.VirtualDisks.Where(disk => disk.MachineId == of.Id).Select(disk => new Relocation.Disk(disk.Id, World.StorageB.Id))],
            [.. database.NetworkAdapters.Where(adapter => adapter.MachineId == of.Id).Select(adapter => new Relocation.Adapter(adapter.Id, World.NetworkB.Id))], [daily.Id]);
    }

    Task<Result<Id<Activity>>> MoveAsync(Relocation? goal = null, VirtualMachine? of = null, Caller? caller = null) =>
        cloud.Get<RelocateVirtualMachine>().SubmitAsync(new RelocateVirtualMachine.Input((of ?? machine).Id, goal ?? Goal(of ?? machine)), caller ?? World.Caller, default);

    async Task RunForAsync(int seconds)
    {
        await cloud.Get<Infrastructure.Background.ActivityWorker>().BeginDueAsync(default);
        for (var passed = 0; passed < 2 * seconds; passed++)
        {
            cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    async Task<Domain.Network.NetworkAdapter> AdapterAsync()
    {
        await using var database = cloud.Database();
        return await database.NetworkAdapters.SingleAsync(adapter => adapter.MachineId == machine.Id);
    }

    async Task<(ByteSize Here, ByteSize There)> UsedAsync()
    {
        await using var database = cloud.Database();
        var used = await database.StorageRepositories.ToDictionaryAsync(storage => storage.Id, storage => storage.Used);
        return (used[World.StorageA.Id], used[World.StorageB.Id]);
    }

    async Task<(PowerState, Id<Host>?)> SeenAsync()
    {
        var seen = Assert.Single(await cloud.Get<IHypervisor>().ObserveAsync([machine.Id], default));
        return (seen.Power, seen.Host);
    }
}
