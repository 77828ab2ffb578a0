using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Compute.CreateWizard;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Compute.CreateWizard;

/// <summary>The way through the wizard, and what it does with what was typed.</summary>
public sealed class CreateWizardPageTests : WizardTest
{
    [Fact]
    public async Task The_way_from_the_first_step_to_a_machine()
    {
        await OpenAsync();
        Assert.Equal("Method", Heading);
        await NextAsync();
        await Input("Zone / pool").ChangeAsync(new ChangeEventArgs { Value = "0" });
        await Page.FindAll("label.tpl").Single(found => found.TextContent.Contains("debian-12-base", StringComparison.Ordinal)).QuerySelector("input")!.ChangeAsync(new ChangeEventArgs { Value = "on" });
        await NextAsync();
        await TypeAsync("Name", "erp-report-01");
        await TypeAsync("vCPU", "4");
        for (var step = CreateStep.General; step < CreateStep.Backup; step++) await NextAsync();
        await Page.Find("fieldset.pols input").ChangeAsync(new ChangeEventArgs { Value = true });
        await NextAsync();
        await Page.Find("[role=dialog] label.check input").ChangeAsync(new ChangeEventArgs { Value = true });

        Assert.Equal("Create machine", Forward.TextContent.Trim());
        await Forward.ClickAsync(new());

        Page.WaitForAssertion(() => Assert.EndsWith("/virtual-machines", Address, StringComparison.Ordinal), Patience);
        Page.WaitForAssertion(() => Assert.Contains("erp-report-01", $"{Assert.Single(Services.GetRequiredService<Toasts>().Shown).Toast}", StringComparison.Ordinal), Patience);
        await Cloud.SettleAsync();
        var machine = await Cloud.MachineAsync("erp-report-01");
        Assert.Equal((4, PowerState.Running), (machine!.VirtualCpus, machine.Power));
        Assert.Equal("", Form.Draft.Name);
    }

    [Fact]
    public async Task Each_step_has_its_address()
    {
        await OpenAtAsync(CreateStep.Disks);
        Assert.EndsWith("step=disks", Address, StringComparison.Ordinal);

        await ClickAsync("Back");

        Assert.EndsWith("step=cloud-init", Address, StringComparison.Ordinal);
        Page.WaitForAssertion(() => Assert.Equal("Cloud-init", Heading), Patience);
    }

    [Fact]
    public async Task An_address_ahead_of_the_way_shows_the_furthest_step_reached()
    {
        await OpenAsync("?step=summary");

        Assert.Equal("Method", Heading);
    }

    [Fact]
    public async Task A_template_in_the_address_is_chosen_already()
    {
        await OpenAsync($"?template={Cloud.World.Debian.Id}");

        Assert.Equal("General", Heading);
        Assert.Equal("2", Input("vCPU").GetAttribute("value"));
        Assert.Equal("4", Input("Memory").GetAttribute("value"));
        Says("debian-12-base · AZ05 / clu001-az05");
    }

    [Fact]
    public async Task Nothing_chosen_is_named_and_keeps_the_step()
    {
        await OpenAsync();
        await NextAsync();

        await NextAsync();

        Assert.Equal("Template", Heading);
        Says("Choose the pool the machine will live in.");
        Assert.Equal("true", Forward.GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task A_bad_name_stays_as_typed_with_its_sentence()
    {
        await OpenAsync($"?template={Cloud.World.Debian.Id}");

        await TypeAsync("Name", "café");
        await NextAsync();

        Says("A name has only letters, digits, dash, underscore, dot and space; “é” is none of these.");
        Assert.Equal(("café", "true", "General"), (Input("Name").GetAttribute("value"), Input("Name").GetAttribute("aria-invalid"), Heading));
    }

    [Fact]
    public async Task A_sentence_waits_until_its_field_is_left()
    {
        await OpenAsync($"?template={Cloud.World.Debian.Id}");

        await Input("Name").InputAsync(new ChangeEventArgs { Value = "é" });
        Assert.DoesNotContain("A name has only", Plain(), StringComparison.Ordinal);

        await Input("Name").BlurAsync(new());
        Says("A name has only");
    }

    [Fact]
    public async Task What_was_typed_is_there_after_going_back_and_after_leaving_the_page()
    {
        await OpenAtAsync(CreateStep.Disks);
        await ClickAsync("Back");
        await ClickAsync("Back");
        Page.WaitForAssertion(() => Assert.Equal("web-01", Input("Name").GetAttribute("value")), Patience);

        await ClickAsync("Close");
        Assert.EndsWith("/virtual-machines", Address, StringComparison.Ordinal);
        await OpenAsync("?step=general");

        Assert.Equal("web-01", Input("Name").GetAttribute("value"));
    }

    [Fact]
    public async Task A_done_step_can_be_visited_and_shows_what_it_holds()
    {
        await OpenAtAsync(CreateStep.Adapters);

        Says("web-01 · 2 vCPU · 4 GiB");
        await Page.FindAll(".steps button").First(found => found.TextContent.Contains("General", StringComparison.Ordinal)).ClickAsync(new());

        Page.WaitForAssertion(() => Assert.Equal("General", Heading), Patience);
    }

    [Fact]
    public async Task Start_over_throws_the_draft_away()
    {
        await OpenAtAsync(CreateStep.Disks);

        await ClickAsync("Start over");

        Page.WaitForAssertion(() => Assert.Equal("Method", Heading), Patience);
        Assert.Equal("", Form.Draft.Name);
    }

    [Fact]
    public async Task Storage_that_fills_meanwhile_is_told_and_nothing_typed_is_lost()
    {
        await OpenAtAsync(CreateStep.Summary);
        await using (var database = Cloud.Database())
        {
            var storage = await database.StorageRepositories.SingleAsync(row => row.Id == Cloud.World.StorageA.Id);
            storage.Reserve(storage.Free);
            await database.SaveChangesAsync();
        }

        await Forward.ClickAsync(new());

        Says("The block storage sr-az05-std-01 has 0 B free; 20 GiB was asked for.");
        Assert.Equal("web-01", Form.Draft.Name);
        await Page.FindAll("a").First(found => found.TextContent == "Go there").ClickAsync(new());
        Page.WaitForAssertion(() => Assert.Equal("Disks", Heading), Patience);
        Assert.Null(await Cloud.MachineAsync("web-01"));
    }

    [Fact]
    public async Task A_template_that_goes_meanwhile_is_told_and_nothing_typed_is_lost()
    {
        await OpenAtAsync(CreateStep.Summary);
        await using (var database = Cloud.Database()) await database.Templates.Where(row => row.Id == Cloud.World.Debian.Id).ExecuteDeleteAsync();

        await Forward.ClickAsync(new());

        Says("Choose a template of the pool.");
        Assert.Equal("web-01", Form.Draft.Name);
        Assert.Null(await Cloud.MachineAsync("web-01"));
    }

    [Fact]
    public async Task Without_the_permission_it_says_so()
    {
        await SignInWithAsync(Permission.ComputeRead);

        await OpenAsync();

        Says($"This needs the permission {Permission.ComputeManagement}, which you do not have in this tenant.");
        Assert.Equal("true", Forward.GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task It_speaks_French()
    {
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("fr");

        await OpenAsync($"?template={Cloud.World.Debian.Id}");
        await TypeAsync("Nom", "é");

        Says("Nouvelle machine virtuelle");
        Says("Un nom n’a que des lettres");
    }
}
