using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Tests.Api;

public sealed class PoolTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Pools = "/compute/v1/open_iaas/pools";

    [Fact]
    public async Task Pool_tells_what_all_its_hosts_have()
    {
        var (world, client) = (cloud.World, await cloud.ClientAsync());
        await cloud.AddMachineAsync("erp-db-01", world.HostsA[0]);
        await cloud.AddMachineAsync("erp-db-02", world.HostsA[1]);
        await cloud.AddMachineAsync("off-01");

        var pool = (await client.ReadAsync($"{Pools}/{world.PoolA.Id}"))!;

        var taken = (2 * Host.ControlDomainMemory(ByteSize.FromGiB(384)).Bytes) + (2 * ByteSize.FromGiB(4).Bytes);
        Assert.Equal(
            $$$"""
            {"id":"{{{world.PoolA.Id}}}","machineManager":{"id":"{{{world.ZoneA.Id}}}","name":"AZ05"},"internalId":"{{{world.PoolA.Id}}}","name":"clu001-az05","label":"clu001-az05",
            "highAvailabilityEnabled":false,"master":"{{{world.HostsA[0].Id}}}","hosts":["{{{world.HostsA[0].Id}}}","{{{world.HostsA[1].Id}}}"],
            "memory":{"usage":{{{taken}}},"size":{{{2 * (384L << 30)}}}
            },"cpu":{"cores":64,"sockets":4},"type":{"key":"STANDARD","description":"Silver 4314 or equivalent, 32 cores, 384 GiB"}}
            """.ReplaceLineEndings(""),
            pool.ToJsonString());
    }

    [Fact]
    public async Task Pools_are_filtered_by_zone_and_others_are_never_among_them()
    {
        var (world, client, strange) = (cloud.World, await cloud.ClientAsync(), await cloud.AddStrangerAsync());

        Assert.Equal(["clu001-az05", "clu001-az06"], (await client.ListAsync(Pools)).Names());
        Assert.Equal(["clu001-az06"], (await client.ListAsync($"{Pools}?machineManagerId={world.ZoneB.Id}")).Names());
        Assert.Empty(await client.ListAsync($"{Pools}?machineManagerId={world.PoolA.Id}"));
        Assert.Null(await client.ReadAsync($"{Pools}/{strange["pools"]}"));
    }
}
