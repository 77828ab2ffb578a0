using System.Net;
using System.Text.Json.Nodes;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Simulation;
using static OpenIaaS.Tests.Api.ApiMachines;

namespace OpenIaaS.Tests.Api;

/// <summary>
/// What an activity promises (API contract, section 4): it can be read before the write answers, it is completed only when a read shows the change, and one that
/// failed leaves nothing behind and says why.
/// </summary>
public sealed class ComputeActivityTests(ApiCloud cloud) : IClassFixture<ApiCloud>, IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await cloud.Get<Faults>().ClearAsync(CancellationToken.None);

    [Fact]
    public async Task Disk_is_there_from_the_moment_its_activity_is_completed_and_not_before()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "when-01");
        var activity = await client.AcceptAsync("POST", Disks, NewDisk(machine, 8));
        var seen = 0;
        for (var polls = 0; polls < 100; polls++)
        {
            var before = (await client.ListAsync($"{Disks}?virtualMachineId={machine}")).Count;
            var state = (JsonObject)(await client.ReadAsync($"/activity/v1/activities/{activity}"))!["state"]!;
            var after = (await client.ListAsync($"{Disks}?virtualMachineId={machine}")).Ids();
            if (state["completed"] is { } completed)
            {
                Assert.Contains((string)completed["result"]!, after);
                Assert.True(seen > 0, "It was completed at once: nothing was waited for.");
                return;
            }

            Assert.Equal(1, before);
            seen++;
            await cloud.GoOnAsync();
        }

        Assert.Fail("The activity never ended.");
    }

    [Fact]
    public async Task Failed_creation_of_a_machine_leaves_nothing_and_has_no_result()
    {
        var client = await cloud.ClientAsync();
        var used = await cloud.UsedAsync(cloud.World.StorageA.Id);
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Create, 1, "The storage manager gave up.", TestContext.Current.CancellationToken);
        var activity = await client.AcceptAsync("POST", Machines, new { name = "lost-01", templateId = $"{cloud.World.Debian.Id}", cpu = 2, memory = 4 * GiB });
        var failed = await FailedAsync(client, activity);
        Assert.Equal("The storage manager gave up.", (string)failed["reason"]!);
        Assert.Null(failed["result"]);
        Assert.DoesNotContain(await client.ListAsync(Machines, strict: true), machine => (string)machine!["name"]! == "lost-01");
        Assert.Equal(used, await cloud.UsedAsync(cloud.World.StorageA.Id));
    }

    [Fact]
    public async Task Failed_adapter_is_gone_and_not_named_as_concerned()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "lost-02");
        await cloud.Get<Faults>().SetAsync(SimulatedWork.PlugAdapter, 1, "None of the workers were able to respond.", TestContext.Current.CancellationToken);
        var activity = await client.AcceptAsync("POST", Adapters, new { virtualMachineId = machine, networkId = $"{cloud.World.NetworkA.Id}" });
        Assert.Contains("None of the workers were able to respond", (string)(await FailedAsync(client, activity))["reason"]!, StringComparison.Ordinal);
        Assert.DoesNotContain((await client.ReadAsync($"/activity/v1/activities/{activity}"))!["concernedItems"]!.AsArray(), item => (string)item!["type"]! == "network_adapter");
        Assert.Single(await client.ListAsync($"{Adapters}?virtualMachineId={machine}", strict: true));
    }

    [Fact]
    public async Task Failed_cold_change_leaves_every_field_as_it_was()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "lost-03");
        var before = (await client.ReadAsync($"{Machines}/{machine}"))!.ToJsonString();
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Resize, 1, "The control domain did not answer.", TestContext.Current.CancellationToken);
        Assert.Equal("The control domain did not answer.", await client.FailAsync("PATCH", $"{Machines}/{machine}", new { name = "lost-04", cpu = 4, secureBoot = true, highAvailability = "restart" }));
        Assert.Equal(before, (await client.ReadAsync($"{Machines}/{machine}"))!.ToJsonString());
    }

    [Fact]
    public async Task Failed_deletion_of_a_running_machine_says_so_and_its_power_reads_as_it_is()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "lost-05");
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Stop, 1, "The domain did not go.", TestContext.Current.CancellationToken);
        Assert.Equal("The domain did not go.", await client.FailAsync("DELETE", $"{Machines}/{machine}"));
        Assert.Equal("Running", (string)(await client.ReadAsync($"{Machines}/{machine}"))!["powerState"]!);
        await cloud.Get<Faults>().ClearAsync(TestContext.Current.CancellationToken);

        await cloud.Get<Faults>().SetAsync(SimulatedWork.Delete, 1, "The control domain did not answer.", TestContext.Current.CancellationToken);
        Assert.Equal("The control domain did not answer.", await client.FailAsync("DELETE", $"{Machines}/{machine}"));
        Assert.Equal("Halted", (string)(await client.ReadAsync($"{Machines}/{machine}"))!["powerState"]!);
        Assert.Single(await client.ListAsync($"{Disks}?virtualMachineId={machine}"));
    }

    [Fact]
    public async Task Storage_that_is_full_refuses_at_once_and_one_that_fills_up_fails_the_activity()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "full-01");
        var storage = await cloud.AddStorageAsync("sr-az05-tiny", gibibytes: 10);
        var refused = await client.RefusedAsync(HttpStatusCode.Conflict, "POST", Disks, NewDisk(machine, 11, storage));
        Assert.Contains("10 GiB", (string)refused["detail"]!, StringComparison.Ordinal);

        await cloud.Get<Faults>().FillAsync(Id<StorageRepository>.Parse(storage, null), TestContext.Current.CancellationToken);
        Assert.Contains("sr-az05-tiny", await client.FailAsync("POST", Disks, NewDisk(machine, 8, storage)), StringComparison.Ordinal);
        Assert.Single(await client.ListAsync($"{Disks}?virtualMachineId={machine}", strict: true));
        Assert.Equal(ByteSize.Zero, await cloud.UsedAsync(Id<StorageRepository>.Parse(storage, null)));
    }

    [Fact]
    public async Task Snapshots_are_listed_by_machine_with_their_moment_in_seconds()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "snap-01");
        var at = cloud.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.True((await cloud.Get<TakeSnapshot>().SubmitAsync(Id<VirtualMachine>.Parse(machine, null), "before", "the upgrade", false, cloud.World.Caller, TestContext.Current.CancellationToken)).Ok);
        Assert.Empty(await client.ListAsync($"/compute/v1/open_iaas/snapshots?virtualMachineId={machine}"));
        JsonArray found = [];
        for (var polls = 0; polls < 100 && found.Count == 0; polls++)
        {
            await cloud.GoOnAsync();
            found = await client.ListAsync($"/compute/v1/open_iaas/snapshots?virtualMachineId={machine}");
        }

        var snapshot = Assert.Single(found)!;
        Assert.Equal(("before", "the upgrade", machine, at), ((string)snapshot["name"]!, (string)snapshot["description"]!, (string)snapshot["virtualMachineId"]!, (long)snapshot["createTime"]!));
        Assert.Equal(snapshot.ToJsonString(), (await client.ReadAsync($"/compute/v1/open_iaas/snapshots/{(string)snapshot["id"]!}"))!.ToJsonString());
        Assert.Null(await client.ReadAsync($"/compute/v1/open_iaas/snapshots/{machine}"));
        Assert.Empty(await client.ListAsync("/compute/v1/open_iaas/snapshots?virtualMachineId=nonsense"));
    }

    [Theory]
    [InlineData("virtual_machines")]
    [InlineData("virtual_disks")]
    [InlineData("network_adapters")]
    [InlineData("snapshots")]
    public async Task What_is_absent_is_404_and_what_is_forbidden_403(string noun)
    {
        var (client, other) = (await cloud.ClientAsync(), await cloud.ClientAsync(Permission.ActivityRead));
        foreach (var id in new[] { "0198c0de-0000-7000-8000-000000000001", "nonsense" })
        {
            Assert.Null(await client.ReadAsync($"/compute/v1/open_iaas/{noun}/{id}"));
            if (noun != "snapshots") await client.RefusedAsync(HttpStatusCode.NotFound, "DELETE", $"/compute/v1/open_iaas/{noun}/{id}");
        }

        await other.RefusedAsync(HttpStatusCode.Forbidden, "GET", $"/compute/v1/open_iaas/{noun}/{cloud.World.ZoneA.Id}");
        await other.RefusedAsync(HttpStatusCode.Forbidden, "GET", $"/compute/v1/open_iaas/{noun}");
    }

    [Fact]
    public async Task Deleting_a_running_machine_needs_the_permission_to_cut_its_power()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "may-01");
        var other = await cloud.ClientAsync(Permission.ComputeManagement, Permission.ComputeRead, Permission.ActivityRead);
        var refused = await other.RefusedAsync(HttpStatusCode.Forbidden, "DELETE", $"{Machines}/{machine}");
        Assert.Contains(Permission.VirtualMachinePower, (string)refused["detail"]!, StringComparison.Ordinal);
        await client.WriteAsync("PATCH", $"{Machines}/{machine}/power", new { powerState = "off", force = true });
        await other.WriteAsync("DELETE", $"{Machines}/{machine}");
    }

    object NewDisk(string machine, long gibibytes, string? storage = null) =>
        new { name = "data", size = gibibytes * GiB, mode = "RW", storageRepositoryId = storage ?? $"{cloud.World.StorageA.Id}", virtualMachineId = machine, bootable = false };

    async Task<JsonObject> FailedAsync(ProviderClient client, string activity)
    {
        for (var polls = 0; polls < 1000; polls++)
        {
            var state = (JsonObject)(await client.ReadAsync($"/activity/v1/activities/{activity}"))!["state"]!;
            Assert.False(state.ContainsKey("completed"));
            if (state["failed"] is JsonObject failed) return failed;
            await cloud.GoOnAsync();
        }

        throw new TimeoutException("The activity never ended.");
    }
}
