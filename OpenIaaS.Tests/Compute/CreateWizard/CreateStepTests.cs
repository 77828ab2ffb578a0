using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Console.Compute.CreateWizard;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Tests.Compute.CreateWizard;

/// <summary>What each step shows, refuses and explains.</summary>
public sealed class CreateStepTests : WizardTest
{
    [Fact]
    public async Task A_configuration_template_is_named_and_explained()
    {
        await OpenAsync($"?template={Cloud.World.Blank.Id}&step=template");

        Says("Configuration template");
        Says("0 disks: this is a configuration template, without an installed operating system.");
        Says("1 disk · 1 adapter");
    }

    [Fact]
    public async Task A_configuration_template_needs_a_disk()
    {
        await OpenAsync($"?template={Cloud.World.Blank.Id}");
        await TypeAsync("Name", "blank-01");
        await NextAsync();
        await NextAsync();

        await NextAsync();

        Assert.Equal("Disks", Heading);
        Says("A configuration template has no disk; add at least one to install a system on.");
        await ClickAsync("Add a disk");
        await NextAsync();
        Assert.Equal("Network adapters", Heading);
    }

    [Theory]
    [InlineData("vCPU", "255", "A machine has 1 to 254 vCPUs; 255 were asked for.")]
    [InlineData("Cores per socket", "3", "The cores of each socket must divide the vCPUs; 3 does not divide 2.")]
    [InlineData("Memory", "400", "The largest host of the pool has")]
    [InlineData("Memory", "", "A machine has at least 64 MiB of memory")]
    public async Task General_figures_are_refused_with_their_limit(string label, string typed, string sentence)
    {
        await OpenAsync($"?template={Cloud.World.Debian.Id}");
        await TypeAsync("Name", "web-01");

        await TypeAsync(label, typed);

        Says(sentence);
        await NextAsync();
        Assert.Equal("General", Heading);
    }

    [Fact]
    public async Task Many_vCPUs_are_advised_about_and_allowed()
    {
        await OpenAsync($"?template={Cloud.World.Debian.Id}");
        await TypeAsync("Name", "web-01");

        await TypeAsync("vCPU", "129");

        Says("Machines were tested with up to 128 vCPUs");
        await NextAsync();
        Assert.Equal("Cloud-init", Heading);
    }

    [Theory]
    [InlineData("hostname: a", "", "The first line of a cloud config is #cloud-config.")]
    [InlineData("#cloud-config\nusers: [", "", "This is not well-formed YAML, line")]
    [InlineData("", "version: 2", "A network config is taken only together with a cloud config.")]
    public async Task Cloud_init_is_read_before_it_is_taken(string config, string network, string sentence)
    {
        await OpenAtAsync(CreateStep.CloudInit);

        await TypeAsync("Cloud config", config);
        await TypeAsync("Network config", network);

        Says(sentence);
        await NextAsync();
        Assert.Equal("Cloud-init", Heading);
    }

    [Fact]
    public async Task Cloud_init_takes_a_device_and_is_summed_up_by_its_keys()
    {
        await OpenAtAsync(CreateStep.CloudInit);
        await TypeAsync("Cloud config", "#cloud-config\nhostname: web\nusers: []\n");

        await NextAsync();

        Says("3 of 24");
        Says("hostname, users");
    }

    [Fact]
    public async Task Cloud_init_drive_is_destroyed_after_the_first_boot_when_asked()
    {
        await OpenAtAsync(CreateStep.CloudInit);
        await TypeAsync("Cloud config", "#cloud-config\nhostname: web\n");
        await Page.Find("[role=dialog] label.check input").ChangeAsync(new ChangeEventArgs { Value = true });

        await NextAsync();

        Says("hostname, drive destroyed after the first boot");
    }

    [Fact]
    public async Task Disks_of_the_template_stay_with_their_size_and_new_ones_go_again()
    {
        await OpenAtAsync(CreateStep.Disks);
        Assert.True(Input("Capacity of system").HasAttribute("readonly"));
        Says("2 of 24");

        await ClickAsync("Add a disk");
        Says("3 of 24");
        Says("1 of the template");
        await ClickAsync("Remove disk-2");

        Says("2 of 24");
        Assert.DoesNotContain(Page.FindAll("button"), button => button.GetAttribute("aria-label") == "Remove system");
    }

    [Fact]
    public async Task A_disk_is_refused_with_its_sentence_in_its_row()
    {
        await OpenAtAsync(CreateStep.Disks);
        await ClickAsync("Add a disk");

        await TypeAsync("Capacity of disk-2", "2041");

        Says("A disk can be at most 2 TB (2040 GiB); 2041 GiB was asked for.");
        await NextAsync();
        Assert.Equal("Disks", Heading);
    }

    [Fact]
    public async Task The_24th_device_is_the_last()
    {
        await OpenAtAsync(CreateStep.Disks);

        for (var more = 0; more < 22; more++) await ClickAsync("Add a disk");

        Says("24 of 24");
        Says("A machine has at most 24 block devices, the DVD drive counted; this would make 25.");
        Assert.Equal("true", Button("Add a disk").GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task Storage_without_room_stays_visible_with_its_reason()
    {
        await ReserveAsync(Cloud.World.HeartbeatA, 1000);
        await OpenAtAsync(CreateStep.Disks);
        await ClickAsync("Add a disk");
        await TypeAsync("Capacity of disk-2", "30");

        Says("Too little: 24 GiB of 30 GiB");
        var leaf = Page.FindAll(".leaf").Single(found => found.TextContent.Contains("hb-az05", StringComparison.Ordinal));
        Assert.True(leaf.QuerySelector("input")!.HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_storage_is_picked_for_the_disk_in_hand()
    {
        await OpenAtAsync(CreateStep.Disks);
        await ClickAsync("Add a disk");

        await Page.FindAll(".leaf").Single(found => found.TextContent.Contains("hb-az05", StringComparison.Ordinal)).QuerySelector("input")!.ChangeAsync(new ChangeEventArgs { Value = "on" });

        Assert.Equal([Cloud.World.StorageA.Id, Cloud.World.HeartbeatA.Id], Form.Draft.Disks.Select(disk => disk.Storage!.Value));
        Says("hb-az05 after it 1 % of 1 TiB");
    }

    [Fact]
    public async Task Free_space_follows_live()
    {
        await OpenAtAsync(CreateStep.Disks);
        Says("4 TiB free");

        await ReserveAsync(Cloud.World.StorageA, 2048);

        Says("2 TiB free");
    }

    [Fact]
    public async Task Seven_adapters_are_the_most_and_a_trunk_is_the_way_out()
    {
        await OpenAtAsync(CreateStep.Adapters);
        Says("1 of 7");
        Says("VLAN 20");

        for (var more = 0; more < 6; more++) await ClickAsync("Add an adapter");

        Says("7 of 7");
        Says("For more networks use a VLAN trunk");
        Assert.Equal("true", Button("Add an adapter").GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task A_new_adapter_needs_a_network_and_an_address_must_be_free()
    {
        await Cloud.CompleteAsync(await Cloud.CreateAsync(Cloud.World.Debian("first") with { Adapters = [new NewAdapter(Cloud.World.NetworkA.Id, "02:16:3e:00:00:01")] }));
        await OpenAtAsync(CreateStep.Adapters);

        await TypeAsync("MAC address of adapter 1", "02:16:3E:00:00:01");
        Says("The MAC address 02:16:3e:00:00:01 is in use by another adapter; leave it empty for a new one.");
        await TypeAsync("MAC address of adapter 1", "");
        await ClickAsync("Add an adapter");
        await NextAsync();

        Assert.Equal("Network adapters", Heading);
        Says("Choose a network of the pool for adapter 2.");
    }

    [Fact]
    public async Task A_trunk_names_the_ids_to_configure_in_the_guest()
    {
        await OpenAtAsync(CreateStep.Adapters);

        await Input("Network of adapter 1").ChangeAsync(new ChangeEventArgs { Value = "1" });

        Says("trunk-prod is a VLAN trunk: configure its VLAN IDs inside the guest: 20, 21, 22.");
        Says("Trunk, 3 VLANs");
    }

    [Fact]
    public async Task The_priorities_say_what_they_mean()
    {
        await OpenAtAsync(CreateStep.Availability);
        Says("High availability is off in AZ05 / clu001-az05.");
        Assert.Equal(3, Page.FindAll("label.kind").Count);

        await Page.FindAll("label.kind input")[1].ChangeAsync(new ChangeEventArgs { Value = "on" });
        await TypeAsync("Start order", "-1");

        Assert.Equal(HighAvailabilityPriority.Restart, Form.Draft.HighAvailability);
        Says("The start order is 0 to 9999; -1 was asked for.");
    }

    [Fact]
    public async Task A_policy_without_backups_is_warned_of_loudly()
    {
        await OpenAtAsync(CreateStep.Backup);
        Says("Daily at 19:00, French time; keeps 7 days.");
        Says("Without a policy the machine is created but cannot be powered on.");

        await Page.FindAll("fieldset.pols label").Single(found => found.TextContent.Contains("nobackup", StringComparison.Ordinal)).QuerySelector("input")!.ChangeAsync(new ChangeEventArgs { Value = true });

        Says("This machine will not be backed up.");
    }

    [Fact]
    public async Task Start_after_creation_waits_for_a_policy()
    {
        await OpenAtAsync(CreateStep.Summary);
        Assert.False(Page.Find("[role=dialog] label.check input").HasAttribute("disabled"));
        Form.Draft.BackupPolicies.Clear();
        await ClickAsync("Back");
        await NextAsync();

        Assert.True(Page.Find("[role=dialog] label.check input").HasAttribute("disabled"));
        Says("A machine is started after its creation only with at least one backup policy.");
    }

    [Fact]
    public async Task The_summary_has_everything()
    {
        await OpenAtAsync(CreateStep.Summary);

        foreach (var part in new[] { "web-01", "AZ05 / clu001-az05", "debian-12-base · Debian 12", "2 vCPU, 1 per socket · 4 GiB", "system · 20 GiB · sr-az05-std-01", "prod-20 · a new MAC address", "Disabled", "backup-1d-r7", "20 GiB, one to one" })
            Says(part);
    }

    async Task ReserveAsync(StorageRepository storage, long gibibytes)
    {
        await using var database = Cloud.Database();
        var row = await database.StorageRepositories.SingleAsync(found => found.Id == storage.Id);
        row.Reserve(Domain.Common.ByteSize.FromGiB(gibibytes));
        await database.SaveChangesAsync();
    }
}
