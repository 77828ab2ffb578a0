using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Tests.Api;

/// <summary>Which interval a policy holds, over the API.</summary>
public sealed class FeasibilityApiTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Root = "/compute/v1/open_iaas/replication/configurations";

    [Fact]
    public async Task A_policy_says_which_interval_holds_and_what_another_one_breaks()
    {
        var client = await cloud.ClientAsync();
        var policy = await client.WriteAsync("POST", Root, new { name = "api-feasible", storageRepositoryId = $"{cloud.World.StorageB.Id}", interval = new { hours = 1 } });
        var (machine, _, _) = await cloud.AddMachineAsync("api-feasible-01", cloud.World.HostsA[0], cloud.World.Daily);
        await client.WriteAsync("POST", $"/compute/v1/open_iaas/replication/virtual_machines/{machine.Id}/configurations", new { configurationId = policy });
        Assert.Equal((1, 1), await CountsAsync(client, policy));
        await CopiedAsync(Id<ReplicationPolicy>.Parse(policy, null));

        var own = await ReadAsync(client, $"{Root}/{policy}/feasibility");
        var shorter = await ReadAsync(client, $"{Root}/{policy}/feasibility?minutes=1");

        Assert.Equal((1, 0), await CountsAsync(client, policy));
        Assert.True((bool)own["holds"]!);
        Assert.Equal(1, (int)own["interval"]!["hours"]!);
        Assert.False((bool)shorter["holds"]!);
        var broken = Assert.Single(shorter["breaks"]!.AsArray())!;
        Assert.Equal(($"{machine.Id}", "api-feasible-01"), ((string)broken["virtualMachineId"]!, (string)broken["name"]!));
        // 6 GiB an hour are 14.3 Mbit/s, and of a minute 54 s are left for the way.
        Assert.Equal((15.907, 15.0), ((double)broken["neededMegabits"]!, (double)broken["shareMegabits"]!));
        Assert.Equal(own["shortestInterval"]!.ToJsonString(), shorter["shortestInterval"]!.ToJsonString());
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused()
    {
        var client = await cloud.ClientAsync();
        var policy = await client.WriteAsync("POST", Root, new { name = "api-asked", storageRepositoryId = $"{cloud.World.StorageB.Id}", interval = new { hours = 1 } });

        await client.RefusedAsync(HttpStatusCode.BadRequest, "GET", $"{Root}/{policy}/feasibility?minutes=60");
        await client.RefusedAsync(HttpStatusCode.BadRequest, "GET", $"{Root}/{policy}/feasibility?minutes=5&hours=1");
        await client.RefusedAsync(HttpStatusCode.NotFound, "GET", $"{Root}/{cloud.Get<IdSource>().Next()}/feasibility");
        await client.RefusedAsync(HttpStatusCode.NotFound, "GET", $"{Root}/x/feasibility");
        await (await cloud.ClientAsync(Permission.ActivityRead)).RefusedAsync(HttpStatusCode.Forbidden, "GET", $"{Root}/{policy}/feasibility");
    }

    /// <summary>An hour's changes of 6 GiB were copied over a link that carries 15 Mbit/s.</summary>
    async Task CopiedAsync(Id<ReplicationPolicy> policy)
    {
        await using var database = cloud.Get<IDbContextFactory<ConsoleDbContext>>().CreateDbContext();
        await database.ZoneLinks.ExecuteUpdateAsync(link => link.SetProperty(row => row.LatencyMilliseconds, 0d).SetProperty(row => row.Megabits, 15L));
        var (replica, now) = (await database.Replicas.SingleAsync(row => row.PolicyId == policy), cloud.Clock.GetUtcNow());
        var run = new ReplicationRun(replica, now.AddHours(-1), cloud.World.StorageB.Id, now.AddHours(-1));
        database.Entry(run).Property(row => row.Since).CurrentValue = now.AddHours(-2);
        run.Complete(new TransferResult(now.AddHours(-1), ByteSize.FromGiB(6), false), now.AddMinutes(-55));
        database.Add(run);
        await database.SaveChangesAsync();
    }

    static async Task<(int Machines, int Unmeasured)> CountsAsync(ProviderClient client, string policy)
    {
        var read = await ReadAsync(client, $"{Root}/{policy}/feasibility");
        return ((int)read["machines"]!, (int)read["unmeasured"]!);
    }

    static async Task<JsonNode> ReadAsync(ProviderClient client, string path)
    {
        using var answer = await client.SendAsync(HttpMethod.Get, path);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
    }
}
