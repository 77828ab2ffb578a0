using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Cloud-init from the request to what the guest reports, on a drive of its own.</summary>
public sealed class ConfigDriveTests
{
    static readonly CloudInit Kept = new("#cloud-config\nhostname: erp-db\n", "version: 2\nethernets:\n  eth0:\n    addresses: [10.9.8.7/24]\n");
    static readonly CloudInit Destroyed = Kept with { DestroyAfterBoot = true };

    [Fact]
    public async Task The_guest_takes_its_name_and_address_from_the_drive_at_its_first_boot()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.CompleteAsync(await cloud.CreateAsync(cloud.World.Debian(start: true) with { CloudInit = Kept }));

        Assert.Equal(("", ""), await ReportedAsync(cloud));
        await InventoryAsync(cloud);

        Assert.Equal(("erp-db", "10.9.8.7"), await ReportedAsync(cloud));
        Assert.Equal(ConfigDrive.Kept, (await cloud.MachineAsync("web-01"))!.ConfigDrive);
    }

    [Fact]
    public async Task Without_a_network_config_the_address_is_the_one_the_network_gives()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.CompleteAsync(await cloud.CreateAsync(cloud.World.Debian(start: true) with { CloudInit = Kept with { NetworkConfig = "" } }));
        await InventoryAsync(cloud);

        Assert.Equal(("erp-db", cloud.Get<Guest>().Addresses((await cloud.MachineAsync("web-01"))!.Id)[0]), await ReportedAsync(cloud));
    }

    [Fact]
    public async Task A_drive_to_be_destroyed_is_there_until_the_machine_has_booted()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.CompleteAsync(await cloud.CreateAsync(cloud.World.Debian() with { CloudInit = Destroyed }));
        Assert.Equal(ConfigDrive.UntilFirstBoot, (await cloud.MachineAsync("web-01"))!.ConfigDrive);

        var machine = (await cloud.MachineAsync("web-01"))!.Id;
        await cloud.CompleteAsync(await cloud.Get<Infrastructure.Application.Compute.StartVirtualMachine>().SubmitAsync(new(machine, null), cloud.World.Caller, default));
        await InventoryAsync(cloud);

        Assert.Equal(ConfigDrive.None, (await cloud.MachineAsync("web-01"))!.ConfigDrive);
        Assert.Equal(("erp-db", "10.9.8.7"), await ReportedAsync(cloud));
    }

    [Fact]
    public async Task A_machine_without_a_guest_system_reads_nothing_from_it()
    {
        await using var cloud = await Cloud.CreateAsync();
        var world = cloud.World;
        var asked = NewMachine.From(world.Blank).WithDisks(world.NewDisk("system", 40)) with
        {
            Name = "web-01",
            BackupPolicies = [world.Daily.Id],
            StartAfterCreation = true,
            CloudInit = Destroyed,
            Adapters = [new NewAdapter(world.NetworkA.Id, null)],
        };
        await cloud.CompleteAsync(await cloud.CreateAsync(asked));
        await InventoryAsync(cloud);

        Assert.Equal(("", ""), await ReportedAsync(cloud));
        Assert.Equal(ConfigDrive.None, (await cloud.MachineAsync("web-01"))!.ConfigDrive);
    }

    [Fact]
    public async Task A_machine_without_cloud_init_has_no_drive_and_reports_no_name()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.CompleteAsync(await cloud.CreateAsync(cloud.World.Debian(start: true)));
        await InventoryAsync(cloud);

        Assert.Equal(ConfigDrive.None, (await cloud.MachineAsync("web-01"))!.ConfigDrive);
        Assert.Equal("", (await ReportedAsync(cloud)).Name);
    }

    /// <summary>"the maximum number of virtual disks per virtual machine, including CD-ROM drives, is 24".</summary>
    [Theory]
    [InlineData(22, true)]
    [InlineData(23, false)]
    public async Task The_drive_is_one_of_24_devices(int disks, bool fits)
    {
        await using var cloud = await Cloud.CreateAsync();
        var asked = cloud.World.Debian().WithDisks(Enumerable.Range(1, disks - 1).Select(n => cloud.World.NewDisk($"d{n}", 1))) with { CloudInit = Kept };

        var accepted = await cloud.CreateAsync(asked);

        Assert.Equal(fits, accepted.Ok);
        if (fits) await cloud.CompleteAsync(accepted);
        else Assert.Equal("disk.too-many-devices", Assert.Single(accepted.Problems).Code);
    }

    [Fact]
    public async Task A_creation_that_fails_leaves_no_drive_behind()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Create, 1, "The copy of the template broke off.", default);

        var activity = await cloud.EndAsync(await cloud.CreateAsync(cloud.World.Debian(start: true) with { CloudInit = Destroyed }));

        Assert.Equal(ActivityState.Failed, activity.State);
        await cloud.NothingIsLeftAsync();
        await using var database = cloud.Database();
        Assert.Empty(await database.Set<SimulatedMachine>().ToListAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(56)]
    [InlineData(64)]
    public async Task A_process_that_dies_on_the_way_changes_nothing_about_it(int secondsOfWork)
    {
        await using var cloud = await Cloud.CreateAsync();
        var accepted = await cloud.CreateAsync(cloud.World.Debian(start: true) with { CloudInit = Destroyed });
        using (var death = new CancellationTokenSource())
        {
            using var dying = new ActivityWorker(
                cloud.Get<IDbContextFactory<ConsoleDbContext>>(), cloud.Get<OperationRunner>(), new WorkSignal(), cloud.Clock, NullLogger<ActivityWorker>.Instance);
            await dying.BeginDueAsync(death.Token);
            for (var half = 0; half < secondsOfWork * 2; half++)
            {
                cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            }

            await death.CancelAsync();
        }

        cloud.Clock.Advance(Activity.Lease + TimeSpan.FromSeconds(1));
        await cloud.CompleteAsync(accepted);
        await InventoryAsync(cloud);

        Assert.Equal(("erp-db", "10.9.8.7"), await ReportedAsync(cloud));
        Assert.Equal(ConfigDrive.None, (await cloud.MachineAsync("web-01"))!.ConfigDrive);
        await using var database = cloud.Database();
        Assert.Equal(1, await database.Set<SimulatedMachine>().CountAsync());
    }

    static async Task InventoryAsync(Cloud cloud)
    {
        cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        await cloud.Get<GuestInventoryEngine>().RunAsync(default);
    }

    static async Task<(string Name, string Address)> ReportedAsync(Cloud cloud)
    {
        await using var database = cloud.Database();
        return ((await cloud.MachineAsync("web-01"))!.GuestHostName, (await database.NetworkAdapters.SingleAsync()).Address);
    }
}
