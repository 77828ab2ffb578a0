using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class SnapshotTests
{
    static readonly ByteSize Disk = ByteSize.FromGiB(20);

    [Fact]
    public async Task A_snapshot_takes_the_size_of_the_disk_and_gives_it_back_only_when_its_blocks_are_merged()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0]);
        await cloud.CompleteAsync(await TakeAsync(cloud, machine));
        cloud.Clock.Advance(TimeSpan.FromHours(6));
        var chain = (await cloud.Get<SnapshotQueries>().OfAsync(machine.Id, cloud.World.Caller, default)).Value;
        Assert.Equal((Disk, SnapshotStatus.Ready), (Assert.Single(chain.Snapshots).Size, chain.Snapshots[0].Status));
        Assert.Equal(Disk + Disk, await UsedAsync(cloud));

        await cloud.CompleteAsync(await cloud.Get<DeleteSnapshot>().SubmitAsync(new DeleteSnapshot.Input(chain.Snapshots[0].Id, machine.Id), cloud.World.Caller, default));
        Assert.Equal(Disk + Disk, await UsedAsync(cloud));
        chain = (await cloud.Get<SnapshotQueries>().OfAsync(machine.Id, cloud.World.Caller, default)).Value;
        Assert.Empty(chain.Snapshots);
        var merging = Assert.Single(chain.Merging);
        Assert.False(merging.FreezesMachine);

        cloud.Clock.Advance(merging.ExpectedAt - cloud.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        await cloud.Get<CoalesceEngine>().RunAsync(default);
        Assert.Equal(Disk + Disk, await UsedAsync(cloud));
        cloud.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await cloud.Get<CoalesceEngine>().RunAsync(default);
        Assert.Equal(Disk, await UsedAsync(cloud));
        Assert.Empty((await cloud.Get<SnapshotQueries>().OfAsync(machine.Id, cloud.World.Caller, default)).Value.Merging);
    }

    [Fact]
    public async Task A_snapshot_that_fails_leaves_nothing()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        await cloud.Get<Faults>().FreezeAsync(machine.Name, frozen: true, default);

        var ended = await cloud.EndAsync(await TakeAsync(cloud, machine));

        Assert.Contains("froze", ended.Reason, StringComparison.Ordinal);
        Assert.Equal(Disk, await UsedAsync(cloud));
        await using var database = cloud.Database();
        Assert.Empty(await database.Snapshots.ToListAsync());
        Assert.Empty(await database.SnapshotDisks.ToListAsync());
        Assert.Equal(PendingAction.None, (await database.VirtualMachines.SingleAsync()).Pending);
        Assert.Empty(await database.Set<SimulatedVhd>().ToListAsync());
    }

    [Fact]
    public async Task A_storage_without_room_refuses_with_the_figures_and_takes_nothing()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        await using (var database = cloud.Database())
        {
            var storage = await database.StorageRepositories.SingleAsync(row => row.Id == cloud.World.StorageA.Id);
            Assert.True(storage.Reserve(storage.Free - ByteSize.FromGiB(19)).Ok);
            await database.SaveChangesAsync();
        }

        var refused = await TakeAsync(cloud, machine);

        Assert.Equal("storage.full", refused.Problems[0].Code);
        Assert.Contains("19 GiB free; 20 GiB was asked for", refused.Problems[0].Message, StringComparison.Ordinal);
        await using var after = cloud.Database();
        Assert.Empty(await after.Snapshots.ToListAsync());
    }

    [Fact]
    public async Task A_machine_deleted_with_its_snapshots_gives_all_its_space_back()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        await cloud.CompleteAsync(await TakeAsync(cloud, machine));
        await cloud.CompleteAsync(await TakeAsync(cloud, machine));
        await using (var database = cloud.Database())
        {
            var oldest = await database.Snapshots.OrderBy(snapshot => snapshot.CreatedAt).Select(snapshot => snapshot.Id).FirstAsync();
            await cloud.CompleteAsync(await cloud.Get<DeleteSnapshot>().SubmitAsync(new DeleteSnapshot.Input(oldest, machine.Id), cloud.World.Caller, default));
        }

        await cloud.CompleteAsync(await cloud.Get<DeleteVirtualMachine>().SubmitAsync(new DeleteVirtualMachine.Input(machine.Id), cloud.World.Caller, default));
        cloud.Clock.Advance(TimeSpan.FromHours(1));
        await cloud.Get<CoalesceEngine>().RunAsync(default);

        Assert.Equal(ByteSize.Zero, await UsedAsync(cloud));
        var volume = (await cloud.Get<OpenIaaS.Domain.Storage.IBlockStorage>().ObserveAsync(default)).Single(seen => seen.Storage == cloud.World.StorageA.Id);
        Assert.Equal(ByteSize.Zero, volume.Used);
    }

    [Theory]
    [InlineData(28, null)]
    [InlineData(29, "snapshot.chain")]
    public void A_machine_has_29_snapshots_at_the_most(int snapshots, string? code) => Is(code, Machine().CanSnapshot(includesMemory: false, snapshots, disks: 1));

    [Theory]
    [InlineData(0, "snapshot.no-disk")]
    [InlineData(1, null)]
    public void A_machine_without_disk_has_nothing_to_take(int disks, string? code) => Is(code, Machine().CanSnapshot(includesMemory: false, 0, disks));

    [Theory]
    [InlineData(1536, true, true, null)]
    [InlineData(1537, true, true, "snapshot.memory-too-large")]
    [InlineData(4, true, false, "snapshot.needs-drivers")]
    [InlineData(4, false, true, "snapshot.memory-halted")]
    public void Memory_is_included_of_a_running_machine_with_drivers_up_to_1536_GiB(int memory, bool runs, bool drivers, string? code)
    {
        var machine = Machine(memory);
        if (runs) machine.ObserveRunning(default);
        machine.Observe(new GuestTools(true, drivers, "8.4.0"));
        Is(code, machine.CanSnapshot(includesMemory: true, 0, disks: 1));
    }

    [Theory]
    [InlineData("", "", "snapshot.no-name")]
    [InlineData("a", "", null)]
    [InlineData("100", "500", null)]
    [InlineData("101", "", "snapshot.name")]
    [InlineData("a", "501", "snapshot.description")]
    public void Names_and_descriptions_have_an_end(string name, string description, string? code) => Is(code, Snapshot.Check(Long(name), Long(description)));

    static string Long(string text) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var length) ? new string('x', length) : text;

    static void Is(string? code, Result result) => Assert.Equal(code, result.Problems.Count == 0 ? null : result.Problems[0].Code);

    static VirtualMachine Machine(int memory = 4)
    {
        var machine = new VirtualMachine(default, default, default, "web-01", "Debian 12", 2, 1, ByteSize.FromGiB(memory), Domain.Catalog.Firmware.Uefi, DateTimeOffset.UnixEpoch);
        machine.ObserveHalted();
        return machine;
    }

    static Task<Result<Id<OpenIaaS.Domain.Activities.Activity>>> TakeAsync(Cloud cloud, VirtualMachine machine) =>
        cloud.Get<TakeSnapshot>().SubmitAsync(machine.Id, "before the update", "", includesMemory: false, cloud.World.Caller, default);

    static async Task<ByteSize> UsedAsync(Cloud cloud)
    {
        await using var database = cloud.Database();
        return (await database.StorageRepositories.SingleAsync(storage => storage.Id == cloud.World.StorageA.Id)).Used;
    }
}
