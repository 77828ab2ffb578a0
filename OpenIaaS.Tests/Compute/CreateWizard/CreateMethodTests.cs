using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Compute.CreateWizard;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Tests.Catalog.Uploads;
using OpenIaaS.Tests.Compute.Xva;

namespace OpenIaaS.Tests.Compute.CreateWizard;

/// <summary>The ways through the wizard beside that from a template.</summary>
public sealed class CreateMethodTests : WizardTest
{
    [Fact]
    public async Task From_an_ISO_to_a_machine_that_boots_from_it()
    {
        var image = await InstallFromIsoTests.AddImageAsync(Cloud);
        await OpenAsync();
        await PickAsync("An empty machine with an ISO");
        Assert.EndsWith("method=iso", Address, StringComparison.Ordinal);
        await NextAsync();
        Assert.Equal("ISO", Heading);
        await Input("Zone / pool").ChangeAsync(new ChangeEventArgs { Value = "0" });
        Page.WaitForAssertion(() => Assert.Contains("debian-13.iso", Plain(), StringComparison.Ordinal), Patience);
        await PickAsync("debian-13.iso");
        await NextAsync();
        await TypeAsync("Name", "install-01");
        await NextAsync();
        Assert.Equal("Disks", Heading);
        Assert.EndsWith("?method=iso&step=disks", Address, StringComparison.Ordinal);
        for (var step = 0; step < 4; step++) await NextAsync();

        Assert.Equal("Summary", Heading);
        Says("debian-13.iso · sr-az05-std-01, in the DVD drive from the beginning");
        Says("DVD drive first, then disk, then network");
        Says("blank-uefi · Other install media");
        await Forward.ClickAsync(new());
        await Cloud.SettleAsync();
        var machine = await Cloud.MachineAsync("install-01");
        Assert.Equal((image, BootOrder.DvdDiskNetwork), (machine!.MountedImageId!.Value, machine.BootOrder));
    }

    [Fact]
    public async Task An_ISO_in_the_address_is_chosen_with_a_configuration_template_and_a_disk()
    {
        var image = await InstallFromIsoTests.AddImageAsync(Cloud);

        await OpenAsync($"?method=iso&image={image}");

        Assert.Equal("General", Heading);
        Assert.Equal((Cloud.World.Blank.Id, image), (Form.Draft.Template!.Value, Form.Draft.Image!.Value));
        Assert.Equal(Cloud.World.StorageA.Id, Assert.Single(Form.Draft.Disks).Storage);
    }

    [Fact]
    public async Task Of_several_configuration_templates_the_one_with_UEFI_is_chosen_and_the_form_says_so()
    {
        var (image, ids) = (await InstallFromIsoTests.AddImageAsync(Cloud), Cloud.Get<IdSource>());
        await using (var database = Cloud.Database())
        {
            database.Add(new Template(ids.Next<Template>(), Cloud.World.Tenant.Id, Cloud.World.PoolA.Id, "blank-bios", "", "Other install media", 1, ByteSize.FromGiB(2), Firmware.Bios, [], []));
            await database.SaveChangesAsync();
        }

        await OpenAsync($"?method=iso&image={image}");
        Assert.Equal(Cloud.World.Blank.Id, Form.Draft.Template);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/virtual-machines/new?method=iso&image={image}&step=template");
        Says("blank-uefi comes first because it boots with UEFI.");

        await Input("Configuration template").ChangeAsync(new ChangeEventArgs { Value = "0" });
        Page.WaitForAssertion(() => Assert.NotEqual(Cloud.World.Blank.Id, Form.Draft.Template), Patience);
        Assert.DoesNotContain("comes first", Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_not_taken_is_given_up_and_the_step_says_why()
    {
        await OpenAsync("?method=xva");
        await NextAsync();
        var file = new Guid("0198c0de-0000-7000-8000-000000000009");
        Form.Draft.Choose(file);

        Services.GetRequiredService<Console.Catalog.UploadRefusals>().Add(file, "broken.xva is cut off: it ends in the middle of Ref:11/00000002.");

        Says("broken.xva is cut off: it ends in the middle of Ref:11/00000002.");
        Assert.Null(Form.Draft.File);
    }

    [Fact]
    public async Task An_ISO_that_is_not_chosen_is_asked_for()
    {
        await OpenAsync("?method=iso");
        await NextAsync();
        await Input("Zone / pool").ChangeAsync(new ChangeEventArgs { Value = "0" });

        await NextAsync();

        Assert.Equal("ISO", Heading);
        Says("Choose an ISO of the pool to install from.");
    }

    [Fact]
    public async Task An_ISO_of_one_host_and_a_restart_are_warned_of()
    {
        var local = new StorageRepository(Cloud.Get<IdSource>().Next<StorageRepository>(), Cloud.World.Tenant.Id, Cloud.World.PoolA.Id, "iso-az05", "MASS STORAGE - Archival", ByteSize.FromGiB(100), false, "local");
        await using (var database = Cloud.Database())
        {
            database.Add(local);
            await database.SaveChangesAsync();
        }

        var image = await InstallFromIsoTests.AddImageAsync(Cloud, local);
        await OpenAsync($"?method=iso&image={image}");
        await TypeAsync("Name", "install-01");
        for (var step = 0; step < 3; step++) await NextAsync();
        Assert.Equal("High availability", Heading);
        Assert.DoesNotContain("ties it to one host", Plain(), StringComparison.Ordinal);

        await PickAsync("Restarted automatically");

        Says("The ISO ties it to one host. debian-13.iso lies on iso-az05, which one host alone reaches: while it is mounted, install-01 cannot leave that host");
    }

    [Fact]
    public async Task From_the_marketplace_to_a_machine()
    {
        var item = MarketplaceItem.All.Single(item => item.Name == "Firewall and VPN gateway");
        await OpenAsync($"?method=marketplace&item={item.Id}");
        Assert.Equal("Image", Heading);
        await Input("Zone / pool").ChangeAsync(new ChangeEventArgs { Value = "0" });
        await NextAsync();
        await TypeAsync("Name", "gateway-01");
        Says("Debian 12");
        Assert.DoesNotContain(Page.FindAll("[role=dialog] label"), label => label.TextContent.Trim() == "vCPU");
        await NextAsync();
        Assert.Equal("Cloud-init", Heading);
        await NextAsync();
        Assert.Equal("Storage", Heading);
        Says("sr-az05-std-01 after it");
        await NextAsync();
        Assert.Equal("Network mapping", Heading);
        Says("eth1 · inner");
        await NextAsync();
        Says("Choose a network of the pool for adapter 1.");
        foreach (var adapter in new[] { 1, 2 }) await Input($"Network of adapter {adapter}").ChangeAsync(new ChangeEventArgs { Value = "0" });
        for (var step = 0; step < 3; step++) await NextAsync();

        Assert.Equal("Summary", Heading);
        Says("Firewall and VPN gateway 1.4 by OpenIaaS Library · Debian 12");
        Says("2 GiB from the publisher");
        await Forward.ClickAsync(new());
        await Cloud.SettleAsync();
        var machine = await Cloud.MachineAsync("gateway-01");
        await using var database = Cloud.Database();
        Assert.Equal(2, await database.NetworkAdapters.CountAsync(adapter => adapter.MachineId == machine!.Id));
    }

    [Fact]
    public async Task From_an_XVA_file_to_a_machine()
    {
        var file = await ImportXvaTests.SendAsync(Cloud, new XvaWriter().Write());
        await OpenAsync("?method=xva");
        await NextAsync();
        Assert.Equal("File", Heading);
        Says("Verified: legacy-01 · 4 vCPU · 8 GiB · 5 MiB of disks");
        await Input("Zone / pool").ChangeAsync(new ChangeEventArgs { Value = "0" });
        await PickAsync("legacy.xva");
        await NextAsync();
        Assert.Equal("General", Heading);
        Assert.Equal("legacy-01", Input("Name").GetAttribute("value"));
        Says("Debian Bullseye 11");
        await NextAsync();
        Assert.Equal("Storage", Heading);
        await NextAsync();
        // The network of the same name is chosen; the MAC address is a new one unless it is kept.
        Assert.Equal((Cloud.World.NetworkA.Id, ""), (Form.Draft.Adapters[0].Network!.Value, Form.Draft.Adapters[0].MacAddress));
        await Page.Find("[role=dialog] label.check input").ChangeAsync(new ChangeEventArgs { Value = true });
        Assert.Equal("00:16:3e:11:22:33", Form.Draft.Adapters[0].MacAddress);
        for (var step = 0; step < 3; step++) await NextAsync();

        Assert.Equal("Summary", Heading);
        Says("legacy.xva · XVA · ");
        await Forward.ClickAsync(new());
        await Cloud.SettleAsync();
        Assert.Equal(PowerState.Halted, (await Cloud.MachineAsync("legacy-01"))!.Power);
        Assert.Null(await Cloud.UploadAsync(file));
    }

    [Fact]
    public async Task File_on_its_way_shows_how_far_it_is_and_is_waited_for()
    {
        var whole = new XvaWriter().Write();
        await ImportXvaTests.AnnounceAsync(Cloud, whole, whole.Length / 2);
        await OpenAsync("?method=xva");
        await NextAsync();
        await Input("Zone / pool").ChangeAsync(new ChangeEventArgs { Value = "0" });
        Says("50 % have arrived");
        await PickAsync("legacy.xva");

        await NextAsync();

        Assert.Equal("File", Heading);
        Says("bytes of legacy.xva have arrived; send the rest first.");
    }

    [Fact]
    public async Task Another_method_keeps_the_name_and_drops_what_the_first_one_brought()
    {
        await OpenAtAsync(CreateStep.Disks);
        await Page.Find(".steps button.done").ClickAsync(new());

        await PickAsync("A public image with its application");

        Assert.Equal(("web-01", CreationMethod.Marketplace, 0), (Form.Draft.Name, Form.Draft.Method, Form.Draft.Disks.Count));
        await NextAsync();
        Assert.Equal("Image", Heading);
    }
}
