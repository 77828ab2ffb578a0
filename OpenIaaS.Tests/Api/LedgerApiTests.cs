using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Tests.Api;

/// <summary>Ledgers, runs and attestations over the API, and policies that are changed by it.</summary>
public sealed class LedgerApiTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Replication = "/compute/v1/open_iaas/replication";

    [Fact]
    public async Task Ledger_its_breaches_and_its_attestation_are_read()
    {
        var machine = await KeptAsync("api-ledger-01");
        var client = await cloud.ClientAsync();

        var row = Assert.Single(await RowsAsync(client, $"{Replication}/ledger?search=api-ledger-01&sort=kept"))!;
        var breach = Assert.Single(await RowsAsync(client, $"{Replication}/ledger/breaches?search=api-ledger-01"))!;
        using var fleet = await client.SendAsync(HttpMethod.Get, $"{Replication}/ledger/fleet?search=api-ledger-01");
        using var made = await client.SendAsync(HttpMethod.Get, $"{Replication}/ledger/attestation");
        using var file = await client.SendAsync(HttpMethod.Get, $"{Replication}/ledger/attestation.csv");
        using var paper = await client.SendAsync(HttpMethod.Get, $"{Replication}/ledger/attestation.pdf");

        Assert.Equal((machine, 3600), ((string?)row["virtualMachineId"], (int?)row["days"]![0]!["time"]!["breachedSeconds"]));
        Assert.Equal(("link_down", "The link between the zones is down."), ((string?)breach["cause"], (string?)breach["detail"]));
        Assert.Equal(1, (int?)JsonNode.Parse(await fleet.Content.ReadAsStringAsync())!["replicas"]);
        var digest = (string?)JsonNode.Parse(await made.Content.ReadAsStringAsync())!["digest"];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await file.Content.ReadAsByteArrayAsync())), digest);
        Assert.Equal("application/pdf", paper.Content.Headers.ContentType!.MediaType);
        await client.RefusedAsync(HttpStatusCode.BadRequest, "GET", $"{Replication}/ledger/attestation?month=soon");
        Assert.Empty(await RowsAsync(client, $"{Replication}/runs?virtualMachineId={machine}&state=Failed"));
    }

    [Fact]
    public async Task Policy_is_changed_in_part_and_refused_whole()
    {
        var client = await cloud.ClientAsync();
        await client.EndAsync(await client.LocationAsync("POST", $"{Replication}/configurations", new { name = "api-change", storageRepositoryId = $"{cloud.World.StorageB.Id}", interval = new { hours = 1 } }));
        var id = (string?)(await RowsAsync(client, $"{Replication}/configurations")).Single(policy => (string?)policy!["name"] == "api-change")!["id"];

        await client.EndAsync(await client.LocationAsync("PATCH", $"{Replication}/configurations/{id}", new { criticality = "critical", interval = new { minutes = 20 } }));
        await client.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"{Replication}/configurations/{id}", new { name = "api-changed", retained = 0 });
        await client.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"{Replication}/configurations/{id}", new { criticality = "vital" });

        await using var database = cloud.Get<IDbContextFactory<ConsoleDbContext>>().CreateDbContext();
        var policy = await database.ReplicationPolicies.SingleAsync(row => row.NameKey == "API-CHANGE");
        Assert.Equal((TimeSpan.FromMinutes(20), Criticality.Critical, ReplicationPolicy.UsuallyRetained), (policy.Interval.Every, policy.Criticality, policy.Retained));
    }

    static async Task<JsonArray> RowsAsync(ProviderClient client, string path)
    {
        using var answer = await client.SendAsync(HttpMethod.Get, path);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!.AsArray();
    }

    /// <summary>A machine that was replicated two days ago and breached yesterday for an hour.</summary>
    async Task<string> KeptAsync(string name)
    {
        await using var database = cloud.Get<IDbContextFactory<ConsoleDbContext>>().CreateDbContext();
        var (ids, now) = (cloud.Get<IdSource>(), cloud.Clock.GetUtcNow());
        var midnight = ReplicaDay.Begin(ReplicaDay.Of(now));
        var policy = new ReplicationPolicy(ids.Next<ReplicationPolicy>(), cloud.World.Tenant.Id, name + "-15min", "", new ReplicationInterval(15, IntervalUnit.Minutes), 3, cloud.World.StorageB.Id, now.AddDays(-3));
        var machine = new VirtualMachine(ids.Next<VirtualMachine>(), policy.TenantId, cloud.World.PoolA.Id, name, "Debian 12", 1, 1, ByteSize.FromGiB(1), Firmware.Uefi, now);
        var every = policy.Interval.Every;
        var replica = new Replica(ids.Next<Replica>(), policy.TenantId, machine.Id, policy.Id, every, midnight.AddHours(-8));
        replica.CompleteRun(midnight.AddHours(-8), ByteSize.FromGiB(1), every, midnight.AddHours(-8));
        Assert.True(replica.BeginRun(name, replica.NextRunAt, every, midnight.AddHours(-7.75)).Ok);
        replica.FailRun("The link between the zones is down.", midnight.AddHours(-7.7));
        replica.CompleteRun(midnight.AddHours(-6.5), ByteSize.FromGiB(1), every, midnight.AddHours(-6.5));
        Assert.True(replica.BeginRemoval(name, now).Ok);
        replica.CompleteRun(now, ByteSize.FromGiB(1), every, midnight.AddHours(-6.25));
        database.AddRange(policy, machine, replica);
        await database.SaveChangesAsync();
        return $"{machine.Id}";
    }
}
