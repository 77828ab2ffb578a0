using System.Net;
using System.Text.Json.Nodes;
using OpenIaaS.Domain.Identity;
using static OpenIaaS.Tests.Api.ApiMachines;

namespace OpenIaaS.Tests.Api;

/// <summary>What is done to whole machines beyond the provider: snapshots, copies, templates, moves to another pool.</summary>
public sealed class BeyondMachineTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Snapshots = "/compute/v1/open_iaas/snapshots";
    const string Templates = "/compute/v1/open_iaas/templates";

    [Fact]
    public async Task Snapshot_is_taken_described_gone_back_to_and_deleted()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "snap-01");
        await DoneAsync(client, "POST", Snapshots, new { virtualMachineId = machine, name = "before", description = "the update" });
        var taken = Assert.Single(await client.ListAsync($"{Snapshots}?virtualMachineId={machine}"))!;
        var address = $"{Snapshots}/{taken["id"]}";
        await DoneAsync(client, "PATCH", address, new { name = "before the update" });
        var read = (await client.ReadAsync(address))!;
        Assert.Equal(("before the update", "the update"), ((string)read["name"]!, (string)read["description"]!));
        await DoneAsync(client, "POST", $"{address}/revert", new { });
        await DoneAsync(client, "POST", $"{address}/revert", new { force = true, snapshotBefore = "way back" });
        Assert.Equal(["before the update", "way back"], (await client.ListAsync($"{Snapshots}?virtualMachineId={machine}")).Names().Order());
        await DoneAsync(client, "DELETE", address);
        Assert.Null(await client.ReadAsync(address));
    }

    [Fact]
    public async Task Snapshot_that_cannot_be_is_refused_by_the_rule_of_the_page()
    {
        var client = await cloud.ClientAsync();
        var refused = await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", Snapshots, new { });
        Assert.Equal(["virtualMachineId", "name"], refused["problems"]!.AsArray().Select(error => (string?)error!["field"]));
        await client.RefusedAsync(HttpStatusCode.NotFound, "DELETE", $"{Snapshots}/{cloud.World.PoolA.Id}");
        await client.RefusedAsync(HttpStatusCode.NotFound, "PATCH", $"{Snapshots}/nonsense", new { name = "x" });
        await (await cloud.ClientAsync(Permission.ComputeRead)).RefusedAsync(HttpStatusCode.Forbidden, "POST", Snapshots, new { virtualMachineId = $"{cloud.World.PoolA.Id}", name = "x" });
    }

    [Fact]
    public async Task Machine_is_copied_made_a_template_and_the_template_deleted()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "copy-01");
        var used = await cloud.UsedAsync(cloud.World.StorageA.Id);
        await DoneAsync(client, "POST", $"{Machines}/{machine}/clone", new { name = "copy-02", storageRepositoryId = $"{cloud.World.StorageA.Id}", copyPolicies = false });
        var copy = (string)(await client.ListAsync(Machines)).Single(row => (string?)row!["name"] == "copy-02")!["id"]!;
        await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", $"{Machines}/{machine}/clone", new { });

        var template = await DoneAsync(client, "POST", $"{Machines}/{copy}/convert", new { description = "A copy." });
        Assert.Null(await client.ReadAsync($"{Machines}/{copy}"));
        Assert.Equal("copy-02", (string)(await client.ReadAsync($"{Templates}/{template}"))!["name"]!);
        await DoneAsync(client, "DELETE", $"{Templates}/{template}");
        Assert.Null(await client.ReadAsync($"{Templates}/{template}"));
        Assert.Equal(used, await cloud.UsedAsync(cloud.World.StorageA.Id));
    }

    [Fact]
    public async Task Machine_moves_to_another_pool_with_its_disks()
    {
        var (world, client) = (cloud.World, await cloud.ClientAsync());
        var machine = await cloud.DeployAsync(client, "pool-01");
        var (disk, adapter) = ((await client.ListAsync($"{Disks}?virtualMachineId={machine}")).Ids()[0], (await client.ListAsync($"{Adapters}?virtualMachineId={machine}")).Ids()[0]);
        var refused = await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", $"{Machines}/{machine}/migrate", new
        {
            poolId = $"{world.PoolB.Id}", disks = new[] { new { id = disk, storageRepositoryId = $"{world.StorageA.Id}" } }, networkAdapters = new[] { new { id = adapter, networkId = $"{world.NetworkA.Id}" } },
        });
        Assert.Equal(["disks[0]", "networkAdapters[0]"], refused["problems"]!.AsArray().Select(error => (string?)error!["field"]).Order());

        await DoneAsync(client, "POST", $"{Machines}/{machine}/migrate", new
        {
            poolId = $"{world.PoolB.Id}", disks = new[] { new { id = disk, storageRepositoryId = $"{world.StorageB.Id}" } }, networkAdapters = new[] { new { id = adapter, networkId = $"{world.NetworkB.Id}" } },
        });
        Assert.Equal($"{world.PoolB.Id}", (string)(await client.ReadAsync($"{Machines}/{machine}"))!["pool"]!["id"]!);
        Assert.Equal($"{world.StorageB.Id}", (string)(await client.ReadAsync($"{Disks}/{disk}"))!["storageRepository"]!["id"]!);
        await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", $"{Machines}/{machine}/migrate", new { });
    }

    /// <summary>A write beyond the contract whose activity completes; gives what it hands back.</summary>
    static async Task<string> DoneAsync(ProviderClient client, string method, string path, object? body = null)
    {
        var state = await client.EndAsync(await client.LocationAsync(method, path, body));
        return (string?)Assert.IsType<JsonObject>(state["completed"])["result"] ?? "";
    }
}
