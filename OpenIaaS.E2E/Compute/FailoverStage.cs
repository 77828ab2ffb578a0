using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;
using static Microsoft.Playwright.Assertions;

namespace OpenIaaS.E2E.Compute;

/// <summary>Switches high availability of the pool on, fails the machine's blade in the Lab and sees the machine on another one.</summary>
sealed partial class FailoverStage(SignedInPage window)
{
    readonly IPage page = window.Page;

    public async Task RunAsync(string machine)
    {
        await window.OpenPageAsync("/compute");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^AZ05 . clu001-az05") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change high availability" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { NameRegex = new("^High availability of") });
        await dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new("hb") }).First.CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await Expect(page.GetByText("On, heartbeat on")).ToBeVisibleAsync();

        var before = await BladeAsync(machine);
        await window.OpenPageAsync("/lab");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new($"clu001-az05-blade-0?{before}(?!\\d)") }).ClickAsync();
        var card = page.GetByRole(AriaRole.Dialog, new() { NameRegex = new($"clu001-az05-blade-0?{before}(?!\\d)") });
        await card.GetByRole(AriaRole.Button, new() { Name = "Fail blade" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "Repair blade" })).ToBeVisibleAsync();

        await window.OpenPageAsync($"/activities?q={machine}");
        await Expect(DeployStage.Row(page, machine).Filter(new() { HasText = "High availability" }).First).ToContainTextAsync("Completed");
        Assert.NotEqual(before, await BladeAsync(machine));
    }

    async Task<string> BladeAsync(string machine)
    {
        await window.OpenPageAsync($"/virtual-machines?q={machine}");
        var row = DeployStage.Row(page, machine);
        await Expect(row).ToContainTextAsync("Powered on");
        await Expect(row).ToContainTextAsync("blade");
        return Blade().Match(await row.InnerTextAsync()).Groups[1].Value;
    }

    [GeneratedRegex(@"blade[ -]0?(\d+)")]
    private static partial Regex Blade();
}
