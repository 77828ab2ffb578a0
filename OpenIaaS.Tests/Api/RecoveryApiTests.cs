using System.Net;
using System.Text.Json.Nodes;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Background.Engines;

namespace OpenIaaS.Tests.Api;

/// <summary>Trying a failover, failing over and rehearsing over the API, which the provider knows nothing of.</summary>
public sealed class RecoveryApiTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Root = "/compute/v1/open_iaas/replication";

    [Fact]
    public async Task A_replica_is_tried_cleaned_up_failed_over_and_its_policy_rehearsed()
    {
        var client = await cloud.ClientAsync();
        var policy = await client.WriteAsync("POST", $"{Root}/configurations", new { name = "to-north", storageRepositoryId = $"{cloud.World.StorageB.Id}", interval = new { hours = 1 } });
        var (machine, _, _) = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], cloud.World.Daily);
        await client.WriteAsync("POST", $"{Root}/virtual_machines/{machine.Id}/configurations", new { configurationId = policy });
        await cloud.Get<ReplicationEngine>().RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        await cloud.Get<ReplicationEngine>().RunAsync(default);
        var replica = (string)Assert.Single(await ReadAsync(client, $"{Root}/replicas"))!["id"]!;
        var point = Assert.Single(await ReadAsync(client, $"{Root}/replicas/{replica}/recovery_points"))!;

        await EndAsync(client, $"{Root}/replicas/{replica}/test", new { recoveryPointId = (string)point["id"]!, stayMinutes = 30 });
        var test = Assert.Single(await ReadAsync(client, $"{Root}/failovers"))!;
        Assert.Equal(("Test", "Running"), ((string)test["kind"]!, (string)test["state"]!));
        Assert.InRange((long)test["recoveryTimeSeconds"]!, 30, 120);
        await client.RefusedAsync(HttpStatusCode.Conflict, "POST", $"{Root}/failovers/{test["id"]}/failback");
        await EndAsync(client, $"{Root}/failovers/{test["id"]}/clean_up", null);
        Assert.Empty(await ReadAsync(client, $"{Root}/failovers?open=true"));
        Assert.Empty(await ReadAsync(client, $"{Root}/failovers?kind=Planned"));
        Assert.Empty(await ReadAsync(client, $"{Root}/failovers?virtualMachineId={replica}"));
        var over = Assert.Single(await ReadAsync(client, $"{Root}/failovers?search=ERP&kind=Test&state=CleanedUp&open=false&virtualMachineId={machine.Id}"))!;
        using (var order = await client.SendAsync(HttpMethod.Get, $"/activity/v1/activities/{over["activityId"]}"))
            Assert.Contains(replica, await order.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var csv = await client.SendAsync(HttpMethod.Get, "/export/failovers.csv?kind=test&state=over&q=erp&sort=-ordered"))
        {
            var lines = (await csv.Content.ReadAsStringAsync()).Trim().Split("\r\n");
            Assert.Equal(2, lines.Length);
            Assert.Contains($"erp-db-01,{machine.Id},test,cleaned_up,,", lines[1], StringComparison.Ordinal);
            Assert.Contains((string)over["activityId"]!, lines[1], StringComparison.Ordinal);
        }

        await client.RefusedAsync(HttpStatusCode.BadRequest, "GET", "/export/failovers.csv?state=lost");

        await EndAsync(client, $"{Root}/configurations/{policy}/rehearsals", new { targetMinutes = 30 });
        var rehearsal = Assert.Single(await ReadAsync(client, $"{Root}/rehearsals"))!;
        Assert.True((bool)rehearsal["passed"]!);
        using (var answer = await client.SendAsync(HttpMethod.Get, $"{Root}/rehearsals/{rehearsal["id"]}"))
            Assert.True((bool)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["machines"]![0]!["contentMatches"]!);
        using (var csv = await client.SendAsync(HttpMethod.Get, $"/export/rehearsals/{rehearsal["id"]}.csv"))
            Assert.Contains("to-north", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var closer = await client.WriteAsync("POST", $"{Root}/configurations", new { name = "to-north-often", storageRepositoryId = $"{cloud.World.StorageB.Id}", interval = new { minutes = 30 } });
        await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", $"{Root}/replicas/{replica}/move", new { });
        await client.RefusedAsync(HttpStatusCode.Conflict, "POST", $"{Root}/replicas/{replica}/move", new { configurationId = policy });
        await EndAsync(client, $"{Root}/replicas/{replica}/move", new { configurationId = closer });
        var moved = Assert.Single(await ReadAsync(client, $"{Root}/replicas"))!;
        Assert.Equal((closer, 1), ((string)moved["policyId"]!, (int)moved["points"]!));
        replica = (string)moved["id"]!;

        await client.RefusedAsync(HttpStatusCode.Conflict, "POST", $"{Root}/replicas/{replica}/failover", new { });
        await EndAsync(client, $"{Root}/replicas/{replica}/failover", new { knowsSourceRuns = true });
        Assert.Equal("Running", (string)(await ReadAsync(client, $"{Root}/failovers"))[0]!["state"]!);
    }

    [Fact]
    public async Task What_is_not_there_or_not_allowed_is_refused()
    {
        var client = await cloud.ClientAsync();
        var nobody = cloud.Get<IdSource>().Next();
        foreach (var path in new[] { $"replicas/{nobody}/failover", "replicas/x/test", $"configurations/{nobody}/rehearsals" })
            await client.RefusedAsync(HttpStatusCode.NotFound, "POST", $"{Root}/{path}", new { });
        foreach (var path in new[] { "failback", "keep", "clean_up" }) await client.RefusedAsync(HttpStatusCode.NotFound, "POST", $"{Root}/failovers/{nobody}/{path}");
        var reader = await cloud.ClientAsync(Permission.ComputeRead);
        await reader.RefusedAsync(HttpStatusCode.Forbidden, "POST", $"{Root}/replicas/{nobody}/failover", new { });
    }

    static async Task EndAsync(ProviderClient client, string path, object? body)
    {
        var state = await client.EndAsync(await client.LocationAsync("POST", path, body));
        Assert.True(state.ContainsKey("completed"), state.ToJsonString());
    }

    static async Task<JsonArray> ReadAsync(ProviderClient client, string path)
    {
        using var answer = await client.SendAsync(HttpMethod.Get, path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!.AsArray();
    }
}
