using System.Net;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Api;

/// <summary>Tags over the API: by key and value, on texts that a page shows (api-contract, section 5.6).</summary>
public sealed class TagApiTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Nowhere = "0198c0de-0000-7000-8000-00000000dead";

    [Theory]
    [InlineData("env", "prod")]
    [InlineData("critical", "")]
    [InlineData("app.kubernetes.io/name", "erp/db")]
    [InlineData("formula", "a=b=c")]
    [InlineData("équipe été", "Réseau & <systèmes> ? #1 100%")]
    public async Task Tag_is_given_read_back_as_it_was_and_taken(string key, string value)
    {
        var (client, machine) = (await cloud.ClientAsync(), await MachineAsync());

        await GiveAsync(client, machine, key, value);

        var tag = Assert.Single(await client.ListAsync($"/tag/v1/tags/resources/{machine.Id}"))!;
        Assert.Equal((key, value), ((string)tag["key"]!, (string)tag["value"]!));
        Assert.Equal(($"{cloud.World.Tenant.Id}", $"{machine.Id}"), ((string)tag["tenant"]!, (string)tag["resource"]!));
        Assert.Equal([value.Length == 0 ? key : $"{key}={value}"], await TagsAsync(machine));
        await client.DoAsync("DELETE", $"/tag/v1/tags/resources/{machine.Id}/keys/{Escaped(key)}");
        Assert.Empty(await client.ListAsync($"/tag/v1/tags/resources/{machine.Id}"));
    }

    [Fact]
    public async Task Other_value_takes_the_place_of_the_first_and_leaves_the_other_tags()
    {
        var (client, machine) = (await cloud.ClientAsync(), await MachineAsync("critical", "env=test"));
        await GiveAsync(client, machine, "env", "prod");
        Assert.Equal(["critical", "env=prod"], await TagsAsync(machine));
    }

    [Fact]
    public async Task One_request_tags_all_machines_or_none_and_is_one_activity()
    {
        var client = await cloud.ClientAsync();
        var (first, second) = (await MachineAsync(), await MachineAsync());

        await client.RefusedAsync(HttpStatusCode.NotFound, "POST", "/tag/v1/tags", Body("env", "prod", $"{first.Id}", Nowhere));
        Assert.Empty(await TagsAsync(first));
        await client.DoAsync("POST", "/tag/v1/tags", Body("env", "prod", $"{first.Id}", $"{second.Id}"));

        Assert.Equal(["env=prod"], await TagsAsync(first));
        Assert.Equal(["env=prod"], await TagsAsync(second));
        await using var database = cloud.Host.Database();
        var activity = await database.Activities.SingleAsync(activity => activity.TargetId == first.Id.Value || activity.TargetId == second.Id.Value);
        Assert.Equal((ActivityTypes.VirtualMachineTag, ActivityState.Completed), (activity.Type, activity.State));
    }

    [Theory]
    [InlineData("", "x", "key")]
    [InlineData("a=b", "x", "key")]
    [InlineData(" a", "x", "key")]
    [InlineData("a", "x ", "value")]
    [InlineData("a", "two\nlines", "value")]
    public async Task Tag_that_would_not_come_back_as_it_is_is_refused(string key, string value, string field)
    {
        var (client, machine) = (await cloud.ClientAsync(), await MachineAsync());
        var problem = await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", "/tag/v1/tags", Body(key, value, $"{machine.Id}"));
        Assert.Contains($"\"{field}\"", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await TagsAsync(machine));
    }

    [Fact]
    public async Task Request_without_machines_or_for_something_else_is_refused()
    {
        var (client, machine) = (await cloud.ClientAsync(), await MachineAsync());
        Assert.Contains("\"resources\"", (await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", "/tag/v1/tags", new { key = "a", value = "b" })).ToJsonString(), StringComparison.Ordinal);
        var problem = await client.RefusedAsync(
            HttpStatusCode.BadRequest, "POST", "/tag/v1/tags", new { key = "a", value = "b", resources = new[] { new { uuid = $"{machine.Id}", type = "vcenter_virtual_machine", source = "vmware" } } });
        Assert.Contains("vcenter_virtual_machine", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_has_no_tags_and_none_is_taken_from_it()
    {
        var (client, machine) = (await cloud.ClientAsync(), await MachineAsync("critical"));
        Assert.Empty(await client.ListAsync($"/tag/v1/tags/resources/{Nowhere}"));
        Assert.Empty(await client.ListAsync("/tag/v1/tags/resources/nonsense"));
        await client.RefusedAsync(HttpStatusCode.NotFound, "DELETE", $"/tag/v1/tags/resources/{Nowhere}/keys/critical");
        await client.RefusedAsync(HttpStatusCode.NotFound, "DELETE", $"/tag/v1/tags/resources/{machine.Id}/keys/crit");
        Assert.Equal(["critical"], await TagsAsync(machine));
    }

    [Fact]
    public async Task Reading_and_writing_need_their_permissions()
    {
        var (reader, writer, machine) = (await cloud.ClientAsync(Permission.TagRead), await cloud.ClientAsync(Permission.TagWrite), await MachineAsync("critical"));
        Assert.Single(await reader.ListAsync($"/tag/v1/tags/resources/{machine.Id}"));
        await reader.RefusedAsync(HttpStatusCode.Forbidden, "POST", "/tag/v1/tags", Body("a", "b", $"{machine.Id}"));
        await reader.RefusedAsync(HttpStatusCode.Forbidden, "DELETE", $"/tag/v1/tags/resources/{machine.Id}/keys/critical");
        await writer.RefusedAsync(HttpStatusCode.Forbidden, "GET", $"/tag/v1/tags/resources/{machine.Id}");
    }

    static async Task GiveAsync(ProviderClient client, VirtualMachine machine, string key, string value) => await client.DoAsync("POST", "/tag/v1/tags", Body(key, value, $"{machine.Id}"));

    static object Body(string key, string value, params string[] machines) =>
        new { key, value, resources = machines.Select(uuid => new { uuid, type = "iaas_opensource_virtual_machine", source = "iaas_opensource" }) };

    /// <summary>As the provider writes a part of an address: everything escaped but the slash.</summary>
    static string Escaped(string key) => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));

    async Task<VirtualMachine> MachineAsync(params string[] tags)
    {
        var machine = new VirtualMachine(
            cloud.Get<IdSource>().Next<VirtualMachine>(), cloud.World.Tenant.Id, cloud.World.PoolA.Id, $"tagged-{cloud.Get<IdSource>().Next():N}", "Debian 12", 1, 1, ByteSize.FromGiB(1), Firmware.Uefi, cloud.Clock.GetUtcNow());
        machine.SetTags(tags);
        await using var database = cloud.Host.Database();
        database.Add(machine);
        await database.SaveChangesAsync();
        return machine;
    }

    async Task<List<string>> TagsAsync(VirtualMachine machine)
    {
        await using var database = cloud.Host.Database();
        return (await database.VirtualMachines.AsNoTracking().SingleAsync(row => row.Id == machine.Id)).Tags;
    }
}
