using System.Net;
using static OpenIaaS.Tests.Api.ApiMachines;

namespace OpenIaaS.Tests.Api.Provider;

/// <summary>The calls of the provider's virtual disk resource, in its order (API contract, section 8).</summary>
public sealed class VirtualDiskTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    [Fact]
    public async Task Created_it_is_attached_and_connected_and_reads_the_same_twice()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "disk-01");
        var disk = await AddAsync(client, machine, "data", mode: "RO");
        var read = (await client.ReadAsync($"{Disks}/{disk}"))!;
        var link = Assert.Single(read["virtualMachines"]!.AsArray())!;
        Assert.Equal(("data", 8 * GiB, 8 * GiB, false), ((string)read["name"]!, (long)read["size"]!, (long)read["usage"]!, (bool)read["isSnapshot"]!));
        Assert.Equal((machine, "disk-01", true, true), ((string)link["id"]!, (string)link["name"]!, (bool)link["readOnly"]!, (bool)link["connected"]!));
        Assert.Contains(disk, (await client.ListAsync($"{Disks}?storageRepositoryId={cloud.World.StorageA.Id}")).Ids());
        Assert.Equal(read.ToJsonString(), (await client.ReadAsync($"{Disks}/{disk}"))!.ToJsonString());
    }

    [Fact]
    public async Task Update_disconnects_renames_and_connects_again()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "disk-02");
        var disk = await AddAsync(client, machine, "data");
        await client.WriteAsync("PATCH", $"{Disks}/{disk}/disconnect", new { virtualMachineId = machine });
        Assert.False((bool)(await client.ReadAsync($"{Disks}/{disk}"))!["virtualMachines"]![0]!["connected"]!);
        await client.WriteAsync("PATCH", $"{Disks}/{disk}", new { name = "logs", size = 8 * GiB });
        await client.WriteAsync("PATCH", $"{Disks}/{disk}/connect", new { virtualMachineId = machine });
        var read = (await client.ReadAsync($"{Disks}/{disk}"))!;
        Assert.Equal(("logs", true), ((string)read["name"]!, (bool)read["virtualMachines"]![0]!["connected"]!));
        Assert.Equal(read.ToJsonString(), (await client.ReadAsync($"{Disks}/{disk}"))!.ToJsonString());
    }

    [Fact]
    public async Task Changed_size_is_refused_and_nothing_of_the_request_is_applied()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "disk-03");
        var disk = await AddAsync(client, machine, "data");
        var before = (await client.ReadAsync($"{Disks}/{disk}"))!.ToJsonString();
        var refused = await client.RefusedAsync(HttpStatusCode.Conflict, "PATCH", $"{Disks}/{disk}", new { name = "logs", size = 16 * GiB });
        Assert.Contains("cannot be resized", (string)refused["detail"]!, StringComparison.Ordinal);
        Assert.Equal(before, (await client.ReadAsync($"{Disks}/{disk}"))!.ToJsonString());
    }

    [Fact]
    public async Task Another_machine_gets_it_by_detach_and_attach()
    {
        var client = await cloud.ClientAsync();
        var (from, to) = (await cloud.RunningAsync(client, "disk-04"), await cloud.RunningAsync(client, "disk-05"));
        var disk = await AddAsync(client, from, "data");
        var refused = await client.RefusedAsync(HttpStatusCode.Conflict, "PATCH", $"{Disks}/{disk}/attach", new { virtualMachineId = to, bootable = false, mode = "RW" });
        Assert.Contains("detach it there first", (string)refused["detail"]!, StringComparison.Ordinal);
        await client.WriteAsync("PATCH", $"{Disks}/{disk}/detach", new { virtualMachineId = from });
        Assert.Empty((await client.ReadAsync($"{Disks}/{disk}"))!["virtualMachines"]!.AsArray());
        await client.WriteAsync("PATCH", $"{Disks}/{disk}/attach", new { virtualMachineId = to, bootable = false, mode = "RO", position = "3" });
        var link = Assert.Single((await client.ReadAsync($"{Disks}/{disk}"))!["virtualMachines"]!.AsArray())!;
        Assert.Equal((to, true, true), ((string)link["id"]!, (bool)link["readOnly"]!, (bool)link["connected"]!));
    }

    [Fact]
    public async Task Connected_disk_of_a_running_machine_moves_to_other_storage()
    {
        var client = await cloud.ClientAsync();
        var (machine, storage) = (await cloud.RunningAsync(client, "disk-06"), await cloud.AddStorageAsync("sr-az05-std-06"));
        var disk = await AddAsync(client, machine, "data");
        await client.WriteAsync("PATCH", $"{Disks}/{disk}/relocate", new { storageRepositoryId = storage });
        var read = (await client.ReadAsync($"{Disks}/{disk}"))!;
        Assert.Equal((storage, true), ((string)read["storageRepository"]!["id"]!, (bool)read["virtualMachines"]![0]!["connected"]!));
    }

    [Fact]
    public async Task Attached_and_disconnected_it_is_deleted_without_being_detached()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "disk-07");
        var disk = await AddAsync(client, machine, "data");
        await client.RefusedAsync(HttpStatusCode.Conflict, "DELETE", $"{Disks}/{disk}");
        await client.WriteAsync("PATCH", $"{Disks}/{disk}/disconnect", new { virtualMachineId = machine });
        await client.WriteAsync("DELETE", $"{Disks}/{disk}");
        Assert.Null(await client.ReadAsync($"{Disks}/{disk}"));
        Assert.DoesNotContain(disk, (await client.ListAsync($"{Disks}?virtualMachineId={machine}", strict: true)).Ids());
        Assert.DoesNotContain(disk, (await client.ListAsync(Disks, strict: true)).Ids());
    }

    [Fact]
    public async Task Bootable_one_behind_the_systems_goes_while_the_machine_runs_but_the_systems_stays()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "disk-09");
        var system = (await client.ListAsync($"{Disks}?virtualMachineId={machine}")).Ids().Single();
        var disk = await AddAsync(client, machine, "rescue", mode: "RO", bootable: true);
        await client.WriteAsync("PATCH", $"{Disks}/{disk}/disconnect", new { virtualMachineId = machine });
        await client.WriteAsync("DELETE", $"{Disks}/{disk}");
        Assert.Null(await client.ReadAsync($"{Disks}/{disk}"));
        var refused = await client.RefusedAsync(HttpStatusCode.Conflict, "PATCH", $"{Disks}/{system}/disconnect", new { virtualMachineId = machine });
        Assert.Contains("disk-09 runs from the disk", (string)refused["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disk_of_a_halted_machine_reads_disconnected_whatever_is_meant()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "disk-08");
        var disk = await AddAsync(client, machine, "data");
        Assert.False((bool)(await client.ReadAsync($"{Disks}/{disk}"))!["virtualMachines"]![0]!["connected"]!);
        await cloud.ProtectAsync(machine);
        await client.WriteAsync("PATCH", $"{Machines}/{machine}/power", new { powerState = "on" });
        Assert.True((bool)(await client.ReadAsync($"{Disks}/{disk}"))!["virtualMachines"]![0]!["connected"]!);
    }

    [Fact]
    public async Task Lists_hold_isos_and_the_disks_of_templates_and_filters_that_name_nothing_find_nothing()
    {
        var client = await cloud.ClientAsync();
        var image = await cloud.AddImageAsync("rescue.iso");
        var ofTemplate = Assert.Single(await client.ListAsync($"{Disks}?templateId={cloud.World.Debian.Id}"))!;
        Assert.Equal(("system", $"{cloud.World.Debian.Id}"), ((string)ofTemplate["name"]!, (string)ofTemplate["templates"]![0]!["id"]!));
        Assert.Equal(ofTemplate.ToJsonString(), (await client.ReadAsync($"{Disks}/{(string)ofTemplate["id"]!}"))!.ToJsonString());
        var all = (await client.ListAsync(Disks)).Ids();
        Assert.Contains(image, all);
        Assert.Contains((string)ofTemplate["id"]!, all);
        foreach (var filter in new[] { "virtualMachineId", "templateId", "storageRepositoryId" })
        {
            Assert.Empty(await client.ListAsync($"{Disks}?{filter}=0198c0de-0000-7000-8000-000000000001"));
            Assert.Empty(await client.ListAsync($"{Disks}?{filter}=nonsense"));
        }
    }

    [Fact]
    public async Task Fields_that_are_missing_are_named()
    {
        var client = await cloud.ClientAsync();
        var refused = await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", Disks, new { name = "data" });
        Assert.Equal(["size", "mode", "storageRepositoryId", "virtualMachineId"], refused["problems"]!.AsArray().Select(error => (string?)error!["field"]));
    }

    Task<string> AddAsync(ProviderClient client, string machine, string name, string mode = "RW", bool bootable = false) => client.WriteAsync(
        "POST", Disks, new { name, size = 8 * GiB, mode, storageRepositoryId = $"{cloud.World.StorageA.Id}", virtualMachineId = machine, bootable });
}
