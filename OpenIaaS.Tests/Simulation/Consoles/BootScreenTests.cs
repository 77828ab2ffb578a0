using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation.Consoles;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Simulation.Consoles;

/// <summary>What is on the screen while a machine boots, restarts and goes down: a function of what it is made of and of the time.</summary>
public sealed class BootScreenTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Start_is_seen_from_the_firmware_to_the_login()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily, address: "10.20.4.11");
        var desk = new Desk(cloud, machine.Id);
        Assert.Null(await desk.ReadAsync());

        await cloud.Get<IHypervisor>().StartAsync("start", machine.Id, null, default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(2.9));
        var firmware = await desk.ReadAsync();
        Assert.Equal((80, 25), await desk.SizeAsync());
        Assert.Contains("UEFI firmware, simulated machine      secure boot off", firmware, StringComparison.Ordinal);
        Assert.Contains("Memory       4096 MiB", firmware, StringComparison.Ordinal);
        Assert.Contains("Boot order   disk, DVD, network", firmware, StringComparison.Ordinal);

        cloud.Clock.Advance(TimeSpan.FromSeconds(5));
        var kernel = await desk.ReadAsync();
        Assert.Equal((100, 37), await desk.SizeAsync());
        Assert.Contains("Linux version", kernel, StringComparison.Ordinal);
        Assert.Contains("smp: 2 processors in 2 socket(s)", kernel, StringComparison.Ordinal);
        Assert.Contains("blkfront: xvda: 41943040 sectors of 512 bytes, 20 GiB", kernel, StringComparison.Ordinal);

        cloud.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Contains("[  OK  ] Started the system log", await desk.ReadAsync(), StringComparison.Ordinal);
        cloud.Clock.Advance(TimeSpan.FromSeconds(20));
        var login = await desk.ReadAsync();
        Assert.Contains("Debian 12  erp-db-01  tty1\neth0 10.20.4.11", login, StringComparison.Ordinal);
        Assert.Contains("This is a simulated machine. Log in with any name and any password.", login, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Same_machine_shows_the_same_to_whoever_comes_later()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);
        await cloud.Get<IHypervisor>().StartAsync("start", machine.Id, null, default);
        var early = new Desk(cloud, machine.Id);
        for (var second = 0; second < 6; second++)
        {
            cloud.Clock.Advance(Second);
            await early.ReadAsync();
        }

        Assert.Equal(await early.ReadAsync(), await new Desk(cloud, machine.Id).ReadAsync());
    }

    [Fact]
    public async Task Clean_stop_ends_the_services_and_then_the_screen()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, machine) = await RunningAsync(cloud);
        await cloud.Get<IHypervisor>().StopAsync("stop", machine.Id, false, default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Contains("[  OK  ] Stopped the secure shell server", await desk.ReadAsync(), StringComparison.Ordinal);
        cloud.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(await desk.ReadAsync());
    }

    [Fact]
    public async Task Forced_stop_says_nothing()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, machine) = await RunningAsync(cloud);
        await cloud.Get<IHypervisor>().StopAsync("stop", machine.Id, true, default);
        cloud.Clock.Advance(Second);
        Assert.DoesNotContain("Stopped", await desk.ReadAsync(), StringComparison.Ordinal);
        cloud.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(await desk.ReadAsync());
    }

    [Fact]
    public async Task Restart_goes_down_and_boots_anew_on_the_same_screen()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, machine) = await RunningAsync(cloud);
        await desk.LogInAsync();
        await cloud.Get<IHypervisor>().RestartAsync("restart", machine.Id, false, default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Contains("Stopped", await desk.ReadAsync(), StringComparison.Ordinal);
        List<string> seen = [];
        for (var half = 0; half < 30; half++)
        {
            cloud.Clock.Advance(Second / 2);
            seen.Add((await desk.ReadAsync())!);
        }

        Assert.Contains(seen, text => text.Contains("UEFI firmware", StringComparison.Ordinal));
        Assert.Contains(seen, text => text.Contains("Linux version", StringComparison.Ordinal));
        cloud.Clock.Advance(TimeSpan.FromSeconds(25));
        Assert.EndsWith("erp-db-01 login:", await desk.ReadAsync());
    }

    [Fact]
    public async Task Move_to_another_host_leaves_the_screen_as_it_is()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, machine) = await RunningAsync(cloud);
        await desk.LogInAsync();
        await desk.TypeAsync("echo here\n");
        var before = await desk.ReadAsync();
        await cloud.Get<IHypervisor>().MigrateAsync("move", machine.Id, cloud.World.HostsA[1].Id, default);
        cloud.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(cloud.World.HostsA[1].Id, Assert.Single(await cloud.Get<IHypervisor>().ObserveAsync([machine.Id], default)).Host);
        Assert.Equal(before, await desk.ReadAsync());
    }

    [Fact]
    public async Task Lost_host_takes_the_screen_with_it()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, _) = await RunningAsync(cloud);
        await cloud.Get<IBladeFabric>().FailAsync(cloud.World.HostsA[0].Id, default);
        cloud.Clock.Advance(Second * 2);
        Assert.Null(await desk.ReadAsync());
    }

    [Theory]
    [InlineData(BootOrder.DiskDvdNetwork, true, true, "Linux")]
    [InlineData(BootOrder.DvdDiskNetwork, true, true, "Image")]
    [InlineData(BootOrder.DvdDiskNetwork, false, true, "Linux")]
    [InlineData(BootOrder.NetworkDiskDvd, true, true, "Linux")]
    [InlineData(BootOrder.NetworkDvdDisk, true, true, "Image")]
    [InlineData(BootOrder.DiskDvdNetwork, true, false, "Image")]
    [InlineData(BootOrder.DiskDvdNetwork, false, false, "Nothing")]
    public void Machine_comes_up_from_the_first_device_that_has_something(BootOrder order, bool image, bool system, string source) =>
        Assert.Equal(source, $"{Infrastructure.Simulation.Consoles.Boot.BootDevice.Choose(Facts(order, image, system)).Source}");

    [Fact]
    public void Firmware_says_what_it_tried_when_nothing_boots()
    {
        var lines = string.Concat(Infrastructure.Simulation.Consoles.Boot.BootScript.Of(Facts(BootOrder.DvdDiskNetwork, false, false)).Lines.Select(line => line.Text));
        Assert.Contains("DVD: the drive is empty.\nDisk xvda: no boot loader is on it.\nNetwork: no adapter is plugged in.\n", lines, StringComparison.Ordinal);
        Assert.Contains("No bootable device.", lines, StringComparison.Ordinal);
        Assert.Contains("OpenIaaS BIOS", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Iso_that_boots_first_gives_a_rescue_system_that_lets_one_in()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("installer", cloud.World.HostsA[0]);
        await using (var database = cloud.Database())
        {
            var image = new DiskImage(cloud.Get<IdSource>().Next<DiskImage>(), cloud.World.Tenant.Id, cloud.World.StorageA.Id, "debian-12.8-netinst.iso", "To install Debian", ByteSize.FromMiB(631));
            database.Add(image);
            await database.SaveChangesAsync();
            await database.VirtualMachines.Where(row => row.Id == machine.Id).ExecuteUpdateAsync(row => row
                .SetProperty(it => it.MountedImageId, image.Id).SetProperty(it => it.BootOrder, BootOrder.DvdDiskNetwork));
        }

        var desk = new Desk(cloud, machine.Id);
        var screen = await desk.ReadAsync();
        Assert.Contains("debian-12.8-netinst.iso started from the DVD drive.", screen, StringComparison.Ordinal);
        Assert.EndsWith("root@installer:~#", screen);
        Assert.Contains("debian-12.8-netinst.iso", await desk.RunAsync("lsblk"), StringComparison.Ordinal);
    }

    static MachineFacts Facts(BootOrder order, bool image, bool system) => new()
    {
        Id = default, Name = "erp", HostName = "erp", System = system ? "Debian 12" : "Other install media", HasGuestSystem = system, Firmware = Firmware.Bios, SecureBoot = false, BootOrder = order,
        Image = image ? "debian.iso" : null, VirtualCpus = 4, CoresPerSocket = 2, Memory = ByteSize.FromGiB(4), Disks = [new("xvda", "system", ByteSize.FromGiB(20), true, 0.5)], Adapters = [],
        Tools = GuestTools.None, IsOn = true, IsFrozen = false, BootBegan = new(2026, 11, 23, 14, 0, 0, TimeSpan.Zero), BootedAt = new(2026, 11, 23, 14, 0, 10, TimeSpan.Zero), ReadyAt = new(2026, 11, 23, 14, 0, 25, TimeSpan.Zero),
    };

    static async Task<(Desk Desk, VirtualMachine Machine)> RunningAsync(Cloud cloud)
    {
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], policy: cloud.World.Daily);
        var desk = new Desk(cloud, machine.Id);
        Assert.EndsWith("erp-db-01 login:", await desk.ReadAsync());
        return (desk, machine);
    }
}
