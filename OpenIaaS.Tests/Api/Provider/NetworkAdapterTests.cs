using System.Net;
using static OpenIaaS.Tests.Api.ApiMachines;

namespace OpenIaaS.Tests.Api.Provider;

/// <summary>The calls of the provider's network adapter resource, in its order (API contract, section 8).</summary>
public sealed class NetworkAdapterTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    [Fact]
    public async Task Created_unplugged_changed_plugged_and_removed()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "nic-01");
        var adapter = await client.WriteAsync("POST", Adapters, new { virtualMachineId = machine, networkId = $"{cloud.World.NetworkA.Id}" });
        var read = (await client.ReadAsync($"{Adapters}/{adapter}"))!;
        Assert.Equal((machine, "eth1", 1500, true, true), ((string)read["virtualMachineId"]!, (string)read["name"]!, (int)read["mtu"]!, (bool)read["attached"]!, (bool)read["txChecksumming"]!));
        Assert.Equal(($"{cloud.World.NetworkA.Id}", $"{cloud.World.ZoneA.Id}"), ((string)read["network"]!["id"]!, (string)read["machineManager"]!["id"]!));
        await client.WriteAsync("PATCH", $"{Adapters}/{adapter}/disconnect");
        Assert.False((bool)(await client.ReadAsync($"{Adapters}/{adapter}"))!["attached"]!);

        await client.WriteAsync("PATCH", $"{Adapters}/{adapter}", new { networkId = $"{cloud.World.TrunkA.Id}", mac = "02:16:3E:00:0B:01", txChecksumming = false });
        await client.WriteAsync("PATCH", $"{Adapters}/{adapter}/connect");
        read = (await client.ReadAsync($"{Adapters}/{adapter}"))!;
        Assert.Equal(
            ($"{cloud.World.TrunkA.Id}", "02:16:3e:00:0b:01", false, true),
            ((string)read["network"]!["id"]!, (string)read["macAddress"]!, (bool)read["txChecksumming"]!, (bool)read["attached"]!));
        Assert.Equal(read.ToJsonString(), (await client.ReadAsync($"{Adapters}/{adapter}"))!.ToJsonString());

        await client.WriteAsync("DELETE", $"{Adapters}/{adapter}");
        Assert.Null(await client.ReadAsync($"{Adapters}/{adapter}"));
        Assert.DoesNotContain(adapter, (await client.ListAsync($"{Adapters}?virtualMachineId={machine}", strict: true)).Ids());
    }

    [Fact]
    public async Task Cable_and_network_change_together_or_not_at_all()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "nic-02");
        var adapter = (await client.ListAsync($"{Adapters}?virtualMachineId={machine}")).Ids()[0];
        await client.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"{Adapters}/{adapter}", new { mac = "02:16:3e:00:0b:02", networkId = $"{cloud.World.NetworkB.Id}" });
        Assert.NotEqual("02:16:3e:00:0b:02", (string)(await client.ReadAsync($"{Adapters}/{adapter}"))!["macAddress"]!);
        await client.WriteAsync("PATCH", $"{Adapters}/{adapter}", new { networkId = $"{cloud.World.TrunkA.Id}", attached = false });
        var read = (await client.ReadAsync($"{Adapters}/{adapter}"))!;
        Assert.Equal(($"{cloud.World.TrunkA.Id}", false), ((string)read["network"]!["id"]!, (bool)read["attached"]!));
    }

    [Fact]
    public async Task Address_is_given_only_by_a_private_network_of_a_vpc()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "nic-03");
        var refused = await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", Adapters, new { virtualMachineId = machine, networkId = $"{cloud.World.NetworkA.Id}", ipAddress = "10.0.0.9" });
        Assert.Contains("VPC", (string)refused["detail"]!, StringComparison.Ordinal);
        var adapter = Assert.Single(await client.ListAsync($"{Adapters}?virtualMachineId={machine}"))!;
        await client.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"{Adapters}/{(string)adapter["id"]!}", new { networkId = $"{cloud.World.NetworkA.Id}", ipAddress = "10.0.0.9" });
        // What it has already may be sent again.
        await client.WriteAsync("PATCH", $"{Adapters}/{(string)adapter["id"]!}", new { networkId = (string)adapter["network"]!["id"]!, mac = ((string)adapter["macAddress"]!).ToUpperInvariant() });
    }

    [Fact]
    public async Task Running_machine_tells_the_address_of_its_adapter()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "nic-04");
        var read = (await client.ReadAsync($"{Machines}/{machine}"))!;
        var adapter = Assert.Single(await client.ListAsync($"{Adapters}?virtualMachineId={machine}"))!;
        Assert.NotEmpty((string)adapter["ipv4Address"]!);
        Assert.Equal((string)adapter["ipv4Address"]!, (string)read["addresses"]!["0/ipv4/0"]!);
    }
}
