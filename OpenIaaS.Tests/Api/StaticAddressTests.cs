using System.Net;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Tests.Network;
using static OpenIaaS.Tests.Api.ApiMachines;

namespace OpenIaaS.Tests.Api;

/// <summary>The calls of private networks, in the order in which the provider makes them.</summary>
public sealed class StaticAddressTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Ips = "/vpc/v1/static_ips";

    [Fact]
    public async Task Address_is_kept_read_changed_and_given_back()
    {
        var (client, network, _) = await ArrangeAsync("app", 60);
        var list = $"/vpc/v1/private_networks/{network.Id}/static_ips";
        var id = await client.WriteAsync("POST", list, new { macAddress = "02-16-3E-00-00-61", resourceDescription = "front end" });
        Assert.Equal(
            $$$"""
            {"id":"{{{id}}}","ipAddress":"10.60.0.2","macAddress":"02:16:3e:00:00:61","virtualMachine":null,"networkAdapter":null,"source":"custom","resourceDescription":"front end","floatingIp":null,
            "vpc":{"id":"{{{network.VpcId}}}","name":"vpc-app"},"privateNetwork":{"id":"{{{network.Id}}}","name":"app-private"}}
            """.ReplaceLineEndings(""),
            (await client.ReadAsync($"{Ips}/{id}"))!.ToJsonString());
        Assert.Equal([id], (await client.ListAsync(list, strict: true)).Ids());
        Assert.Equal(id, (string)(await client.ReadAsync($"{Ips}/mac/02:16:3E:00:00:61"))!["id"]!);

        await client.WriteAsync("PATCH", $"{Ips}/{id}", new { resourceDescription = "back end", macAddress = "02:16:3e:00:00:62" });
        var read = (await client.ReadAsync($"{Ips}/{id}"))!;
        Assert.Equal(("back end", "02:16:3e:00:00:62", "10.60.0.2"), ((string)read["resourceDescription"]!, (string)read["macAddress"]!, (string)read["ipAddress"]!));
        Assert.Equal(read.ToJsonString(), (await client.ReadAsync($"{Ips}/{id}"))!.ToJsonString());
        Assert.Null(await client.ReadAsync($"{Ips}/mac/02:16:3e:00:00:61"));

        var refused = await client.RefusedAsync(HttpStatusCode.Conflict, "POST", list, new { macAddress = "02:16:3e:00:00:63", ipAddress = "10.60.0.2", resourceDescription = "x" });
        Assert.Contains("02:16:3e:00:00:62", (string)refused["detail"]!, StringComparison.Ordinal);
        await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", list, new { ipAddress = "10.60.0.3" });
        await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", list, new { macAddress = "02:16:3e:00:00:63", ipAddress = "10.60.0.255", resourceDescription = "x" });

        await client.WriteAsync("DELETE", $"{Ips}/{id}");
        Assert.Null(await client.ReadAsync($"{Ips}/{id}"));
        Assert.Empty(await client.ListAsync(list, strict: true));
    }

    [Fact]
    public async Task Adapter_with_an_address_is_added_moved_and_removed_with_it()
    {
        var (client, network, there) = await ArrangeAsync("data", 61);
        var machine = await cloud.RunningAsync(client, "vpc-01");
        Assert.Equal("data-private", (string)(await client.ReadAsync($"/compute/v1/open_iaas/networks/{there}"))!["vpc"]!["privateNetwork"]!["name"]!);
        var adapter = await client.WriteAsync("POST", Adapters, new { virtualMachineId = machine, networkId = there, ipAddress = "10.61.0.20" });
        var read = (await client.ReadAsync($"{Adapters}/{adapter}"))!;
        Assert.Equal(
            $$"""{"id":"{{network.VpcId}}","name":"vpc-data","privateNetwork":{"id":"{{network.Id}}","name":"data-private"},"staticIpAddress":"10.61.0.20"}""", read["vpc"]!.ToJsonString());
        Assert.Equal("10.61.0.20", (string)read["ipv4Address"]!);
        var kept = (await client.ReadAsync($"{Ips}/mac/{(string)read["macAddress"]!}"))!;
        Assert.Equal(
            ("10.61.0.20", "xoa", machine, "vpc-01", adapter, "eth1"),
            ((string)kept["ipAddress"]!, (string)kept["source"]!, (string)kept["virtualMachine"]!["id"]!, (string)kept["virtualMachine"]!["name"]!, (string)kept["networkAdapter"]!["id"]!, (string)kept["networkAdapter"]!["name"]!));

        await client.WriteAsync("PATCH", $"{Adapters}/{adapter}", new { networkId = there, ipAddress = "10.61.0.21" });
        kept = (await client.ReadAsync($"{Ips}/mac/{(string)read["macAddress"]!}"))!;
        Assert.Equal("10.61.0.21", (string)kept["ipAddress"]!);
        var list = $"/vpc/v1/private_networks/{network.Id}/static_ips";
        Assert.Equal([(string)kept["id"]!], (await client.ListAsync($"{list}?virtualMachineId={machine}")).Ids());
        Assert.Empty(await client.ListAsync($"{list}?virtualMachineId={network.Id}"));
        // An empty plan: what is read again is what was read.
        Assert.Equal((await client.ReadAsync($"{Adapters}/{adapter}"))!.ToJsonString(), (await client.ListAsync($"{Adapters}?virtualMachineId={machine}")).Single(one => (string)one!["id"]! == adapter)!.ToJsonString());
        await client.RefusedAsync(HttpStatusCode.Conflict, "PATCH", $"{Ips}/{(string)kept["id"]!}", new { macAddress = "02:16:3e:00:00:64" });

        await client.WriteAsync("DELETE", $"{Adapters}/{adapter}");
        Assert.Null(await client.ReadAsync($"{Ips}/{(string)kept["id"]!}"));
        Assert.Empty(await client.ListAsync(list, strict: true));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_needs_its_permission()
    {
        var client = await cloud.ClientAsync();
        Assert.Null(await client.ReadAsync($"{Ips}/mac/02:00:00:00:00:01"));
        Assert.Null(await client.ReadAsync($"{Ips}/mac/none"));
        Assert.Null(await client.ReadAsync($"{Ips}/{cloud.World.NetworkA.Id}"));
        var list = $"/vpc/v1/private_networks/{cloud.World.NetworkA.Id}/static_ips";
        await client.RefusedAsync(HttpStatusCode.NotFound, "GET", list);
        await client.RefusedAsync(HttpStatusCode.NotFound, "POST", list, new { macAddress = "02:00:00:00:00:01", resourceDescription = "web" });
        await client.RefusedAsync(HttpStatusCode.NotFound, "PATCH", $"{Ips}/{cloud.World.NetworkA.Id}", new { resourceDescription = "web" });
        await client.RefusedAsync(HttpStatusCode.NotFound, "DELETE", $"{Ips}/{cloud.World.NetworkA.Id}");
        await (await cloud.ClientAsync(Permission.ComputeRead, Permission.NetworkRead)).RefusedAsync(HttpStatusCode.Forbidden, "GET", $"{Ips}/mac/02:00:00:00:00:01");
        await (await cloud.ClientAsync(Permission.VpcRead)).RefusedAsync(HttpStatusCode.Forbidden, "DELETE", $"{Ips}/{cloud.World.NetworkA.Id}");
    }

    async Task<(ProviderClient Client, PrivateNetwork Network, string There)> ArrangeAsync(string name, int vlan)
    {
        await using var database = cloud.Host.Database();
        var (network, there) = await PrivateNetworks.AddAsync(database, cloud.Get<IdSource>(), cloud.World, name, $"10.{vlan}.0.0/24", vlan, cloud.Clock.GetUtcNow());
        return (await cloud.ClientAsync(), network, $"{there.Id}");
    }
}
