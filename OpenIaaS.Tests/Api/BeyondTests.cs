using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute.Lab;

namespace OpenIaaS.Tests.Api;

/// <summary>What the API does beyond the provider's contract, in the same style.</summary>
public sealed class BeyondTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Tickets = "/support/v1/tickets";

    [Fact]
    public async Task Networks_are_ordered_propagated_and_taken_off_again()
    {
        var client = await cloud.ClientAsync();
        await client.EndAsync(await client.LocationAsync("POST", "/network/v1/networks", new { names = new[] { "api-order" } }));
        var network = Named(await RowsAsync(client, "/network/v1/networks"), "api-order");
        Assert.Empty(network["propagations"]!.AsArray());

        await client.EndAsync(await client.LocationAsync("POST", $"/network/v1/networks/{network["id"]}/propagations", new { poolId = $"{cloud.World.PoolA.Id}" }));
        var place = Assert.Single(Named(await RowsAsync(client, "/network/v1/networks"), "api-order")["propagations"]!.AsArray())!;
        Assert.Equal(cloud.World.PoolA.Name, (string?)place["pool"]);

        await client.EndAsync(await client.LocationAsync("DELETE", $"/network/v1/propagations/{place["id"]}"));
        Assert.Empty(Named(await RowsAsync(client, "/network/v1/networks"), "api-order")["propagations"]!.AsArray());
    }

    [Fact]
    public async Task Tickets_are_filed_and_read_in_pages()
    {
        var client = await cloud.ClientAsync();
        foreach (var title in new[] { "first of the pages", "second of the pages", "third of the pages" })
            await client.LocationAsync("POST", Tickets, new { title, description = "A question." });

        using var page = await client.SendAsync(HttpMethod.Get, Tickets + "?search=of%20the%20pages&sort=title&pageSize=2&page=2");
        Assert.Equal("3", Assert.Single(page.Headers.GetValues("X-Total-Count")));
        var row = Assert.Single(JsonNode.Parse(await page.Content.ReadAsStringAsync())!.AsArray())!;
        Assert.Equal("third of the pages", (string?)row["title"]);
        using var one = await client.SendAsync(HttpMethod.Get, $"{Tickets}/{row["number"]}");
        Assert.Equal("A question.", (string?)JsonNode.Parse(await one.Content.ReadAsStringAsync())!["description"]);
    }

    [Fact]
    public async Task High_availability_is_switched_by_the_rule_of_the_page()
    {
        var client = await cloud.ClientAsync();
        var address = $"/compute/v1/open_iaas/pools/{cloud.World.PoolA.Id}/high_availability";
        var refused = await client.RefusedAsync(HttpStatusCode.BadRequest, "PUT", address, new { heartbeatStorageRepositoryId = $"{cloud.World.StorageB.Id}" });
        Assert.Contains(cloud.World.PoolA.Name, (string)refused["detail"]!, StringComparison.Ordinal);
        await client.EndAsync(await client.LocationAsync("PUT", address, new { heartbeatStorageRepositoryId = $"{cloud.World.HeartbeatA.Id}" }));
        await client.EndAsync(await client.LocationAsync("PUT", address, new { }));
    }

    [Fact]
    public async Task Scenario_is_kept_and_taken_away()
    {
        var client = await cloud.ClientAsync();
        await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", "/lab/v1/scenarios", new { name = "broken", text = "nonsense" });
        var text = await ExampleScenarios.TextAsync(ExampleScenarios.Names[0], default);
        await client.LocationAsync("POST", "/lab/v1/scenarios", new { name = "kept by a test", text });

        var key = (string)Named(await RowsAsync(client, "/lab/v1/scenarios"), "kept by a test")["key"]!;
        using (var one = await client.SendAsync(HttpMethod.Get, $"/lab/v1/scenarios/{key}"))
            Assert.Equal(text, (string?)JsonNode.Parse(await one.Content.ReadAsStringAsync())!["text"]);
        await client.LocationAsync("DELETE", $"/lab/v1/scenarios/{key}");
        Assert.DoesNotContain(await RowsAsync(client, "/lab/v1/scenarios"), row => (string?)row!["key"] == key);
    }

    [Fact]
    public async Task Replicas_and_their_filters_are_read_in_pages()
    {
        var client = await cloud.ClientAsync();
        Assert.Empty(await RowsAsync(client, "/compute/v1/open_iaas/replication/replicas?status=Breached&policyId=nonsense&sort=-age"));
        await client.RefusedAsync(HttpStatusCode.BadRequest, "GET", "/compute/v1/open_iaas/replication/replicas?page=first");
    }

    [Fact]
    public async Task Metrics_are_collected_with_an_access_token_as_password()
    {
        var (id, secret) = await cloud.TokenAsync(Permission.MetricRead);
        using var collector = cloud.Host.Browser();
        collector.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        using var answer = await collector.GetAsync("/api/metric/prometheus");
        var text = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        Assert.Contains($"openiaas_host_threads{{host=\"{cloud.World.HostsA[0].Name}\"}} ", text, StringComparison.Ordinal);
        Assert.Contains($"openiaas_storage_capacity_bytes{{storage_repository=\"{cloud.World.StorageA.Name}\"}} {cloud.World.StorageA.Capacity.Bytes}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/metric/prometheus", "wrong")]
    [InlineData("/api/activity/v1/activities", null)]
    public async Task Access_token_as_password_opens_nothing_else_and_no_other_one_opens_it(string path, string? other)
    {
        var (id, secret) = await cloud.TokenAsync();
        using var collector = cloud.Host.Browser();
        collector.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{other ?? secret}")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await collector.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Whole_tenant_is_a_file_of_terraform()
    {
        using var answer = await (await cloud.ClientAsync()).SendAsync(HttpMethod.Get, "/export/tenant.tf");
        Assert.StartsWith("terraform {", await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await (await cloud.ClientAsync(Permission.ActivityRead)).RefusedAsync(HttpStatusCode.Forbidden, "GET", "/export/tenant.tf");
    }

    static async Task<JsonArray> RowsAsync(ProviderClient client, string path)
    {
        using var answer = await client.SendAsync(HttpMethod.Get, path);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!.AsArray();
    }

    static JsonNode Named(JsonArray rows, string name) => Assert.Single(rows, row => (string?)row!["name"] == name)!;
}
