using System.Net;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Background.Engines;

namespace OpenIaaS.Tests.Api.Provider;

/// <summary>The provider's resource of a replication policy, and what the resource of a machine does with one (API contract 8).</summary>
public sealed class ReplicationPolicyTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Policies = "/compute/v1/open_iaas/replication/configurations";

    [Theory]
    [InlineData("minute", 30, 0, 30)]
    [InlineData("minutes", 15, 0, 15)]
    [InlineData("hours", 2, 2, 0)]
    public async Task Policy_is_made_read_and_deleted(string unit, int count, int hours, int minutes)
    {
        var (world, client) = (cloud.World, await cloud.ClientAsync(Permission.ComputeManagement, Permission.ComputeRead, Permission.ActivityRead));

        var id = await CreateAsync(client, $"to-north-{unit}", new() { [unit] = count });
        var first = (await client.ReadAsync($"{Policies}/{id}"))!.ToJsonString();
        Assert.Equal(
            $$$"""
            {"id":"{{{id}}}","name":"to-north-{{{unit}}}","storageRepository":{"id":"{{{world.StorageB.Id}}}","name":"sr-az06-std-01"},
            "pool":{"id":"{{{world.PoolB.Id}}}","name":"clu001-az06","label":"clu001-az06"},"machineManager":{"id":"{{{world.ZoneB.Id}}}","name":"AZ06"},
            "lastRun":null,"interval":{"hours":{{{hours}}},"minutes":{{{minutes}}}
            }}
            """.ReplaceLineEndings(""),
            first);
        Assert.Equal(first, (await client.ReadAsync($"{Policies}/{id}"))!.ToJsonString());
        Assert.Contains($"to-north-{unit}", (await client.ListAsync(Policies, strict: true)).Names());

        await client.WriteAsync("DELETE", $"{Policies}/{id}");
        Assert.Null(await client.ReadAsync($"{Policies}/{id}"));
        Assert.DoesNotContain(await client.ListAsync(Policies, strict: true), policy => (string?)policy!["id"] == id);
    }

    [Fact]
    public async Task Machine_is_replicated_by_one_policy_at_a_time()
    {
        var client = await cloud.ClientAsync();
        var (machine, _, _) = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], cloud.World.Daily);
        var policy = await CreateAsync(client, "to-north-hourly", new() { ["hours"] = 1 });
        var ofMachine = $"/compute/v1/open_iaas/replication/virtual_machines/{machine.Id}/configurations";

        Assert.Null(await client.ReadAsync(ofMachine));
        await client.RefusedAsync(HttpStatusCode.Conflict, "DELETE", ofMachine);
        await client.WriteAsync("POST", ofMachine, new { configurationId = policy });
        Assert.Equal(policy, (string?)(await client.ReadAsync(ofMachine))!["id"]);
        await client.RefusedAsync(HttpStatusCode.Conflict, "DELETE", $"{Policies}/{policy}");

        var began = cloud.Clock.GetUtcNow().ToUnixTimeSeconds();
        await cloud.Get<ReplicationEngine>().RunAsync(default);
        Assert.Equal($$"""{"start":{{began}},"end":0,"status":"pending"}""", (await client.ReadAsync(ofMachine))!["lastRun"]!.ToJsonString());
        cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        await cloud.Get<ReplicationEngine>().RunAsync(default);
        var run = (await client.ReadAsync($"{Policies}/{policy}"))!["lastRun"]!;
        Assert.Equal((began, "success"), ((long)run["start"]!, (string)run["status"]!));
        Assert.InRange((long)run["end"]!, began + 1, began + 600);
        Assert.Equal((await client.ReadAsync(ofMachine))!.ToJsonString(), (await client.ReadAsync(ofMachine))!.ToJsonString());

        await client.WriteAsync("DELETE", ofMachine);
        Assert.Null(await client.ReadAsync(ofMachine));
        await client.WriteAsync("DELETE", $"{Policies}/{policy}");
    }

    [Theory]
    [InlineData("""{"storageRepositoryId":"{storage}","interval":{"hours":1}}""", "name")]
    [InlineData("""{"name":"p","interval":{"hours":1}}""", "storageRepositoryId")]
    [InlineData("""{"name":"p","storageRepositoryId":"{storage}"}""", "interval")]
    [InlineData("""{"name":"p","storageRepositoryId":"{storage}","interval":{"hours":0}}""", "interval")]
    [InlineData("""{"name":"p","storageRepositoryId":"{storage}","interval":{"hours":1,"minute":30}}""", "interval")]
    [InlineData("""{"name":"p","storageRepositoryId":"{storage}","interval":{"minute":60}}""", "interval")]
    [InlineData("""{"name":"p","storageRepositoryId":"{storage}","interval":{"hours":25}}""", "interval")]
    public async Task Policy_that_cannot_be_is_refused_by_the_name_of_the_field(string body, string field)
    {
        var client = await cloud.ClientAsync();
        var asked = System.Text.Json.Nodes.JsonNode.Parse(body.Replace("{storage}", $"{cloud.World.StorageB.Id}"))!;
        Assert.Equal(field, (string?)Assert.Single((await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", Policies, asked))["problems"]!.AsArray())!["field"]);
    }

    [Fact]
    public async Task What_others_have_is_absent()
    {
        var (world, client, strange) = (cloud.World, await cloud.ClientAsync(), await cloud.AddStrangerAsync());
        var (machine, _, _) = await cloud.AddMachineAsync("erp-app-01");
        var ofStranger = $"/compute/v1/open_iaas/replication/virtual_machines/{strange["virtual_machines"]}/configurations";

        Assert.Null(await client.ReadAsync($"{Policies}/{strange["configurations"]}"));
        Assert.DoesNotContain(await client.ListAsync(Policies), policy => (string?)policy!["id"] == strange["configurations"]);
        Assert.Null(await client.ReadAsync(ofStranger));
        await client.RefusedAsync(HttpStatusCode.NotFound, "DELETE", ofStranger);
        await client.RefusedAsync(HttpStatusCode.NotFound, "DELETE", $"{Policies}/{strange["configurations"]}");
        await client.RefusedAsync(HttpStatusCode.NotFound, "POST", $"/compute/v1/open_iaas/replication/virtual_machines/{machine.Id}/configurations", new { configurationId = strange["configurations"] });
        await client.RefusedAsync(HttpStatusCode.NotFound, "POST", Policies, new { name = "p", storageRepositoryId = strange["storage_repositories"], interval = new { hours = 1 } });
        await (await cloud.ClientAsync(Permission.ComputeRead)).RefusedAsync(HttpStatusCode.Forbidden, "POST", Policies, new { name = "p", storageRepositoryId = $"{world.StorageB.Id}", interval = new { hours = 1 } });
    }

    Task<string> CreateAsync(ProviderClient client, string name, Dictionary<string, int> interval) =>
        client.WriteAsync("POST", Policies, new { name, storageRepositoryId = $"{cloud.World.StorageB.Id}", interval });
}
