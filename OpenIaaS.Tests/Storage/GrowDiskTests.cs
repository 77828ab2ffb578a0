using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Storage;

/// <summary>Disks that are made larger, where the installation lets them grow.</summary>
public sealed class GrowDiskTests : IAsyncLifetime
{
    static readonly ByteSize System = ByteSize.FromGiB(20);
    static readonly ByteSize Larger = ByteSize.FromGiB(32);

    Cloud cloud = null!;

    public async ValueTask InitializeAsync() => cloud = await Cloud.CreateAsync(services => services.Replace(ServiceDescriptor.Singleton(new DiskGrowth(true))));

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task Disk_of_a_machine_that_is_off_takes_its_space_at_once_and_has_its_size_at_the_end()
    {
        var machine = await cloud.AddMachineAsync();
        var accepted = await GrowAsync(await DiskAsync(machine), Larger, "root");
        var during = await DiskAsync(machine);
        Assert.Equal((DiskAction.Growing, "root", System), (during.Pending, during.Name, during.Capacity));
        await SpaceAsync(Larger);
        PowerTests.Refused("disk.busy", await GrowAsync(during, Larger));

        var activity = await cloud.CompleteAsync(accepted);
        var disk = await DiskAsync(machine);
        Assert.Equal((DiskAction.None, "root", Larger), (disk.Pending, disk.Name, disk.Capacity));
        Assert.Equal((ActivityTypes.DiskGrow, PendingAction.None), (activity.Type, (await cloud.MachineAsync(machine.Id)).Pending));
        await SpaceAsync(Larger);
        await cloud.CompleteAsync(await cloud.Get<DeleteVirtualMachine>().SubmitAsync(new DeleteVirtualMachine.Input(machine.Id), cloud.World.Caller, default));
        await SpaceAsync(ByteSize.Zero);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Growth_that_fails_leaves_the_disk_its_name_and_its_space_as_they_were(bool storageLost)
    {
        var machine = await cloud.AddMachineAsync();
        if (!storageLost) await cloud.Get<Faults>().SetAsync(SimulatedWork.GrowDisk, 1, "The storage manager gave up.", default);
        var accepted = await GrowAsync(await DiskAsync(machine), Larger, "root");
        await cloud.Get<ActivityWorker>().BeginDueAsync(default);
        if (storageLost) await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, connected: false, default);

        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(accepted)).State);
        var disk = await DiskAsync(machine);
        Assert.Equal((DiskAction.None, "system", System), (disk.Pending, disk.Name, disk.Capacity));
        Assert.Equal(PendingAction.None, (await cloud.MachineAsync(machine.Id)).Pending);
        await SpaceAsync(System);
    }

    [Fact]
    public async Task Disk_in_use_grows_once_it_is_disconnected_and_one_that_no_machine_has_too()
    {
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        await cloud.CompleteAsync(await cloud.Get<CreateDisk>().SubmitAsync(new CreateDisk.Order(machine.Id, "data", System, cloud.World.StorageA.Id), cloud.World.Caller, default));
        PowerTests.Refused("disk.grows-unused", await GrowAsync(await DiskAsync(machine, 1), Larger));

        await cloud.CompleteAsync(await cloud.Get<DisconnectDisk>().SubmitAsync(new PlugDisk.Input((await DiskAsync(machine, 1)).Id, machine.Id), cloud.World.Caller, default));
        await cloud.CompleteAsync(await GrowAsync(await DiskAsync(machine, 1), Larger));
        var disk = await DiskAsync(machine, 1);
        await cloud.CompleteAsync(await cloud.Get<DetachDisk>().SubmitAsync(new DetachDisk.Input(disk.Id, machine.Id), cloud.World.Caller, default));
        await cloud.CompleteAsync(await GrowAsync(disk, Larger + System));
        await SpaceAsync(System + Larger + System);
        await cloud.CompleteAsync(await cloud.Get<DeleteDisk>().SubmitAsync(new DeleteDisk.Input(disk.Id), cloud.World.Caller, default));
        await SpaceAsync(System);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_takes_nothing()
    {
        var machine = await cloud.AddMachineAsync();
        var disk = await DiskAsync(machine);
        PowerTests.Refused("disk.no-shrink", await GrowAsync(disk, ByteSize.FromGiB(10), "root"));
        PowerTests.Refused("disk.too-large", await GrowAsync(disk, DiskLimits.Largest + ByteSize.FromMiB(1), "root"));
        await cloud.CompleteAsync(await cloud.Get<CreateDisk>().SubmitAsync(new CreateDisk.Order(machine.Id, "data", System, cloud.World.HeartbeatA.Id), cloud.World.Caller, default));
        PowerTests.Refused("storage.full", await GrowAsync(await DiskAsync(machine, 1), DiskLimits.Largest, "root"));
        await cloud.CompleteAsync(await cloud.Get<TakeSnapshot>().SubmitAsync(machine.Id, "before", "", includesMemory: false, cloud.World.Caller, default));
        PowerTests.Refused("disk.snapshots", await GrowAsync(disk, Larger, "root"));
        Assert.Equal(("system", System), ((await DiskAsync(machine)).Name, (await DiskAsync(machine)).Capacity));
        await SpaceAsync(System + System);
    }

    [Fact]
    public async Task Size_it_has_only_renames_it()
    {
        var machine = await cloud.AddMachineAsync();
        var activity = await cloud.CompleteAsync(await GrowAsync(await DiskAsync(machine), System, "root"));
        Assert.Equal((ActivityTypes.DiskRename, "root"), (activity.Type, (await DiskAsync(machine)).Name));
    }

    Task<Result<Id<Activity>>> GrowAsync(VirtualDisk disk, ByteSize to, string? name = null) =>
        cloud.Get<GrowDisk>().SubmitAsync(new GrowDisk.Order(disk.Id, name, to), cloud.World.Caller, default);

    async Task<VirtualDisk> DiskAsync(VirtualMachine machine, int position = 0)
    {
        await using var database = cloud.Database();
        return await database.VirtualDisks.AsNoTracking().SingleAsync(disk => disk.MachineId == machine.Id && disk.Position == position);
    }

    /// <summary>What the console and the array say is taken, once what was asked for has begun there.</summary>
    async Task SpaceAsync(ByteSize used)
    {
        await cloud.Get<ActivityWorker>().BeginDueAsync(default);
        var array = (await cloud.Get<IBlockStorage>().ObserveAsync(default)).Single(volume => volume.Storage == cloud.World.StorageA.Id).Used;
        await using var database = cloud.Database();
        Assert.Equal((used, used), ((await database.StorageRepositories.SingleAsync(storage => storage.Id == cloud.World.StorageA.Id)).Used, array));
    }
}
