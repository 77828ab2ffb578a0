using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Tests.Identity;

namespace OpenIaaS.Tests.Api;

/// <summary>Failures and the question what would happen over the API, and as files.</summary>
public sealed class FailureApiTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Compute = "/compute/v1/open_iaas";

    [Fact]
    public async Task Failures_are_listed_filtered_and_read_one_by_one()
    {
        var (failure, machine) = await FailedAsync("api-fail-01");
        var client = await cloud.ClientAsync();

        var row = Assert.Single((await ReadAsync(client, $"{Compute}/failures?virtualMachineId={machine}")).AsArray())!;
        var one = await ReadAsync(client, $"{Compute}/failures/{failure}");

        Assert.Equal((failure, 1, 1), ((string?)row["id"], (int)row["virtualMachines"]!, (int)row["waiting"]!));
        Assert.Equal((machine, "waits", "restart", 1), ((string?)one["virtualMachines"]![0]!["id"], (string?)one["virtualMachines"]![0]!["state"], (string?)one["virtualMachines"]![0]!["priority"], one["hosts"]!.AsArray().Count));
        Assert.Single((await ReadAsync(client, $"{Compute}/failures?virtualMachineId={machine}&running=true")).AsArray());
        Assert.Empty((await ReadAsync(client, $"{Compute}/failures?virtualMachineId={machine}&running=false")).AsArray());
        Assert.Empty((await ReadAsync(client, $"{Compute}/failures?poolId=nothing")).AsArray());
        await client.RefusedAsync(HttpStatusCode.NotFound, "GET", $"{Compute}/failures/{cloud.Get<IdSource>().Next()}");
    }

    [Fact]
    public async Task Failures_are_files_too()
    {
        var (failure, _) = await FailedAsync("=api-fail-02");
        var client = await cloud.ClientAsync();
        using var file = await client.SendAsync(HttpMethod.Get, $"/export/failures/{failure}.csv");
        using var paper = await client.SendAsync(HttpMethod.Get, $"/export/failures/{failure}.pdf");
        using var all = await client.SendAsync(HttpMethod.Get, "/export/failures.csv");

        var lines = (await file.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((2, true), (lines.Length, lines[0].StartsWith("failure_id,zone,pool", StringComparison.Ordinal)));
        Assert.Contains("'=api-fail-02", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines[1], await all.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("application/pdf", paper.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task What_if_is_asked_by_address_and_by_body_with_one_answer()
    {
        var client = await cloud.ClientAsync();
        var (pool, host) = ($"{cloud.World.PoolA.Id}", $"{cloud.World.HostsA[0].Id}");

        var read = await ReadAsync(client, $"{Compute}/pools/{pool}/what_if?hostId={host}");
        using var asked = await client.SendAsync(HttpMethod.Post, $"{Compute}/pools/{pool}/what_if", new { hosts = new[] { host } });
        using var file = await client.SendAsync(HttpMethod.Get, $"/export/what-if.csv?pool={pool}&blade={host}");

        Assert.Equal(read.ToJsonString(), JsonNode.Parse(await asked.Content.ReadAsStringAsync())!.ToJsonString());
        Assert.Equal([(host, true)], read["hosts"]!.AsArray().Where(one => (bool)one!["fails"]!).Select(one => ((string?)one!["id"], (bool)one["fails"]!)));
        Assert.StartsWith("zone,pool,failing,machine", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await client.RefusedAsync(HttpStatusCode.NotFound, "GET", $"{Compute}/pools/{cloud.Get<IdSource>().Next()}/what_if");
        await client.RefusedAsync(HttpStatusCode.NotFound, "POST", $"{Compute}/pools/{pool}/what_if", new { hosts = new[] { $"{cloud.World.HostsB[0].Id}" } });
    }

    static async Task<JsonNode> ReadAsync(ProviderClient client, string path)
    {
        using var answer = await client.SendAsync(HttpMethod.Get, path);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
    }

    /// <summary>A machine that went down an hour ago and waits.</summary>
    async Task<(string Failure, string Machine)> FailedAsync(string name)
    {
        await using var database = cloud.Get<IDbContextFactory<ConsoleDbContext>>().CreateDbContext();
        var (ids, at) = (cloud.Get<IdSource>(), cloud.Clock.GetUtcNow().AddHours(-1));
        var machine = new VirtualMachine(ids.Next<VirtualMachine>(), cloud.World.Tenant.Id, cloud.World.PoolA.Id, name, "Debian 12", 1, 1, ByteSize.FromGiB(1), Firmware.Uefi, at);
        var (failure, rows) = TwoTenants.Failed(ids.Next<PoolFailure>(), cloud.World.PoolA, cloud.World.HostsA[0].Id, cloud.World.HostsA[0].Name, machine, at);
        database.AddRange([machine, failure, .. rows]);
        await database.SaveChangesAsync();
        return ($"{failure.Id}", $"{machine.Id}");
    }
}
