namespace OpenIaaS.Tests.Api;

public sealed class NetworkTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Networks = "/compute/v1/open_iaas/networks";

    [Fact]
    public async Task Network_tells_its_place_and_the_adapters_on_it()
    {
        var (world, client) = (cloud.World, await cloud.ClientAsync());
        var (_, _, adapter) = await cloud.AddMachineAsync("erp-db-01");

        Assert.Equal(
            $$$"""
            {"id":"{{{world.NetworkA.Id}}}","machineManager":{"id":"{{{world.ZoneA.Id}}}","name":"AZ05"},"internalId":"{{{world.NetworkA.Id}}}","name":"prod-20",
            "pool":{"id":"{{{world.PoolA.Id}}}","name":"clu001-az05"},"maximumTransmissionUnit":1500,"networkAdapters":["{{{adapter.Id}}}"],
            "networkBlockDevice":false,"insecureNetworkBlockDevice":false,"vpc":null}
            """.ReplaceLineEndings(""),
            (await client.ReadAsync($"{Networks}/{world.NetworkA.Id}"))!.ToJsonString());
    }

    [Fact]
    public async Task Networks_are_filtered_by_zone_and_pool_and_others_are_never_among_them()
    {
        var (world, client, strange) = (cloud.World, await cloud.ClientAsync(), await cloud.AddStrangerAsync());

        Assert.Equal(["prod-20", "prod-20", "trunk-prod"], (await client.ListAsync(Networks)).Names());
        Assert.Equal(["prod-20", "trunk-prod"], (await client.ListAsync($"{Networks}?machineManagerId={world.ZoneA.Id}")).Names());
        Assert.Equal(["prod-20"], (await client.ListAsync($"{Networks}?machineManagerId={world.ZoneB.Id}&poolId={world.PoolB.Id}")).Names());
        Assert.Empty(await client.ListAsync($"{Networks}?poolId={strange["pools"]}"));
        Assert.Null(await client.ReadAsync($"{Networks}/{strange["networks"]}"));
    }
}
