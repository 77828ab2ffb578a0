using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Storage;

public sealed class DiskTests : IAsyncLifetime
{
    static readonly ByteSize System = ByteSize.FromGiB(20);
    static readonly ByteSize Size = ByteSize.FromGiB(8);

    Cloud cloud = null!;

    StorageRepository StorageA => cloud.World.StorageA;

    public async ValueTask InitializeAsync() => cloud = await Cloud.CreateAsync();

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task New_disk_takes_its_space_at_once_and_does_not_boot()
    {
        var machine = await RunningAsync();
        var accepted = await AddAsync(machine);
        var during = (await DisksAsync(machine))[1];
        Assert.Equal((DiskAction.Creating, "data", 1, false), (during.Pending, during.Name, during.Position, during.IsBootable));
        Assert.Equal(System + Size, await UsedAsync(StorageA));
        Assert.Equal(PendingAction.ChangingDisks, (await cloud.MachineAsync(machine.Id)).Pending);
        PowerTests.Refused("vm.busy", await AddAsync(machine, "more"));

        await cloud.CompleteAsync(accepted);
        var disk = (await DisksAsync(machine))[1];
        Assert.Equal((DiskAction.None, true, false), (disk.Pending, disk.IsConnected, disk.IsReadOnly));
        Assert.Equal(PendingAction.None, (await cloud.MachineAsync(machine.Id)).Pending);
        await SpaceAsync(StorageA, System + Size);
    }

    [Fact]
    public async Task Creation_that_fails_leaves_nothing()
    {
        var machine = await RunningAsync();
        await cloud.Get<Faults>().SetAsync(SimulatedWork.CreateDisk, 1, "The storage manager gave up.", default);

        var ended = await cloud.EndAsync(await AddAsync(machine));

        Assert.Equal((ActivityState.Failed, "The storage manager gave up."), (ended.State, ended.Reason));
        Assert.Single(await DisksAsync(machine));
        await SpaceAsync(StorageA, System);
        Assert.Equal(PendingAction.None, (await cloud.MachineAsync(machine.Id)).Pending);
    }

    [Fact]
    public async Task Of_one_hundred_attaches_at_23_devices_one_fits()
    {
        var machine = await cloud.AddMachineAsync();
        // The DVD drive and the system disk are two devices.
        for (var number = 0; number < 21; number++) await cloud.CompleteAsync(await AddAsync(machine, $"disk-{number}", size: ByteSize.FromGiB(1)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            while (true)
            {
                var answer = await AddAsync(machine, $"extra-{number}", size: ByteSize.FromGiB(1));
                if (answer.Ok) return "accepted";
                // Whoever meets one that is under way asks again once it has ended.
                if (answer.Problems.All(problem => problem.Code != "vm.busy")) return answer.Problems[0].Code;
                if (answer.Problems.Any(problem => problem.Code == "disk.too-many-devices")) return "disk.too-many-devices";
            }
        }));
        await cloud.SettleAsync();

        Assert.Equal(1, answers.Count(answer => answer == "accepted"));
        Assert.All(answers.Where(answer => answer != "accepted"), answer => Assert.Equal("disk.too-many-devices", answer));
        Assert.Equal(DiskLimits.MostDevices, (await DisksAsync(machine)).Count + DiskLimits.DvdDrives);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_all_at_once_and_takes_nothing()
    {
        var machine = await cloud.AddMachineAsync();
        var asked = await cloud.Get<CreateDisk>().SubmitAsync(new CreateDisk.Order(machine.Id, "system", DiskLimits.Largest + ByteSize.FromMiB(1), cloud.World.StorageB.Id), cloud.World.Caller, default);
        Assert.Equal(["name.taken", "disk.too-large", "storage.not-in-pool"], asked.Problems.Select(problem => problem.Code));
        Assert.Equal(["Name", "Capacity", "Storage"], asked.Problems.Select(problem => problem.Field));
        PowerTests.Refused("storage.full", await AddAsync(machine, size: ByteSize.FromGiB(2000), storage: cloud.World.HeartbeatA));
        Assert.Equal(System, await UsedAsync(StorageA));
        Assert.Single(await DisksAsync(machine));
    }

    [Fact]
    public async Task Heartbeat_storage_is_kept_free()
    {
        await using (var database = cloud.Database())
        {
            (await database.Pools.SingleAsync(pool => pool.Id == cloud.World.PoolA.Id)).EnableHighAvailability(cloud.World.HeartbeatA.Id);
            await database.SaveChangesAsync();
        }

        PowerTests.Refused("storage.heartbeat", await AddAsync(await cloud.AddMachineAsync(), storage: cloud.World.HeartbeatA));
    }

    [Fact]
    public async Task Running_machine_without_drivers_takes_and_gives_none_but_a_halted_one_does()
    {
        var bare = await cloud.AddMachineAsync("bare", cloud.World.HostsA[0], shape: it => it.Observe(GuestTools.None));
        PowerTests.Refused("disk.needs-drivers", await AddAsync(bare));
        var halted = await cloud.AddMachineAsync("halted");
        await cloud.CompleteAsync(await AddAsync(halted));
    }

    [Fact]
    public async Task Detached_disk_keeps_its_space_and_goes_to_another_machine_of_the_pool()
    {
        var (first, second) = (await RunningAsync(), await cloud.AddMachineAsync("second"));
        var disk = await AddedAsync(first);
        await cloud.CompleteAsync(await cloud.Get<DetachDisk>().SubmitAsync(new DetachDisk.Input(disk, first.Id), cloud.World.Caller, default));

        Assert.Single(await DisksAsync(first));
        var loose = Assert.Single((await cloud.Get<DiskQueries>().LooseAsync(cloud.World.Caller, default)).Value);
        Assert.Equal((disk, "data", Size), (loose.Id, loose.Name, loose.Capacity));
        Assert.Equal(disk, Assert.Single((await cloud.Get<DiskQueries>().ChoicesAsync(second.Id, cloud.World.Caller, default)).Value.Loose).Id);
        await SpaceAsync(StorageA, System + System + Size);

        var stranger = await cloud.AddMachineAsync("elsewhere", pool: cloud.World.PoolB);
        PowerTests.Refused("storage.not-in-pool", await cloud.Get<AttachDisk>().SubmitAsync(new AttachDisk.Input(disk, stranger.Id), cloud.World.Caller, default));
        await cloud.CompleteAsync(await cloud.Get<AttachDisk>().SubmitAsync(new AttachDisk.Input(disk, second.Id, ReadOnly: true), cloud.World.Caller, default));
        var attached = (await DisksAsync(second))[1];
        Assert.Equal((disk, 1, true, true, false), (attached.Id, attached.Position, attached.IsReadOnly, attached.IsConnected, attached.IsBootable));
        PowerTests.Refused("disk.attached", await cloud.Get<AttachDisk>().SubmitAsync(new AttachDisk.Input(disk, first.Id), cloud.World.Caller, default));
    }

    [Fact]
    public async Task Attach_that_fails_leaves_the_disk_attached_to_none()
    {
        var machine = await cloud.AddMachineAsync();
        var disk = await AddedAsync(machine);
        await cloud.CompleteAsync(await cloud.Get<DetachDisk>().SubmitAsync(new DetachDisk.Input(disk, machine.Id), cloud.World.Caller, default));
        await cloud.Get<Faults>().SetAsync(SimulatedWork.PlugDisk, 1, "The guest did not answer.", default);

        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(await cloud.Get<AttachDisk>().SubmitAsync(new AttachDisk.Input(disk, machine.Id), cloud.World.Caller, default))).State);
        Assert.Single(await DisksAsync(machine));
        Assert.Equal(DiskAction.None, Assert.Single((await cloud.Get<DiskQueries>().LooseAsync(cloud.World.Caller, default)).Value).Pending);
    }

    [Fact]
    public async Task Disk_is_disconnected_and_connected_but_not_the_one_the_system_runs_from()
    {
        var machine = await RunningAsync();
        var disk = await AddedAsync(machine);
        var system = (await DisksAsync(machine))[0].Id;
        PowerTests.Refused("disk.system", await PlugAsync<DisconnectDisk>(machine, system));
        PowerTests.Refused("disk.system", await cloud.Get<DetachDisk>().SubmitAsync(new DetachDisk.Input(system, machine.Id), cloud.World.Caller, default));
        PowerTests.Refused("disk.connected", await PlugAsync<ConnectDisk>(machine, disk));

        await cloud.CompleteAsync(await PlugAsync<DisconnectDisk>(machine, disk));
        Assert.False((await DisksAsync(machine))[1].IsConnected);
        PowerTests.Refused("disk.not-connected", await PlugAsync<DisconnectDisk>(machine, disk));
        await cloud.CompleteAsync(await PlugAsync<ConnectDisk>(machine, disk));
        Assert.True((await DisksAsync(machine))[1].IsConnected);
    }

    [Fact]
    public async Task Moved_disk_takes_its_space_on_both_storages_until_it_has_arrived()
    {
        var (machine, target) = (await RunningAsync(), cloud.World.HeartbeatA);
        var disk = await AddedAsync(machine);
        PowerTests.Refused("disk.same-storage", await MoveAsync(disk, StorageA));
        var accepted = await MoveAsync(disk, target);
        await SpaceAsync(StorageA, System + Size, target, Size);
        Assert.Equal(DiskAction.Moving, (await DisksAsync(machine))[1].Pending);

        await cloud.CompleteAsync(accepted);
        await SpaceAsync(StorageA, System, target, Size);
        var moved = (await DisksAsync(machine))[1];
        Assert.Equal((target.Id, null, DiskAction.None), (moved.StorageRepositoryId, moved.MovesToId, moved.Pending));
    }

    [Fact]
    public async Task Move_whose_source_is_lost_on_the_way_leaves_the_disk_where_it_was()
    {
        var (machine, target) = (await cloud.AddMachineAsync(), cloud.World.HeartbeatA);
        var disk = await AddedAsync(machine);
        var accepted = await MoveAsync(disk, target);
        await cloud.Get<Infrastructure.Background.ActivityWorker>().BeginDueAsync(default);
        await cloud.Get<Faults>().ConnectAsync(StorageA.Id, connected: false, default);

        var ended = await cloud.EndAsync(accepted);
        Assert.Equal(ActivityState.Failed, ended.State);
        Assert.Contains("disconnected", ended.Reason, StringComparison.Ordinal);
        await SpaceAsync(StorageA, System + Size, target, ByteSize.Zero);
        Assert.Equal(StorageA.Id, (await DisksAsync(machine))[1].StorageRepositoryId);
    }

    [Fact]
    public async Task Move_ends_with_the_host_of_its_machine_so_that_no_restart_waits_for_it()
    {
        var (machine, target) = (await RunningAsync(), cloud.World.HeartbeatA);
        var disk = await AddedAsync(machine);
        var accepted = await MoveAsync(disk, target);
        await cloud.Get<Infrastructure.Background.ActivityWorker>().BeginDueAsync(default);
        await cloud.CompleteAsync(await cloud.Get<FailBlade>().SubmitAsync(new FailBlade.Input(cloud.World.HostsA[0].Id), cloud.World.Caller, default));

        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(accepted)).State);
        await SpaceAsync(StorageA, System + Size, target, ByteSize.Zero);
        Assert.Equal((StorageA.Id, DiskAction.None), ((await DisksAsync(machine))[1].StorageRepositoryId, (await DisksAsync(machine))[1].Pending));
    }

    [Theory]
    [InlineData(HighAvailabilityPriority.Restart, "vm.waits-for-restart")]
    [InlineData(HighAvailabilityPriority.BestEffort, "vm.waits-for-restart")]
    [InlineData(HighAvailabilityPriority.Disabled, null)]
    public void Machine_that_waits_to_be_restarted_is_left_alone(HighAvailabilityPriority priority, string? code)
    {
        var machine = new VirtualMachine(default, default, default, "web-01", "Debian 12", 2, 1, ByteSize.FromGiB(4), Domain.Catalog.Firmware.Uefi, DateTimeOffset.UnixEpoch);
        machine.ObserveRunning(default);
        machine.Prioritise(priority, 0);
        machine.Lose(DateTimeOffset.UnixEpoch);
        Assert.Equal(code, machine.CanChangeDisks(plugs: false).First?.Code);
        Assert.Equal(code, machine.CanChangeAdapters().First?.Code);
    }

    [Fact]
    public void End_of_a_change_does_not_end_the_restart_that_began_meanwhile()
    {
        var machine = new VirtualMachine(default, default, default, "web-01", "Debian 12", 2, 1, ByteSize.FromGiB(4), Domain.Catalog.Firmware.Uefi, DateTimeOffset.UnixEpoch);
        machine.ObserveRunning(default);
        machine.Prioritise(HighAvailabilityPriority.Restart, 0);
        machine.BeginDiskChange();
        machine.Lose(DateTimeOffset.UnixEpoch);
        Assert.True(machine.BeginRecovery(default(Id<Host>), DateTimeOffset.UnixEpoch).Ok);
        machine.End(PendingAction.ChangingDisks);
        Assert.Equal((PendingAction.Starting, default(Id<Host>)), (machine.Pending, machine.ScheduledHostId));
    }

    [Fact]
    public async Task Machine_stands_still_only_for_storage_it_sees_a_disk_on()
    {
        var (machine, other) = (await RunningAsync(), cloud.World.HeartbeatA);
        await cloud.CompleteAsync(await AddAsync(machine, storage: other));
        var disk = (await DisksAsync(machine))[1].Id;
        await cloud.CompleteAsync(await PlugAsync<DisconnectDisk>(machine, disk));
        await cloud.Get<Faults>().ConnectAsync(other.Id, connected: false, default);
        Assert.Null((await cloud.Get<IHypervisor>().ObserveAsync([machine.Id], default)).Single().Stall);
        await cloud.Get<Faults>().ConnectAsync(StorageA.Id, connected: false, default);
        Assert.NotNull((await cloud.Get<IHypervisor>().ObserveAsync([machine.Id], default)).Single().Stall);
    }

    [Fact]
    public async Task Disk_that_no_machine_has_is_moved_and_deleted_too()
    {
        var (machine, target) = (await cloud.AddMachineAsync(), cloud.World.HeartbeatA);
        var disk = await AddedAsync(machine);
        await cloud.CompleteAsync(await cloud.Get<DetachDisk>().SubmitAsync(new DetachDisk.Input(disk, machine.Id), cloud.World.Caller, default));
        await cloud.CompleteAsync(await MoveAsync(disk, target));
        await SpaceAsync(StorageA, System, target, Size);
        var activity = await cloud.CompleteAsync(await DeleteAsync(disk));
        Assert.Equal(("disk", "data"), (activity.TargetNoun, activity.TargetName));
        await SpaceAsync(StorageA, System, target, ByteSize.Zero);
        Assert.Empty((await cloud.Get<DiskQueries>().LooseAsync(cloud.World.Caller, default)).Value);
    }

    [Fact]
    public async Task Disk_in_use_is_deleted_only_once_it_is_disconnected()
    {
        var machine = await RunningAsync();
        var disk = await AddedAsync(machine);
        PowerTests.Refused("disk.in-use", await DeleteAsync(disk));
        await cloud.CompleteAsync(await PlugAsync<DisconnectDisk>(machine, disk));
        await cloud.CompleteAsync(await DeleteAsync(disk));
        Assert.Single(await DisksAsync(machine));
        await SpaceAsync(StorageA, System);
    }

    [Fact]
    public async Task Snapshots_hold_a_disk_where_it_is()
    {
        var machine = await cloud.AddMachineAsync();
        var disk = await AddedAsync(machine);
        await cloud.CompleteAsync(await cloud.Get<TakeSnapshot>().SubmitAsync(machine.Id, "before", "", includesMemory: false, cloud.World.Caller, default));

        PowerTests.Refused("disk.snapshots", await cloud.Get<DetachDisk>().SubmitAsync(new DetachDisk.Input(disk, machine.Id), cloud.World.Caller, default));
        PowerTests.Refused("disk.snapshots", await MoveAsync(disk, cloud.World.HeartbeatA));
        PowerTests.Refused("disk.snapshots", await DeleteAsync(disk));
    }

    [Fact]
    public async Task Other_size_is_refused_and_then_the_name_stays_too()
    {
        var machine = await cloud.AddMachineAsync();
        var disk = await AddedAsync(machine);
        var rename = cloud.Get<RenameDisk>();
        PowerTests.Refused("disk.no-resize", await rename.SubmitAsync(new RenameDisk.Input(disk, "logs", Size + Size), cloud.World.Caller, default));
        PowerTests.Refused("name.taken", await rename.SubmitAsync(new RenameDisk.Input(disk, "SYSTEM"), cloud.World.Caller, default));
        Assert.Equal("data", (await DisksAsync(machine))[1].Name);
        await cloud.CompleteAsync(await rename.SubmitAsync(new RenameDisk.Input(disk, "logs", Size), cloud.World.Caller, default));
        Assert.Equal("logs", (await DisksAsync(machine))[1].Name);
    }

    Task<VirtualMachine> RunningAsync() => cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);

    Task<Result<Id<Activity>>> AddAsync(VirtualMachine machine, string name = "data", ByteSize? size = null, StorageRepository? storage = null) =>
        cloud.Get<CreateDisk>().SubmitAsync(new CreateDisk.Order(machine.Id, name, size ?? Size, (storage ?? StorageA).Id), cloud.World.Caller, default);

    async Task<Id<VirtualDisk>> AddedAsync(VirtualMachine machine)
    {
        await cloud.CompleteAsync(await AddAsync(machine));
        return (await DisksAsync(machine))[^1].Id;
    }

    Task<Result<Id<Activity>>> PlugAsync<T>(VirtualMachine machine, Id<VirtualDisk> disk)
        where T : PlugDisk => cloud.Get<T>().SubmitAsync(new PlugDisk.Input(disk, machine.Id), cloud.World.Caller, default);

    Task<Result<Id<Activity>>> MoveAsync(Id<VirtualDisk> disk, StorageRepository storage) => cloud.Get<MoveDisk>().SubmitAsync(new MoveDisk.Input(disk, storage.Id), cloud.World.Caller, default);

    Task<Result<Id<Activity>>> DeleteAsync(Id<VirtualDisk> disk) => cloud.Get<DeleteDisk>().SubmitAsync(new DeleteDisk.Input(disk), cloud.World.Caller, default);

    async Task<List<VirtualDisk>> DisksAsync(VirtualMachine machine)
    {
        await using var database = cloud.Database();
        return await database.VirtualDisks.AsNoTracking().Where(disk => disk.MachineId == machine.Id).OrderBy(disk => disk.Position).ToListAsync();
    }

    async Task<ByteSize> UsedAsync(StorageRepository storage)
    {
        await using var database = cloud.Database();
        return (await database.StorageRepositories.SingleAsync(row => row.Id == storage.Id)).Used;
    }

    /// <summary>What the console and the array say is taken.</summary>
    async Task SpaceAsync(StorageRepository storage, ByteSize used, StorageRepository? other = null, ByteSize otherUsed = default)
    {
        // What was asked for has begun on the array.
        await cloud.Get<Infrastructure.Background.ActivityWorker>().BeginDueAsync(default);
        var array = (await cloud.Get<IBlockStorage>().ObserveAsync(default)).ToDictionary(volume => volume.Storage, volume => volume.Used);
        Assert.Equal((used, used), (await UsedAsync(storage), array[storage.Id]));
        if (other is not null) Assert.Equal((otherUsed, otherUsed), (await UsedAsync(other), array[other.Id]));
    }
}
