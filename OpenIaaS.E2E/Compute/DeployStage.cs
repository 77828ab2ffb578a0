using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;
using static Microsoft.Playwright.Assertions;

namespace OpenIaaS.E2E.Compute;

/// <summary>Deploys a preinstalled template with one more disk, a backup policy and high availability, and starts it.</summary>
sealed class DeployStage(SignedInPage window)
{
    readonly IPage page = window.Page;

    public async Task RunAsync(string name)
    {
        await window.OpenPageAsync("/virtual-machines/new");
        var wizard = page.GetByRole(AriaRole.Dialog, new() { Name = "New virtual machine" });
        await Expect(wizard).ToBeVisibleAsync();
        await NextAsync(wizard, "template");
        await wizard.GetByLabel("Zone / pool").SelectOptionAsync(new SelectOptionValue { Label = "AZ05 / clu001-az05 · Paris West · STANDARD" });
        await wizard.GetByRole(AriaRole.Radio, new() { NameRegex = new("debian-12-base") }).CheckAsync();
        await NextAsync(wizard, "general");
        await wizard.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await wizard.GetByLabel("vCPU", new() { Exact = true }).FillAsync("4");
        await wizard.GetByLabel("Memory", new() { Exact = true }).FillAsync("8");
        await NextAsync(wizard, "cloud-init");
        await NextAsync(wizard, "disks");
        var names = wizard.GetByLabel("Name of disk", new() { Exact = false });
        await Expect(names).ToHaveCountAsync(1);
        await wizard.GetByRole(AriaRole.Button, new() { Name = "Add a disk" }).ClickAsync();
        // Until the new row stands, the last one is a disk of the template, whose capacity is fixed.
        await Expect(names).ToHaveCountAsync(2);
        await names.Last.FillAsync("reports");
        await wizard.GetByLabel("Capacity of reports").FillAsync("12");
        await wizard.GetByRole(AriaRole.Radio, new() { NameRegex = new("^sr-az05") }).First.CheckAsync();
        await NextAsync(wizard, "network adapters");
        await NextAsync(wizard, "high availability");
        await wizard.GetByRole(AriaRole.Radio, new() { NameRegex = new("^Restart") }).CheckAsync();
        await NextAsync(wizard, "backup policies");
        await wizard.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("backup-1d-r7") }).CheckAsync();
        await NextAsync(wizard, "summary");
        await wizard.GetByLabel("Start after creation").CheckAsync();
        await wizard.GetByRole(AriaRole.Button, new() { Name = "Create machine" }).ClickAsync();

        await window.OpenPageAsync($"/virtual-machines?q={name}");
        await Expect(Row(page, name)).ToContainTextAsync("Powered on");
    }

    public static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });

    static Task NextAsync(ILocator wizard, string step) =>
        wizard.GetByRole(AriaRole.Button, new() { NameRegex = new("^Next: " + step, System.Text.RegularExpressions.RegexOptions.IgnoreCase) }).ClickAsync();
}
