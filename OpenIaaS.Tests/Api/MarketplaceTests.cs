using System.Net;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Api;

public sealed class MarketplaceTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Items = "/marketplace/v1/items";

    static readonly MarketplaceItem Firewall = MarketplaceItem.All.Single(item => item.Name == "Firewall and VPN gateway");

    [Fact]
    public async Task Items_are_read_one_by_one_and_all()
    {
        var client = await cloud.ClientAsync(Permission.ComputeRead);

        Assert.Equal(MarketplaceItem.All.Select(item => item.Name), (await client.ListAsync(Items)).Names());
        var item = (await client.ReadAsync($"{Items}/{Firewall.Id}"))!;
        Assert.Equal(
            ("OpenIaaS Library", Firewall.Description.French, Firewall.Description.English, "2026-10-26T00:00:00Z", "2026-11-16T00:00:00Z", "1.4", "20261116.1"),
            ((string)item["editor"]!, (string)item["description"]!, (string)item["descriptionEN"]!, (string)item["creationDate"]!, (string)item["lastUpdate"]!, (string)item["version"]!, (string)item["build"]!));
        Assert.All(await client.ListAsync(Items), listed => Assert.Equal("Virtual Machine Image", (string)listed!["type"]!));
        Assert.Equal(["Network", "Security"], item["categories"]!.AsArray().Select(category => (string)category!));
        Assert.Equal((Firewall.Details.HowToUse.French, Firewall.Details.HowToUse.English), ((string)item["details"]!["howToUse"]!, (string)item["detailsEN"]!["howToUse"]!));
        Assert.Equal("""{"key":"open_iaas","name":"OpenIaaS","skUs":[],"files":[]}""", item["deploymentOptions"]!["targets"]!.AsArray().Single()!.ToJsonString());
        Assert.Null(await client.ReadAsync($"{Items}/{cloud.World.PoolA.Id}"));
        Assert.Null(await client.ReadAsync($"{Items}/{Firewall.Id}/vmware/info"));
        Assert.Null(await client.ReadAsync($"{Items}/nonsense/open_iaas/info"));
        await (await cloud.ClientAsync(Permission.ActivityRead)).RefusedAsync(HttpStatusCode.Forbidden, "GET", Items);
    }

    [Fact]
    public async Task Machine_of_an_item_is_told_before_it_is_made() =>
        Assert.Equal(
            $$$"""
            {"name":"Firewall and VPN gateway","description":"{{{Firewall.Description.English}}}","cpu":{"count":2,"coresPerSocket":1},"memory":{{{2L << 30}}},
            "operatingSystem":{"name":"Debian 12","distro":"debian","version":"12"},"disks":[{"name":"system","virtualSize":{{{10L << 30}}},"physicalUtilisation":{{{2L << 30}}},"type":"vhd"}],
            "networkAdapters":[{"name":"eth0","networkName":"outer","mtu":1500},{"name":"eth1","networkName":"inner","mtu":1500}],
            "highAvailability":{"enabled":false,"restartPriority":"disabled"},"pvDrivers":{"detected":true,"version":"","upToDate":true}}
            """.ReplaceLineEndings(""),
            (await (await cloud.ClientAsync()).ReadAsync($"{Items}/{Firewall.Id}/open_iaas/info"))!.ToJsonString());

    [Fact]
    public async Task Item_becomes_a_machine_with_each_adapter_on_its_network()
    {
        var (world, client) = (cloud.World, await cloud.ClientAsync());
        var info = (await client.ReadAsync($"{Items}/{Firewall.Id}/open_iaas/info"))!["networkAdapters"]!.AsArray();

        // Both names are sent, and the adapter's goes before the network's.
        var id = await client.WriteAsync("POST", $"{Items}/open_iaas/deploy", Asked("gw-01", new { cloudConfig = "#cloud-config\nhostname: gw-01\n" },
            new { sourceNetworkName = "unheard of", networkAdapterName = (string?)info[1]!["name"], destinationNetworkId = $"{world.TrunkA.Id}" },
            new { sourceNetworkName = (string?)info[0]!["networkName"], networkAdapterName = "", destinationNetworkId = $"{world.NetworkA.Id}" }));

        await using var database = cloud.Host.Database();
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == new Id<VirtualMachine>(Guid.Parse(id)));
        Assert.Equal(("gw-01", world.PoolA.Id, 2, ByteSize.FromGiB(2), PowerState.Halted, ConfigDrive.Kept), (machine.Name, machine.PoolId, machine.VirtualCpus, machine.Memory, machine.Power, machine.ConfigDrive));
        Assert.Equal([world.NetworkA.Id, world.TrunkA.Id], await database.NetworkAdapters.Where(adapter => adapter.MachineId == machine.Id).OrderBy(adapter => adapter.Position).Select(adapter => adapter.NetworkId).ToListAsync());
        var disk = await database.VirtualDisks.SingleAsync(row => row.MachineId == machine.Id);
        Assert.Equal((world.StorageA.Id, ByteSize.FromGiB(10)), (disk.StorageRepositoryId, disk.Capacity));
        Assert.Contains($"{disk.Id}", (await client.ReadAsync($"/compute/v1/open_iaas/storage_repositories/{world.StorageA.Id}"))!["virtualDisks"]!.AsArray().Select(known => (string)known!));
    }

    [Fact]
    public async Task Deployment_that_cannot_be_is_refused_by_the_name_of_the_field()
    {
        var (world, strange) = (cloud.World, await cloud.AddStrangerAsync());
        object[] mapped = [To("eth0", $"{world.NetworkA.Id}"), To("eth1", $"{world.TrunkA.Id}")];

        Assert.Equal(["id", "name", "storageRepositoryId"], await FieldsAsync(HttpStatusCode.BadRequest, new { }));
        Assert.Equal(["networkData", "networkData"], await FieldsAsync(HttpStatusCode.BadRequest, Asked("gw-02", null)));
        Assert.Equal(["networkData"], await FieldsAsync(HttpStatusCode.BadRequest, Asked("gw-02", null, mapped[0], To("eth1", $"{world.NetworkB.Id}"))));
        Assert.Equal(["networkData"], await FieldsAsync(HttpStatusCode.BadRequest, Asked("gw-02", null, mapped[0], To("eth1", strange["networks"]))));
        Assert.Equal(["networkData[2]"], await FieldsAsync(HttpStatusCode.BadRequest, Asked("gw-02", null, mapped[0], mapped[1], To("eth2", $"{world.NetworkA.Id}"))));
        Assert.Equal(["name"], await FieldsAsync(HttpStatusCode.BadRequest, Asked("", null, mapped)));
        Assert.Equal(["cloudInit.cloudConfig"], await FieldsAsync(HttpStatusCode.BadRequest, Asked("gw-02", new { networkConfig = "version: 2" }, mapped)));
        Assert.Equal(["storageRepositoryId"], await FieldsAsync(HttpStatusCode.NotFound, new { id = $"{Firewall.Id}", name = "gw-02", storageRepositoryId = strange["storage_repositories"], networkData = mapped }));
        Assert.Equal(["id"], await FieldsAsync(HttpStatusCode.NotFound, new { id = $"{world.PoolA.Id}", name = "gw-02", storageRepositoryId = $"{world.StorageA.Id}", networkData = mapped }));
        await (await cloud.ClientAsync(Permission.ComputeRead)).RefusedAsync(HttpStatusCode.Forbidden, "POST", $"{Items}/open_iaas/deploy", Asked("gw-02", null, mapped));
    }

    static object To(string adapter, string network) => new { networkAdapterName = adapter, destinationNetworkId = network };

    object Asked(string name, object? cloudInit, params object[] networkData) => new { id = $"{Firewall.Id}", name, storageRepositoryId = $"{cloud.World.StorageA.Id}", networkData, cloudInit };

    async Task<string?[]> FieldsAsync(HttpStatusCode status, object asked) =>
        [.. (await (await cloud.ClientAsync()).RefusedAsync(status, "POST", $"{Items}/open_iaas/deploy", asked))["problems"]!.AsArray().Select(error => (string?)error!["field"])];
}
