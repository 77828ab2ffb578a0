using System.Net;
using System.Text.Json.Nodes;
using static OpenIaaS.Tests.Api.ApiMachines;

namespace OpenIaaS.Tests.Api.Provider;

/// <summary>The calls of the provider's virtual machine resource, in its order (API contract, section 8).</summary>
public sealed class VirtualMachineTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    [Fact]
    public async Task Created_from_a_template_it_is_off_with_the_templates_disks_and_adapters()
    {
        var client = await cloud.ClientAsync();
        var machine = await client.WriteAsync("POST", Machines, new
        {
            name = "web-01", templateId = $"{cloud.World.Debian.Id}", cpu = 4, memory = 8 * GiB, cloudInit = new { cloudConfig = "#cloud-config\nhostname: web-01\n" },
            networkAdapters = new[] { new { networkId = $"{cloud.World.TrunkA.Id}", mac = "02:16:3E:00:00:01" } },
        });

        var disk = Assert.Single(await client.ListAsync($"{Disks}?virtualMachineId={machine}"))!;
        var adapter = Assert.Single(await client.ListAsync($"{Adapters}?virtualMachineId={machine}"))!;
        Assert.Equal((20 * GiB, false), ((long)disk["size"]!, (bool)disk["virtualMachines"]![0]!["connected"]!));
        Assert.Equal(($"{cloud.World.TrunkA.Id}", "02:16:3e:00:00:01", machine), ((string)adapter["network"]!["id"]!, (string)adapter["macAddress"]!, (string)adapter["virtualMachineId"]!));
        var read = (await client.ReadAsync($"{Machines}/{machine}"))!;
        Assert.Equal(("Halted", 4, 1, 8 * GiB), ((string)read["powerState"]!, (int)read["cpu"]!, (int)read["numCoresPerSocket"]!, (long)read["memory"]!));
        Assert.Equal(("disabled", "uefi", "", $"{cloud.World.ZoneA.Id}"), ((string)read["highAvailability"]!, (string)read["bootFirmware"]!, (string)read["host"]!["id"]!, (string)read["machineManager"]!["id"]!));
        Assert.Contains(machine, (await client.ListAsync(Machines, strict: true)).Ids());
        await SamePlanAsync(client, machine);
    }

    [Fact]
    public async Task Network_left_open_is_the_templates_and_another_number_of_adapters_is_refused()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "web-02");
        var adapter = Assert.Single(await client.ListAsync($"{Adapters}?virtualMachineId={machine}"))!;
        Assert.Equal($"{cloud.World.NetworkA.Id}", (string)adapter["network"]!["id"]!);

        var two = new { name = "web-03", templateId = $"{cloud.World.Debian.Id}", cpu = 2, memory = 4 * GiB, networkAdapters = new[] { new { networkId = "" }, new { networkId = "" } } };
        Assert.Equal("urn:openiaas:problem:new-machine.template-adapters", (string)(await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", Machines, two))["type"]!);
    }

    [Fact]
    public async Task Machine_without_disks_is_made_of_a_configuration_template_for_disks_that_follow()
    {
        var client = await cloud.ClientAsync();
        var machine = await client.WriteAsync("POST", Machines, new { name = "bare-01", templateId = $"{cloud.World.Blank.Id}", cpu = 1, memory = 2 * GiB });
        Assert.Empty(await client.ListAsync($"{Disks}?virtualMachineId={machine}"));
        Assert.Empty(await client.ListAsync($"{Adapters}?virtualMachineId={machine}"));
    }

    [Fact]
    public async Task Cold_update_powers_off_changes_powers_on_and_reads_the_new_figures_at_once()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "cold-01");
        var refused = await client.RefusedAsync(HttpStatusCode.Conflict, "PATCH", $"{Machines}/{machine}", new { name = "cold-02", cpu = 8 });
        Assert.Contains("only while the machine is powered off", (string)refused["detail"]!, StringComparison.Ordinal);
        Assert.Equal("cold-01", (string)(await client.ReadAsync($"{Machines}/{machine}"))!["name"]!);

        await client.WriteAsync("PATCH", $"{Machines}/{machine}/power", new { powerState = "off" });
        await client.WriteAsync("PATCH", $"{Machines}/{machine}", new { name = "cold-02", cpu = 8, numCoresPerSocket = 4, memory = 6 * GiB, highAvailability = "restart" });
        var read = (await client.ReadAsync($"{Machines}/{machine}"))!;
        Assert.Equal(("cold-02", 8, 4, 6 * GiB, "restart"), ((string)read["name"]!, (int)read["cpu"]!, (int)read["numCoresPerSocket"]!, (long)read["memory"]!, (string)read["highAvailability"]!));
        await client.WriteAsync("PATCH", $"{Machines}/{machine}/power", new { powerState = "on", hostId = $"{cloud.World.HostsA[1].Id}" });
        await cloud.SeeAsync();
        read = (await client.ReadAsync($"{Machines}/{machine}"))!;
        Assert.Equal(("Running", $"{cloud.World.HostsA[1].Id}", true), ((string)read["powerState"]!, (string)read["host"]!["id"]!, (bool)read["pvDrivers"]!["detected"]!));
        Assert.True((bool)(await client.ListAsync($"{Disks}?virtualMachineId={machine}"))[0]!["virtualMachines"]![0]!["connected"]!);
        await SamePlanAsync(client, machine);
    }

    [Fact]
    public async Task Hot_update_changes_what_may_be_changed_while_it_runs_in_one_activity()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "hot-01");
        // Figures it has already are no change.
        await client.WriteAsync("PATCH", $"{Machines}/{machine}", new { name = "hot-02", cpu = 2, memory = 4 * GiB, secureBoot = true, autoPowerOn = true, highAvailability = "best-effort" });
        var read = (await client.ReadAsync($"{Machines}/{machine}"))!;
        Assert.Equal(("hot-02", true, true, "best-effort"), ((string)read["name"]!, (bool)read["secureBoot"]!, (bool)read["autoPowerOn"]!, (string)read["highAvailability"]!));
        await client.WriteAsync("PATCH", $"{Machines}/{machine}", new { secureBoot = false, autoPowerOn = false });
        read = (await client.ReadAsync($"{Machines}/{machine}"))!;
        Assert.Equal(("hot-02", false, false, "best-effort"), ((string)read["name"]!, (bool)read["secureBoot"]!, (bool)read["autoPowerOn"]!, (string)read["highAvailability"]!));
        // The firmware waits for a machine that is off, and then nothing else of the request is done either.
        await client.RefusedAsync(HttpStatusCode.Conflict, "PATCH", $"{Machines}/{machine}", new { name = "hot-03", bootFirmware = "bios" });
        Assert.Equal("hot-02", (string)(await client.ReadAsync($"{Machines}/{machine}"))!["name"]!);
        await SamePlanAsync(client, machine);
    }

    [Fact]
    public async Task Iso_goes_in_and_out_and_the_boot_order_reads_as_it_was_written()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "iso-01");
        var (tools, debian) = (await cloud.AddImageAsync("guest-tools.iso"), await cloud.AddImageAsync("debian-12.iso"));
        Assert.Equal("guest-tools.iso", (string)(await client.ReadAsync($"{Disks}/{tools}"))!["name"]!);
        await client.WriteAsync("POST", $"{Machines}/{machine}/mount", new { virtualDiskId = tools });
        Assert.Equal(("guest-tools.iso", true), Drive(await client.ReadAsync($"{Machines}/{machine}")));
        await client.WriteAsync("POST", $"{Machines}/{machine}/unmount");
        await client.WriteAsync("POST", $"{Machines}/{machine}/mount", new { virtualDiskId = debian });
        Assert.Equal(("debian-12.iso", true), Drive(await client.ReadAsync($"{Machines}/{machine}")));

        foreach (var order in new string[][] { ["Hard-Drive", "DVD-Drive"], ["Network", "DVD-Drive", "Hard-Drive"], ["DVD-Drive"] })
        {
            await client.WriteAsync("PATCH", $"{Machines}/{machine}/boot_order", new { order });
            Assert.Equal(order, (await client.ReadAsync($"{Machines}/{machine}"))!["bootOrder"]!.AsArray().Select(device => (string)device!));
        }

        await client.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"{Machines}/{machine}/boot_order", new { order = new[] { "Floppy" } });
        await client.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"{Machines}/{machine}/boot_order", new { order = new[] { "Network", "Network" } });
        await client.WriteAsync("POST", $"{Machines}/{machine}/unmount");
        Assert.Equal(("", false), Drive(await client.ReadAsync($"{Machines}/{machine}")));
        await SamePlanAsync(client, machine);
    }

    [Fact]
    public async Task Disk_and_adapter_of_the_template_are_changed_while_it_is_off()
    {
        var client = await cloud.ClientAsync();
        var (machine, storage) = (await cloud.RunningAsync(client, "os-01"), await cloud.AddStorageAsync("sr-az05-std-02"));
        var (disk, adapter) = ((await client.ListAsync($"{Disks}?virtualMachineId={machine}")).Ids()[0], (await client.ListAsync($"{Adapters}?virtualMachineId={machine}")).Ids()[0]);
        var host = (string)(await client.ReadAsync($"{Machines}/{machine}"))!["host"]!["id"]!;
        await client.WriteAsync("PATCH", $"{Machines}/{machine}/power", new { powerState = "off" });
        await client.WriteAsync("PATCH", $"{Disks}/{disk}", new { name = "os-01-system", size = 20 * GiB });
        await client.WriteAsync("PATCH", $"{Disks}/{disk}/relocate", new { storageRepositoryId = storage });
        await client.WriteAsync("PATCH", $"{Adapters}/{adapter}", new { networkId = $"{cloud.World.TrunkA.Id}", mac = "02:16:3e:00:0a:01", txChecksumming = false });
        await client.WriteAsync("PATCH", $"{Machines}/{machine}/power", new { powerState = "on", hostId = host });

        var read = (await client.ReadAsync($"{Disks}/{disk}"))!;
        Assert.Equal(("os-01-system", storage), ((string)read["name"]!, (string)read["storageRepository"]!["id"]!));
        read = (await client.ReadAsync($"{Adapters}/{adapter}"))!;
        Assert.Equal(($"{cloud.World.TrunkA.Id}", "02:16:3e:00:0a:01", false), ((string)read["network"]!["id"]!, (string)read["macAddress"]!, (bool)read["txChecksumming"]!));
        Assert.Equal(host, (string)(await client.ReadAsync($"{Machines}/{machine}"))!["host"]!["id"]!);
        await SamePlanAsync(client, machine);
    }

    [Fact]
    public async Task Running_machine_moves_to_the_host_that_is_asked_for()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "move-01");
        var target = $"{cloud.World.HostsA[1].Id}";
        await client.WriteAsync("POST", $"{Machines}/{machine}/relocate", new { hostId = target });
        var read = (await client.ReadAsync($"{Machines}/{machine}"))!;
        Assert.Equal(("Running", target), ((string)read["powerState"]!, (string)read["host"]!["id"]!));
        await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", $"{Machines}/{machine}/relocate", new { hostId = $"{cloud.World.HostsB[0].Id}" });
        await SamePlanAsync(client, machine);
    }

    [Fact]
    public async Task Power_goes_off_cleanly_in_time_and_by_force_and_needs_a_backup_policy_to_go_on()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "power-01");
        var refused = await client.RefusedAsync(HttpStatusCode.Conflict, "PATCH", $"{Machines}/{machine}/power", new { powerState = "on", force = false });
        Assert.Contains("no backup policy", (string)refused["detail"]!, StringComparison.Ordinal);
        await cloud.ProtectAsync(machine);
        foreach (var off in new object[] { new { powerState = "off" }, new { powerState = "off", forceShutdownDelay = 60 }, new { powerState = "off", force = true } })
        {
            await client.WriteAsync("PATCH", $"{Machines}/{machine}/power", new { powerState = "on", bypassMacAddressesCheck = true, bypassBlockedOperation = true });
            await cloud.SeeAsync();
            await client.WriteAsync("PATCH", $"{Machines}/{machine}/power", off);
            Assert.Equal("Halted", (string)(await client.ReadAsync($"{Machines}/{machine}"))!["powerState"]!);
        }

        await client.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"{Machines}/{machine}/power", new { powerState = "paused" });
        await client.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"{Machines}/{machine}/power", new { force = true });
        await SamePlanAsync(client, machine);
    }

    [Fact]
    public async Task Running_machine_is_deleted_and_gone_from_the_read_and_the_list()
    {
        var client = await cloud.ClientAsync();
        var machine = await cloud.RunningAsync(client, "gone-01");
        var (disks, adapters) = ((await client.ListAsync($"{Disks}?virtualMachineId={machine}")).Ids(), (await client.ListAsync($"{Adapters}?virtualMachineId={machine}")).Ids());
        await client.WriteAsync("DELETE", $"{Machines}/{machine}");

        Assert.Null(await client.ReadAsync($"{Machines}/{machine}"));
        Assert.DoesNotContain(machine, (await client.ListAsync(Machines, strict: true)).Ids());
        foreach (var disk in disks) Assert.Null(await client.ReadAsync($"{Disks}/{disk}"));
        Assert.DoesNotContain(disks[0], (await client.ListAsync(Disks, strict: true)).Ids());
        Assert.DoesNotContain(adapters[0], (await client.ListAsync(Adapters, strict: true)).Ids());
    }

    static (string, bool) Drive(JsonObject? machine) => ((string)machine!["dvdDrive"]!["name"]!, (bool)machine["dvdDrive"]!["attached"]!);

    static async Task SamePlanAsync(ProviderClient client, string machine)
    {
        var (disks, adapters) = ((await client.ListAsync($"{Disks}?virtualMachineId={machine}")).Ids(), (await client.ListAsync($"{Adapters}?virtualMachineId={machine}")).Ids());
        var first = await client.ReadWholeAsync(machine, disks, adapters);
        Assert.Equal(first, await client.ReadWholeAsync(machine, disks, adapters));
    }
}
