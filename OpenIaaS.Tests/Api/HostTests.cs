using System.Net;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Api;

public sealed class HostTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Hosts = "/compute/v1/open_iaas/hosts";

    [Fact]
    public async Task Host_tells_what_it_is_and_what_runs_on_it()
    {
        var (world, client) = (cloud.World, await cloud.ClientAsync());
        var (machine, _, _) = await cloud.AddMachineAsync("erp-db-01", world.HostsA[0]);
        var since = IdSource.MomentOf(world.HostsA[0].Id.Value)!.Value;
        cloud.Clock.Advance(TimeSpan.FromSeconds(90));

        var host = (await client.ReadAsync($"{Hosts}/{world.HostsA[0].Id}"))!;

        var taken = Host.ControlDomainMemory(ByteSize.FromGiB(384)).Bytes + machine.Memory.Bytes;
        Assert.Equal(
            $$$"""
            {"id":"{{{world.HostsA[0].Id}}}","machineManager":{"id":"{{{world.ZoneA.Id}}}","name":"AZ05"},"internalId":"{{{world.HostsA[0].Id}}}",
            "pool":{"id":"{{{world.PoolA.Id}}}","name":"clu001-az05","type":{"key":"STANDARD","description":"Silver 4314 or equivalent, 32 cores, 384 GiB"}},
            "name":"clu001-az05-blade-1","master":true,"uptime":{{{(long)(cloud.Clock.GetUtcNow() - since).TotalSeconds}}},"powerState":"Running",
            "updateData":{"maintenanceMode":false,"status":"up-to-date"},"rebootRequired":false,"virtualMachines":["{{{machine.Id}}}"],
            "metrics":{"xoa":{"version":"8.3.0","fullName":"XCP-ng 8.3.0","build":"cloud"},"memory":{"usage":{{{taken}}},"size":{{{384L << 30}}}},
            "cpu":{"sockets":2,"cores":32,"model":"Silver 4314 or equivalent","modelName":"Silver 4314 or equivalent, 2.4 GHz"}
            }}
            """.ReplaceLineEndings(""),
            host.ToJsonString());
        Assert.True((long)host["uptime"]! >= 90);
    }

    [Fact]
    public async Task Failed_host_is_halted_and_one_in_maintenance_says_so()
    {
        var (world, client) = (cloud.World, await cloud.ClientAsync());
        await using (var database = cloud.Host.Database())
        {
            (await database.Hosts.SingleAsync(host => host.Id == world.HostsB[0].Id)).Fail(cloud.Clock.GetUtcNow());
            (await database.Hosts.SingleAsync(host => host.Id == world.HostsB[1].Id)).EnterMaintenance(cloud.Clock.GetUtcNow());
            await database.SaveChangesAsync();
        }

        var failed = (await client.ReadAsync($"{Hosts}/{world.HostsB[0].Id}"))!;
        Assert.Equal(("Halted", 0L, 0L), ((string)failed["powerState"]!, (long)failed["uptime"]!, (long)failed["metrics"]!["memory"]!["usage"]!));
        var emptied = (await client.ReadAsync($"{Hosts}/{world.HostsB[1].Id}"))!;
        Assert.Equal(("Running", true), ((string)emptied["powerState"]!, (bool)emptied["updateData"]!["maintenanceMode"]!));
    }

    [Fact]
    public async Task Hosts_are_filtered_by_zone_and_pool_and_others_are_never_among_them()
    {
        var (world, client, strange) = (cloud.World, await cloud.ClientAsync(), await cloud.AddStrangerAsync());
        string[] ofA = ["clu001-az05-blade-1", "clu001-az05-blade-2"], ofB = ["clu001-az06-blade-1", "clu001-az06-blade-2"];

        Assert.Equal(ofA.Concat(ofB), (await client.ListAsync(Hosts)).Names());
        Assert.Equal(ofA, (await client.ListAsync($"{Hosts}?machineManagerId={world.ZoneA.Id}")).Names());
        Assert.Equal(ofB, (await client.ListAsync($"{Hosts}?poolId={world.PoolB.Id}&unheard=of")).Names());
        Assert.Empty(await client.ListAsync($"{Hosts}?machineManagerId={world.ZoneA.Id}&poolId={world.PoolB.Id}"));
        Assert.Empty(await client.ListAsync($"{Hosts}?poolId={strange["pools"]}"));
        Assert.Empty(await client.ListAsync($"{Hosts}?poolId=nonsense"));
        Assert.Null(await client.ReadAsync($"{Hosts}/{strange["hosts"]}"));
        Assert.Null(await client.ReadAsync($"{Hosts}/nonsense"));
    }

    [Theory]
    [InlineData(Hosts)]
    [InlineData("/compute/v1/open_iaas/pools")]
    [InlineData("/compute/v1/open_iaas/storage_repositories")]
    public async Task Infrastructure_has_a_permission_of_its_own(string path)
    {
        var client = await cloud.ClientAsync(Permission.ComputeRead);
        await client.RefusedAsync(HttpStatusCode.Forbidden, "GET", path);
        await client.RefusedAsync(HttpStatusCode.Forbidden, "GET", $"{path}/{cloud.World.HostsA[0].Id}");
    }
}
