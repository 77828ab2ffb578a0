using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Machines made from public images.</summary>
public sealed class MarketplaceDeploymentTests
{
    public static TheoryData<string> Names => [.. MarketplaceItem.All.Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_image_is_deployed_to_every_pool_with_what_it_says(string name)
    {
        await using var cloud = await Cloud.CreateAsync();
        var (world, item) = (cloud.World, MarketplaceItem.All.Single(item => item.Name == name));

        foreach (var (pool, storage, network) in new[] { (world.PoolA, world.StorageA, world.NetworkA.Id), (world.PoolB, world.StorageB, world.NetworkB.Id) })
        {
            var asked = Deployed(item, pool, storage, network) with { Name = $"m-{pool.Name}" };
            await cloud.CompleteAsync(await cloud.CreateAsync(asked));

            var machine = (await cloud.MachineAsync(asked.Name))!;
            Assert.Equal(
                (item.Machine.OperatingSystem, item.Machine.VirtualCpus, item.Machine.CoresPerSocket, item.Machine.Memory, item.Machine.Firmware, PowerState.Halted),
                (machine.GuestSystem, machine.VirtualCpus, machine.CoresPerSocket, machine.Memory, machine.Firmware, machine.Power));
            await using var database = cloud.Database();
            Assert.Equal(
                item.Machine.Disks.Select(disk => (disk.Name, disk.VirtualSize)),
                (await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).OrderBy(disk => disk.Position).ToListAsync()).Select(disk => (disk.Name, disk.Capacity)));
            Assert.Equal(item.Machine.NetworkAdapters.Count, await database.NetworkAdapters.CountAsync(adapter => adapter.MachineId == machine.Id));
            Assert.Equal(item.Size, await cloud.WrittenAsync(storage));
        }
    }

    [Fact]
    public async Task Image_is_fetched_before_its_disks_are_written()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (world, item) = (cloud.World, MarketplaceItem.All[0]);
        var copying = item.Size.GiB * 2.7;

        var begun = cloud.Clock.GetUtcNow();
        await cloud.CompleteAsync(await cloud.CreateAsync(Deployed(item, world.PoolA, world.StorageA, world.NetworkA.Id)));

        // One tenth up or down is drawn; the fetching is more than that only together with the copy.
        var took = (cloud.Clock.GetUtcNow() - begun).TotalSeconds;
        Assert.InRange(took, (copying + (8.6 * item.Download.GiB)) * 0.89, (copying + (8.6 * item.Download.GiB)) * 1.13);
    }

    [Fact]
    public async Task Started_machine_reports_what_cloud_init_gave_it()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (world, item) = (cloud.World, MarketplaceItem.All.Single(item => item.Name == "Monitoring"));

        await cloud.CompleteAsync(await cloud.CreateAsync(Deployed(item, world.PoolA, world.StorageA, world.NetworkA.Id) with
        {
            CloudInit = new CloudInit("#cloud-config\nhostname: watch-01\n", ""),
            BackupPolicies = [world.Daily.Id],
            StartAfterCreation = true,
        }));

        Assert.Equal(PowerState.Running, (await cloud.MachineAsync("m-01"))!.Power);
    }

    [Fact]
    public async Task What_speaks_against_a_deployment_is_told()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (world, item) = (cloud.World, MarketplaceItem.All[0]);
        var good = Deployed(item, world.PoolA, world.StorageA, world.NetworkA.Id);

        await RefusedAsync("new-machine.item", good with { Item = null });
        await RefusedAsync("new-machine.item", good with { Item = cloud.Get<IdSource>().Next() });
        await RefusedAsync("new-machine.figures", good with { VirtualCpus = 1, CoresPerSocket = 1 });
        await RefusedAsync("new-machine.source-disk", good with { Disks = [good.Disks[0]] });
        await RefusedAsync("new-machine.source-disk-size", good with { Disks = [good.Disks[0] with { Capacity = ByteSize.FromGiB(5) }, good.Disks[1]] });
        await RefusedAsync("storage.not-in-pool", good with { Disks = [good.Disks[0] with { Storage = null }, good.Disks[1]] });
        await RefusedAsync("network.not-in-pool", good with { Adapters = [new NewAdapter(null, null)] });
        await cloud.NothingIsLeftAsync();

        async Task RefusedAsync(string code, NewMachine machine) => Assert.Equal(code, Assert.Single((await cloud.CreateAsync(machine)).Problems).Code);
    }

    [Fact]
    public void Identities_and_names_of_the_images_are_their_own()
    {
        Assert.Equal(MarketplaceItem.All.Count, MarketplaceItem.All.Select(item => item.Id).Distinct().Count());
        Assert.Equal(MarketplaceItem.All.Select(item => item.Name).Order(StringComparer.Ordinal), MarketplaceItem.All.Select(item => item.Name));
        Assert.All(MarketplaceItem.All, item => Assert.True(DiskLimits.CheckDevices(item.Machine.Disks.Count, true).Ok && item.Machine.VirtualCpus % item.Machine.CoresPerSocket == 0));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(45, true)]
    [InlineData(46, false)]
    [InlineData(-1, false)]
    public void Image_is_new_for_45_days(int days, bool isNew) =>
        Assert.Equal(isNew, MarketplaceItem.All[0].IsNewOn(MarketplaceItem.All[0].CreationDate.AddDays(days)));

    internal static NewMachine Deployed(MarketplaceItem item, Pool pool, StorageRepository storage, Id<Domain.Network.VirtualNetwork> network) => new(
        pool.Id, null, "m-01", item.Machine.VirtualCpus, item.Machine.CoresPerSocket, item.Machine.Memory,
        [.. item.Machine.Disks.Select(disk => new NewDisk(disk.Name, disk.VirtualSize, storage.Id))], [.. item.Machine.NetworkAdapters.Select(_ => new NewAdapter(network, null))],
        HighAvailabilityPriority.Disabled, 0, [], false, null, CreationMethod.Marketplace, Item: item.Id);
}
