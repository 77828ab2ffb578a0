using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;
using static Microsoft.Playwright.Assertions;

namespace OpenIaaS.E2E.Compute;

/// <summary>A machine made from an ISO in the browser, with a closed tab on the way: it runs, has the ISO in its drive and boots from it first.</summary>
public sealed class InstallTests(Browser browser)
{
    const string Machine = "install-01";

    [Fact]
    public async Task Machine_is_installed_from_an_ISO_although_the_tab_was_closed_on_the_way()
    {
        await using var server = await ConsoleServer.StartAsync(new Dictionary<string, string> { ["OpenIaaS__Simulation__Speed"] = "20" });
        await using var window = await SignedInPage.OpenAsync(browser, server);
        await window.TellAsync(() => InstallAsync(window));
    }

    static async Task InstallAsync(SignedInPage window)
    {
        var page = window.Page;
        await window.OpenPageAsync("/virtual-machines/new");
        var wizard = page.GetByRole(AriaRole.Dialog, new() { Name = "New virtual machine" });
        await wizard.GetByRole(AriaRole.Radio, new() { NameRegex = new("An empty machine with an ISO") }).CheckAsync();
        await NextAsync(wizard, "ISO");
        await wizard.GetByLabel("Zone / pool").SelectOptionAsync(new SelectOptionValue { Label = "AZ05 / clu001-az05 · Paris West · STANDARD" });
        await wizard.GetByRole(AriaRole.Radio, new() { NameRegex = new("debian-12.*\\.iso") }).CheckAsync();
        await NextAsync(wizard, "general");
        await wizard.GetByLabel("Name", new() { Exact = true }).FillAsync(Machine);
        await NextAsync(wizard, "disks");
        await Expect(wizard.GetByText("Draft saved")).ToBeVisibleAsync();
        await Expect(wizard.GetByLabel("Name of disk 1")).ToHaveValueAsync("disk-1");

        // Another window of the browser, with nothing in its memory, goes on here.
        await window.OpenPageAsync("/");
        await window.OpenPageAsync("/virtual-machines/new?method=iso&step=disks");
        await Expect(wizard.GetByLabel("Name of disk 1")).ToHaveValueAsync("disk-1");
        await NextAsync(wizard, "network adapters");
        await NextAsync(wizard, "high availability");
        await NextAsync(wizard, "backup policies");
        await wizard.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("backup-1d-r7") }).CheckAsync();
        await NextAsync(wizard, "summary");
        await Expect(wizard).ToContainTextAsync("DVD drive first, then disk, then network");
        await wizard.GetByLabel("Start after creation").CheckAsync();
        await wizard.GetByRole(AriaRole.Button, new() { Name = "Create machine" }).ClickAsync();

        await window.OpenPageAsync($"/virtual-machines?q={Machine}");
        await Expect(DeployStage.Row(page, Machine)).ToContainTextAsync("Powered on");
        var address = await page.GetByRole(AriaRole.Link, new() { Name = Machine, Exact = true }).First.GetAttributeAsync("href");
        await window.OpenPageAsync($"{address}?tab=advanced");
        await Expect(page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync(new Regex("debian-12.*\\.iso"));
        await Expect(page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync("DVD, disk, network", new() { IgnoreCase = true });
    }

    static Task NextAsync(ILocator wizard, string step) =>
        wizard.GetByRole(AriaRole.Button, new() { NameRegex = new("^Next: " + step, RegexOptions.IgnoreCase) }).ClickAsync();
}
