using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Machines that are brought back to a snapshot, and snapshots that are described anew.</summary>
public sealed class RevertTests
{
    static readonly ByteSize Disk = ByteSize.FromGiB(20);

    [Fact]
    public async Task A_machine_that_is_off_is_brought_back_and_its_former_disk_is_merged_after_that()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        var snapshot = await TakeAsync(cloud, machine);

        await cloud.CompleteAsync(await RevertAsync(cloud, machine, snapshot));

        Assert.Equal((PowerState.Halted, PendingAction.None), (await StateAsync(cloud, machine)));
        Assert.Equal(Disk + Disk + Disk, await UsedAsync(cloud));
        var chain = (await cloud.Get<SnapshotQueries>().OfAsync(machine.Id, cloud.World.Caller, default)).Value;
        Assert.Equal(snapshot, Assert.Single(chain.Snapshots).Id);
        cloud.Clock.Advance(Assert.Single(chain.Merging).ExpectedAt - cloud.Clock.GetUtcNow());
        await cloud.Get<CoalesceEngine>().RunAsync(default);
        Assert.Equal(Disk + Disk, await UsedAsync(cloud));
        Assert.Equal(Disk + Disk, await WrittenAsync(cloud));
    }

    [Fact]
    public async Task A_running_machine_is_refused_unless_its_power_may_be_cut_and_is_off_after_that()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        var snapshot = await TakeAsync(cloud, machine);

        PowerTests.Refused("snapshot.revert-running", await RevertAsync(cloud, machine, snapshot));
        await cloud.CompleteAsync(await RevertAsync(cloud, machine, snapshot, force: true));

        Assert.Equal((PowerState.Halted, PendingAction.None), await StateAsync(cloud, machine));
        Assert.False((await cloud.MachineAsync(machine.Id)).WantedRunning);
    }

    [Fact]
    public async Task With_its_memory_it_runs_on_where_it_ran()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[1], policy: cloud.World.Daily);
        var snapshot = await TakeAsync(cloud, machine, memory: true);

        await cloud.CompleteAsync(await RevertAsync(cloud, machine, snapshot, force: true));

        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Running, PendingAction.None, cloud.World.HostsA[1].Id, true), (now.Power, now.Pending, now.HostId, now.WantedRunning));
    }

    [Fact]
    public async Task With_its_memory_one_that_is_off_runs_on_a_host_with_room()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[1], policy: cloud.World.Daily);
        var snapshot = await TakeAsync(cloud, machine, memory: true);
        await cloud.CompleteAsync(await cloud.Get<StopVirtualMachine>().SubmitAsync(new StopVirtualMachine.Input(machine.Id, Force: true), cloud.World.Caller, default));

        await cloud.CompleteAsync(await RevertAsync(cloud, machine, snapshot));

        Assert.Equal((PowerState.Running, PendingAction.None), await StateAsync(cloud, machine));
    }

    [Fact]
    public async Task A_snapshot_taken_first_is_kept_beside_the_other_one()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        var snapshot = await TakeAsync(cloud, machine);

        await cloud.CompleteAsync(await RevertAsync(cloud, machine, snapshot, force: true, before: "the way back"));

        var chain = (await cloud.Get<SnapshotQueries>().OfAsync(machine.Id, cloud.World.Caller, default)).Value;
        Assert.Equal([("the way back", SnapshotStatus.Ready), ("before the update", SnapshotStatus.Ready)], chain.Snapshots.Select(row => (row.Name, row.Status)));
        Assert.Equal(Disk + Disk + Disk + Disk, await UsedAsync(cloud));
        Assert.Equal(Disk + Disk + Disk + Disk, await WrittenAsync(cloud));
    }

    [Fact]
    public async Task When_the_snapshot_that_is_to_be_taken_first_fails_the_machine_runs_on_as_if_nothing_had_been_asked()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        var snapshot = await TakeAsync(cloud, machine);
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Snapshot, 1, "The snapshot froze.", default);

        var ended = await cloud.EndAsync(await RevertAsync(cloud, machine, snapshot, force: true, before: "the way back"));

        Assert.Equal("The snapshot that was to be taken first was not, and erp-db-01 is as it was: The snapshot froze.", ended.Reason);
        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Running, PendingAction.None, true), (now.Power, now.Pending, now.WantedRunning));
        await NothingIsLeftAsync(cloud, snapshots: 1);
    }

    [Fact]
    public async Task When_it_fails_after_the_power_was_cut_the_disks_are_as_they_were_and_it_says_so()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        var snapshot = await TakeAsync(cloud, machine);
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Revert, 1, "The storage manager gave up.", default);

        var ended = await cloud.EndAsync(await RevertAsync(cloud, machine, snapshot, force: true));

        Assert.Equal("erp-db-01 was powered off, and its disks are as they were: The storage manager gave up.", ended.Reason);
        Assert.Equal((PowerState.Halted, PendingAction.None), await StateAsync(cloud, machine));
        await NothingIsLeftAsync(cloud, snapshots: 1);
        await using var database = cloud.Database();
        Assert.Null((await database.Set<SimulatedMachine>().SingleAsync()).RevertedAt);
    }

    [Fact]
    public async Task A_storage_that_is_lost_on_the_way_ends_it_and_leaves_the_snapshot()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        var snapshot = await TakeAsync(cloud, machine);
        var accepted = await RevertAsync(cloud, machine, snapshot);
        await cloud.Get<Infrastructure.Background.ActivityWorker>().BeginDueAsync(default);
        for (var half = 0; half < 2; half++)
        {
            cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, connected: false, default);
        var ended = await cloud.EndAsync(accepted);

        Assert.Equal((ActivityState.Failed, "The block storage sr-az05-std-01 is disconnected."), (ended.State, ended.Reason));
        await NothingIsLeftAsync(cloud, snapshots: 1);
        await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, connected: true, default);
        await cloud.CompleteAsync(await RevertAsync(cloud, machine, snapshot));
    }

    [Fact]
    public async Task A_host_that_is_lost_while_the_memory_is_read_back_leaves_the_machine_off_and_its_disks_as_they_were()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0], policy: cloud.World.Daily);
        var snapshot = await TakeAsync(cloud, machine, memory: true);
        var accepted = await RevertAsync(cloud, machine, snapshot, force: true);
        await cloud.Get<Infrastructure.Background.ActivityWorker>().BeginDueAsync(default);
        for (var half = 0; half < 6; half++)
        {
            cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        await cloud.Get<IBladeFabric>().FailAsync(cloud.World.HostsA[0].Id, default);
        var ended = await cloud.EndAsync(accepted);

        Assert.Equal(ActivityState.Failed, ended.State);
        Assert.Equal((PowerState.Halted, PendingAction.None), await StateAsync(cloud, machine));
        await NothingIsLeftAsync(cloud, snapshots: 1, kept: ByteSize.FromGiB(4));
    }

    [Fact]
    public async Task Without_room_for_its_disks_once_more_it_is_refused_with_the_figures_and_takes_nothing()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        var snapshot = await TakeAsync(cloud, machine);
        await using (var database = cloud.Database())
        {
            var storage = await database.StorageRepositories.SingleAsync(row => row.Id == cloud.World.StorageA.Id);
            Assert.True(storage.Reserve(storage.Free - ByteSize.FromGiB(39)).Ok);
            await database.SaveChangesAsync();
        }

        var refused = await RevertAsync(cloud, machine, snapshot, before: "the way back");

        Assert.Contains("39 GiB free; 40 GiB was asked for", Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
        await using var after = cloud.Database();
        Assert.Equal(1, await after.Snapshots.CountAsync());
        Assert.Equal(1, await after.SnapshotDisks.CountAsync());
    }

    [Fact]
    public async Task A_copy_since_a_moment_before_it_is_a_full_one_and_the_next_is_not()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        var snapshot = await TakeAsync(cloud, machine);
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, machine);
        var engine = cloud.Get<ReplicationEngine>();
        async Task<List<(bool IsFull, DateTimeOffset At)>> PointsAsync()
        {
            await engine.RunAsync(default);
            cloud.Clock.Advance(TimeSpan.FromMinutes(30));
            await engine.RunAsync(default);
            await using var database = cloud.Database();
            return [.. (await database.ReplicationRuns.Where(run => run.CapturedAt != null).ToListAsync()).OrderBy(run => run.BeganAt).Select(run => (run.IsFull, run.CapturedAt!.Value))];
        }

        Assert.True((await PointsAsync())[^1].IsFull);
        cloud.Clock.Advance(TimeSpan.FromHours(4));
        Assert.False((await PointsAsync())[^1].IsFull);
        await cloud.CompleteAsync(await RevertAsync(cloud, machine, snapshot, force: true));
        cloud.Clock.Advance(TimeSpan.FromHours(4));
        Assert.True((await PointsAsync())[^1].IsFull);
        cloud.Clock.Advance(TimeSpan.FromHours(4));
        Assert.False((await PointsAsync())[^1].IsFull);
    }

    [Fact]
    public async Task Cutting_the_power_needs_the_permission_for_it_and_going_back_does_not()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (off, on) = (await cloud.AddMachineAsync("off"), await cloud.AddMachineAsync("on", cloud.World.HostsA[0]));
        var (ofOff, ofOn) = (await TakeAsync(cloud, off), await TakeAsync(cloud, on));
        var manager = cloud.World.With(Permission.ComputeRead, Permission.ComputeManagement);

        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await RevertAsync(cloud, on, ofOn, force: true, caller: manager)).Problems).Kind);
        await cloud.CompleteAsync(await RevertAsync(cloud, off, ofOff, caller: manager));
        PowerTests.Refused("not-found", await RevertAsync(cloud, off, ofOff, caller: cloud.World.Stranger));
        PowerTests.Refused("not-found", await RevertAsync(cloud, off, ofOn));
    }

    [Theory]
    [InlineData(4, 2, 1, true, null)]
    [InlineData(4, 2, 0, true, "vm.no-backup-policy")]
    [InlineData(8, 2, 1, true, "snapshot.other-memory")]
    [InlineData(4, 4, 1, true, "snapshot.other-vcpus")]
    [InlineData(8, 4, 0, false, null)]
    public void Memory_goes_back_only_into_the_same_size_and_counts_as_a_start(int memory, int cpus, int policies, bool includesMemory, string? code)
    {
        var machine = new VirtualMachine(default, default, default, "web-01", "Debian 12", 2, 1, ByteSize.FromGiB(4), Domain.Catalog.Firmware.Uefi, DateTimeOffset.UnixEpoch);
        machine.ObserveHalted();
        var snapshot = new Snapshot(default, machine, "a", "", includesMemory, DateTimeOffset.UnixEpoch);
        snapshot.Keep();
        machine.Resize(cpus, 1, ByteSize.FromGiB(memory));
        Assert.Equal(code, machine.CanRevert(snapshot, includesMemory ? ByteSize.FromGiB(4) : ByteSize.Zero, force: false, policies).First?.Code);
    }

    [Fact]
    public void A_snapshot_that_is_being_taken_is_neither_gone_back_to_nor_described()
    {
        var machine = new VirtualMachine(default, default, default, "web-01", "Debian 12", 2, 1, ByteSize.FromGiB(4), Domain.Catalog.Firmware.Uefi, DateTimeOffset.UnixEpoch);
        machine.ObserveHalted();
        var snapshot = new Snapshot(default, machine, "a", "", false, DateTimeOffset.UnixEpoch);
        Assert.Equal("snapshot.busy", machine.CanRevert(snapshot, ByteSize.Zero, force: true, 1).First?.Code);
        Assert.Equal("snapshot.busy", snapshot.CheckKept().First?.Code);
        snapshot.Keep();
        Assert.True(machine.CanRevert(snapshot, ByteSize.Zero, force: true, 1).Ok);
    }

    [Fact]
    public async Task A_snapshot_gets_another_name_and_description_by_the_rules_of_a_new_one()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        var snapshot = await TakeAsync(cloud, machine);
        var update = cloud.Get<UpdateSnapshot>();

        PowerTests.Refused("snapshot.no-name", await update.SubmitAsync(new UpdateSnapshot.Input(snapshot, machine.Id, " ", ""), cloud.World.Caller, default));
        await cloud.CompleteAsync(await update.SubmitAsync(new UpdateSnapshot.Input(snapshot, machine.Id, " before 2.4 ", "kept until May"), cloud.World.Caller, default));

        var row = Assert.Single((await cloud.Get<SnapshotQueries>().OfAsync(machine.Id, cloud.World.Caller, default)).Value.Snapshots);
        Assert.Equal(("before 2.4", "kept until May"), (row.Name, row.Description));
        PowerTests.Refused("not-found", await update.SubmitAsync(new UpdateSnapshot.Input(snapshot, machine.Id, "a", ""), cloud.World.Stranger, default));
    }

    internal static async Task<Id<Snapshot>> TakeAsync(Cloud cloud, VirtualMachine machine, bool memory = false)
    {
        await cloud.CompleteAsync(await cloud.Get<TakeSnapshot>().SubmitAsync(machine.Id, "before the update", "", memory, cloud.World.Caller, default));
        cloud.Clock.Advance(TimeSpan.FromHours(1));
        return (await cloud.Get<SnapshotQueries>().OfAsync(machine.Id, cloud.World.Caller, default)).Value.Snapshots[0].Id;
    }

    static Task<Result<Id<Activity>>> RevertAsync(Cloud cloud, VirtualMachine machine, Id<Snapshot> snapshot, bool force = false, string? before = null, Caller? caller = null) =>
        cloud.Get<RevertToSnapshot>().SubmitAsync(new RevertToSnapshot.Order(machine.Id, snapshot, force, before), caller ?? cloud.World.Caller, default);

    static async Task<(PowerState, PendingAction)> StateAsync(Cloud cloud, VirtualMachine machine)
    {
        var now = await cloud.MachineAsync(machine.Id);
        return (now.Power, now.Pending);
    }

    static async Task NothingIsLeftAsync(Cloud cloud, int snapshots, ByteSize kept = default)
    {
        await using var database = cloud.Database();
        Assert.Equal(snapshots, await database.Snapshots.CountAsync());
        Assert.Equal(snapshots, await database.SnapshotDisks.CountAsync());
        Assert.Equal(snapshots, await database.Set<SimulatedVhd>().CountAsync());
        Assert.Equal(new ByteSize(Disk.Bytes * (1 + snapshots)) + kept, await UsedAsync(cloud));
        Assert.Equal(new ByteSize(Disk.Bytes * (1 + snapshots)) + kept, await WrittenAsync(cloud));
    }

    static async Task<ByteSize> UsedAsync(Cloud cloud)
    {
        await using var database = cloud.Database();
        return (await database.StorageRepositories.SingleAsync(storage => storage.Id == cloud.World.StorageA.Id)).Used;
    }

    static async Task<ByteSize> WrittenAsync(Cloud cloud) => (await cloud.Get<IBlockStorage>().ObserveAsync(default)).Single(seen => seen.Storage == cloud.World.StorageA.Id).Used;
}
