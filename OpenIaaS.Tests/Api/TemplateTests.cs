namespace OpenIaaS.Tests.Api;

public sealed class TemplateTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Templates = "/compute/v1/open_iaas/templates";

    [Fact]
    public async Task Template_tells_what_a_machine_made_from_it_begins_with()
    {
        var (world, client) = (cloud.World, await cloud.ClientAsync());

        var read = (await client.ReadAsync($"{Templates}/{world.Debian.Id}"))!.ToJsonString();

        Assert.Equal(
            $$$"""
            {"id":"{{{world.Debian.Id}}}","machineManager":{"id":"{{{world.ZoneA.Id}}}","name":"AZ05"},"internalId":"{{{world.Debian.Id}}}","name":"debian-12-base",
            "cpu":2,"numCoresPerSocket":1,"memory":{{{4L << 30}}},"powerState":"Halted","snapshots":[],"slaPolicies":[],
            "disks":[{"id":"{{{world.Debian.IdOfDisk(0)}}}","name":"system","description":"","size":{{{20L << 30}}},"storageRepository":{"id":"{{{world.StorageA.Id}}}","name":"sr-az05-std-01"}}],
            "networkAdapters":[{"name":"eth0","macAddress":"","mtu":1500,"attached":true,"network":{"id":"{{{world.NetworkA.Id}}}","name":"prod-20"}}]}
            """.ReplaceLineEndings(""),
            read);
        Assert.Equal(read, (await client.ReadAsync($"{Templates}/{world.Debian.Id}"))!.ToJsonString());
    }

    [Theory]
    [InlineData("", "blank-uefi debian-12-base")]
    [InlineData("?poolId={poolA}", "blank-uefi debian-12-base")]
    [InlineData("?poolId={poolB}", "")]
    [InlineData("?poolId%2Comitempty={poolA}", "blank-uefi debian-12-base")]
    [InlineData("?poolId%2Comitempty={poolB}", "")]
    [InlineData("?machineManagerId={zoneA}&poolId%2Comitempty={poolA}", "blank-uefi debian-12-base")]
    [InlineData("?machineManagerId={poolA}", "")]
    [InlineData("?poolId={stranger}", "")]
    public async Task Templates_are_filtered_by_zone_and_pool_under_either_name(string query, string names)
    {
        var (world, strange) = (cloud.World, await cloud.AddStrangerAsync());
        var asked = query.Replace("{poolA}", $"{world.PoolA.Id}").Replace("{poolB}", $"{world.PoolB.Id}").Replace("{zoneA}", $"{world.ZoneA.Id}").Replace("{stranger}", strange["pools"]);
        var client = await cloud.ClientAsync();
        Assert.Equal(names, string.Join(' ', (await client.ListAsync(Templates + asked)).Names()));
        Assert.Null(await client.ReadAsync($"{Templates}/{strange["templates"]}"));
    }
}
