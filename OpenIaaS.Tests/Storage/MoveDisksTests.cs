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

/// <summary>Disks of a machine that move to other storage of its pool in one activity.</summary>
public sealed class MoveDisksTests : IAsyncLifetime
{
    static readonly ByteSize System = ByteSize.FromGiB(20);
    static readonly ByteSize Data = ByteSize.FromGiB(8);
    Cloud cloud = null!;
    VirtualMachine machine = null!;

    CloudWorld World => cloud.World;

    public async ValueTask InitializeAsync()
    {
        cloud = await Cloud.CreateAsync();
        machine = await cloud.AddMachineAsync(runsOn: World.HostsA[0]);
        await cloud.CompleteAsync(await cloud.Get<CreateDisk>().SubmitAsync(new CreateDisk.Order(machine.Id, "data", Data, World.StorageA.Id), World.Caller, default));
    }

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task All_are_taken_at_both_ends_and_then_only_where_they_arrived()
    {
        var accepted = await MoveAsync(await DisksAsync());
        Assert.Equal((System + Data, System + Data), await UsedAsync());
        Assert.Equal(PendingAction.ChangingDisks, (await cloud.MachineAsync(machine.Id)).Pending);
        await cloud.CompleteAsync(accepted);
        Assert.Equal((ByteSize.Zero, System + Data), await UsedAsync());
        Assert.Equal(await OnArraysAsync(), await UsedAsync());
        Assert.All(await DisksAsync(), disk => Assert.Equal((World.HeartbeatA.Id, DiskAction.None), (disk.StorageRepositoryId, disk.Pending)));
        Assert.Equal(PendingAction.None, (await cloud.MachineAsync(machine.Id)).Pending);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_storage_lost_on_the_way_leaves_each_disk_where_it_whole_is_and_says_so(bool target)
    {
        var accepted = await MoveAsync(await DisksAsync());
        await cloud.Get<Infrastructure.Background.ActivityWorker>().BeginDueAsync(default);
        // Until the first one, of 20 GiB, has arrived.
        while ((await DisksAsync())[0].MovesToId is not null)
        {
            cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        await cloud.Get<Faults>().ConnectAsync(target ? World.HeartbeatA.Id : World.StorageA.Id, connected: false, default);
        var ended = await cloud.EndAsync(accepted);
        Assert.Equal(
            (ActivityState.Failed, $"The disk data was not moved: The block storage {(target ? World.HeartbeatA.Name : World.StorageA.Name)} is disconnected. Moved before that: system on {World.HeartbeatA.Name}. Where they were: data on {World.StorageA.Name}."),
            (ended.State, ended.Reason));
        Assert.Equal((Data, System), await UsedAsync());
        Assert.Equal(await OnArraysAsync(), await UsedAsync());
        Assert.All(await DisksAsync(), disk => Assert.Equal((DiskAction.None, null), (disk.Pending, disk.MovesToId)));
        Assert.Equal(PendingAction.None, (await cloud.MachineAsync(machine.Id)).Pending);
    }

    [Fact]
    public async Task The_first_that_fails_leaves_all_where_they_were()
    {
        await cloud.Get<Faults>().SetAsync(SimulatedWork.MoveDisk, 1, "The copy was not whole.", default, times: 1);
        var ended = await cloud.EndAsync(await MoveAsync(await DisksAsync()));
        Assert.Equal($"The disk system was not moved: The copy was not whole. Every disk is where it was: system on {World.StorageA.Name}, data on {World.StorageA.Name}.", ended.Reason);
        Assert.Equal((System + Data, ByteSize.Zero), await UsedAsync());
    }

    [Fact]
    public async Task One_disk_alone_moves_and_the_other_stays()
    {
        await cloud.CompleteAsync(await MoveAsync([(await DisksAsync())[1]]));
        Assert.Equal((System, Data), await UsedAsync());
    }

    [Fact]
    public async Task None_and_where_they_lie_is_refused_with_the_input()
    {
        PowerTests.Refused("disk.none-to-move", await MoveAsync([]));
        var disk = (await DisksAsync())[0];
        var refused = Assert.Single((await MoveAsync([disk], World.StorageA.Id)).Problems);
        Assert.Equal(("disk.same-storage", DiskMove.Field(disk.Id)), (refused.Code, refused.Field));
        PowerTests.Refused("storage.not-in-pool", await MoveAsync([disk], World.StorageB.Id));
    }

    [Fact]
    public async Task All_must_fit_together()
    {
        await using (var database = cloud.Database())
        {
            var storage = await database.StorageRepositories.SingleAsync(row => row.Id == World.HeartbeatA.Id);
            Assert.True(storage.Reserve(storage.Free - System).Ok);
            await database.SaveChangesAsync();
        }

        var refused = Assert.Single((await MoveAsync(await DisksAsync())).Problems);
        Assert.Equal($"The block storage {World.HeartbeatA.Name} has 20 GiB free; 28 GiB was asked for.", refused.Message);
    }

    [Fact]
    public async Task A_snapshot_holds_a_disk()
    {
        await cloud.CompleteAsync(await cloud.Get<TakeSnapshot>().SubmitAsync(machine.Id, "before", "", includesMemory: false, World.Caller, default));
        Assert.All((await MoveAsync(await DisksAsync())).Problems, problem => Assert.Equal("disk.snapshots", problem.Code));
    }

    [Fact]
    public async Task A_disk_of_another_machine_is_none_of_its()
    {
        var other = await cloud.AddMachineAsync("erp-db-02");
        await using var database = cloud.Database();
        var disk = await database.VirtualDisks.SingleAsync(row => row.MachineId == other.Id);
        PowerTests.Refused("not-found", await MoveAsync([disk]));
    }

    Task<Result<Id<Activity>>> MoveAsync(IReadOnlyList<VirtualDisk> disks, Id<StorageRepository>? to = null) => cloud.Get<MoveDisks>().SubmitAsync(
        new MoveDisks.Input(machine.Id, [.. disks.Select(disk => new MoveDisks.Move(disk.Id, to ?? World.HeartbeatA.Id))]), World.Caller, default);

    async Task<List<VirtualDisk>> DisksAsync()
    {
        await using var database = cloud.Database();
        return await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).OrderBy(disk => disk.Position).ToListAsync();
    }

    async Task<(ByteSize, ByteSize)> UsedAsync()
    {
        await using var database = cloud.Database();
        var used = await database.StorageRepositories.ToDictionaryAsync(storage => storage.Id, storage => storage.Used);
        return (used[World.StorageA.Id], used[World.HeartbeatA.Id]);
    }

    async Task<(ByteSize, ByteSize)> OnArraysAsync()
    {
        var arrays = await cloud.Get<IBlockStorage>().ObserveAsync(default);
        return (arrays.Single(volume => volume.Storage == World.StorageA.Id).Used, arrays.Single(volume => volume.Storage == World.HeartbeatA.Id).Used);
    }
}
