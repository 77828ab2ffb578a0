using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>"take a configuration template (0 disk), add a disk, create, then mount the ISO and boot DVD first" as one creation.</summary>
public sealed class InstallFromIsoTests
{
    [Fact]
    public async Task Machine_has_its_disk_the_ISO_in_its_drive_and_boots_from_it_first()
    {
        await using var cloud = await Cloud.CreateAsync();
        var image = await AddImageAsync(cloud);

        await cloud.CompleteAsync(await cloud.CreateAsync(FromIso(cloud, image)));

        var machine = (await cloud.MachineAsync("install-01"))!;
        Assert.Equal((PowerState.Halted, image, BootOrder.DvdDiskNetwork), (machine.Power, machine.MountedImageId!.Value, machine.BootOrder));
        Assert.Equal(ByteSize.FromGiB(30), await cloud.UsedAsync(cloud.World.StorageA));
        Assert.Equal(ByteSize.FromGiB(30), await cloud.WrittenAsync(cloud.World.StorageA));
    }

    [Fact]
    public async Task Machine_is_started_and_runs_from_the_ISO()
    {
        await using var cloud = await Cloud.CreateAsync();
        var image = await AddImageAsync(cloud);

        await cloud.CompleteAsync(await cloud.CreateAsync(FromIso(cloud, image) with { BackupPolicies = [cloud.World.Daily.Id], StartAfterCreation = true }));

        var machine = (await cloud.MachineAsync("install-01"))!;
        Assert.Equal((PowerState.Running, image), (machine.Power, machine.MountedImageId!.Value));
        Assert.False(machine.Tools.ManagementAgent);
    }

    [Fact]
    public async Task ISO_counts_as_mounted_while_the_machine_is_being_created()
    {
        await using var cloud = await Cloud.CreateAsync();
        var image = await AddImageAsync(cloud);

        await cloud.CreateAsync(FromIso(cloud, image));

        await using var database = cloud.Database();
        Assert.Equal(image, (await database.VirtualMachines.SingleAsync()).MountedImageId);
        await cloud.SettleAsync();
    }

    [Fact]
    public async Task What_speaks_against_an_installation_is_told()
    {
        await using var cloud = await Cloud.CreateAsync();
        var world = cloud.World;
        var image = await AddImageAsync(cloud);
        var elsewhere = await AddImageAsync(cloud, world.StorageB);

        await RefusedAsync("new-machine.image", FromIso(cloud, image) with { Image = null });
        await RefusedAsync("new-machine.image", FromIso(cloud, cloud.Get<IdSource>().Next<DiskImage>()));
        await RefusedAsync("iso.other-pool", FromIso(cloud, elsewhere));
        await RefusedAsync("new-machine.needs-disk", FromIso(cloud, image) with { Disks = [] });
        await RefusedAsync("new-machine.image-template", world.Debian("install-01") with { Method = CreationMethod.Iso, Image = image });
        await cloud.NothingIsLeftAsync();

        async Task RefusedAsync(string code, NewMachine machine) => Assert.Equal(code, Assert.Single((await cloud.CreateAsync(machine)).Problems).Code);
    }

    [Fact]
    public async Task ISO_on_storage_that_was_lost_meanwhile_ends_the_creation_and_leaves_nothing()
    {
        await using var cloud = await Cloud.CreateAsync();
        var image = await AddImageAsync(cloud, cloud.World.HeartbeatA);
        await cloud.Get<Faults>().ConnectAsync(cloud.World.HeartbeatA.Id, false, default);

        var activity = await cloud.EndAsync(await cloud.CreateAsync(FromIso(cloud, image)));

        Assert.Equal((ActivityState.Failed, "The block storage hb-az05 is disconnected."), (activity.State, activity.Reason));
        await cloud.NothingIsLeftAsync();
        Assert.Equal(ByteSize.Zero, await cloud.WrittenAsync(cloud.World.StorageA));
    }

    [Fact]
    public async Task ISO_of_one_host_is_advised_about()
    {
        await using var cloud = await Cloud.CreateAsync();
        var local = new StorageRepository(
            cloud.Get<IdSource>().Next<StorageRepository>(), cloud.World.Tenant.Id, cloud.World.PoolA.Id, "iso-az05", "MASS STORAGE - Archival", ByteSize.FromGiB(100), false, "local");
        var image = new DiskImage(cloud.Get<IdSource>().Next<DiskImage>(), cloud.World.Tenant.Id, local.Id, "debian-13.iso", "", ByteSize.FromMiB(600));

        Assert.Equal("iso.local", new ImageRoom(image, local).AdviceFor("web-01")?.Code);
        Assert.Null(new ImageRoom(image, cloud.World.StorageA).AdviceFor("web-01"));
    }

    internal static NewMachine FromIso(Cloud cloud, Id<DiskImage> image, string name = "install-01") => NewMachine.From(cloud.World.Blank) with
    {
        Name = name,
        Method = CreationMethod.Iso,
        Image = image,
        Disks = [cloud.World.NewDisk("system", 30)],
        Adapters = [new NewAdapter(cloud.World.NetworkA.Id, null)],
    };

    internal static async Task<Id<DiskImage>> AddImageAsync(Cloud cloud, StorageRepository? storage = null, string name = "debian-13.iso")
    {
        await using var database = cloud.Database();
        var image = new DiskImage(cloud.Get<IdSource>().Next<DiskImage>(), cloud.World.Tenant.Id, (storage ?? cloud.World.StorageA).Id, name, "Installs Debian 13", ByteSize.FromMiB(600));
        database.Add(image);
        await database.SaveChangesAsync();
        return image.Id;
    }
}
