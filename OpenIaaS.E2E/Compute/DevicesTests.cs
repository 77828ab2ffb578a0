using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;
using static Microsoft.Playwright.Assertions;

namespace OpenIaaS.E2E.Compute;

/// <summary>Disks, network adapters and the DVD drive of a running machine, changed in the browser.</summary>
public sealed class DevicesTests(Browser browser)
{
    [Fact]
    public async Task Devices_of_a_running_machine_come_and_go()
    {
        await using var server = await ConsoleServer.StartAsync(new Dictionary<string, string> { ["OpenIaaS__Simulation__Speed"] = "20" });
        await using var window = await SignedInPage.OpenAsync(browser, server);
        await window.TellAsync(() => ChangeAsync(window));
    }

    static async Task ChangeAsync(SignedInPage window)
    {
        var page = window.Page;
        await window.OpenPageAsync("/virtual-machines?q=erp-db-01");
        var machine = await page.GetByRole(AriaRole.Link, new() { Name = "erp-db-01", Exact = true }).First.GetAttributeAsync("href");

        await window.OpenPageAsync($"{machine}?tab=disks");
        var disks = page.GetByRole(AriaRole.Table, new() { Name = "Disks" });
        await Button(page, "Add a disk").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("scratch");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add disk" }).ClickAsync();
        var row = disks.GetByRole(AriaRole.Row).Filter(new() { HasText = "scratch" });
        await Expect(row).ToContainTextAsync("Connected");
        await ChooseAsync(page, "Actions of the disk scratch", "Detach", "Detach disk");
        await Expect(row).ToHaveCountAsync(0);
        await Button(page, "Attach a disk").ClickAsync();
        await dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new("scratch") }).CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Attach disk" }).ClickAsync();
        await Expect(row).ToContainTextAsync("Connected");

        await window.OpenPageAsync($"{machine}?tab=network");
        var adapters = page.GetByRole(AriaRole.Table, new() { Name = "Network adapters" }).Locator("tbody tr");
        var before = await adapters.CountAsync();
        await Button(page, "Add an adapter").ClickAsync();
        await dialog.GetByLabel("Network", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add adapter" }).ClickAsync();
        await Expect(adapters).ToHaveCountAsync(before + 1);
        await Expect(adapters.Last).ToContainTextAsync("Plugged in");
        await Expect(adapters.Last).ToContainTextAsync(new Regex("10\\.\\d+\\.\\d+\\.\\d+"));

        await window.OpenPageAsync($"{machine}?tab=advanced");
        await Tool(page, "Mount an ISO").ClickAsync();
        await dialog.GetByRole(AriaRole.Radio).First.CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mount ISO" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync(".iso");
        await Tool(page, "Eject the ISO").ClickAsync();
        await Button(page, "Eject ISO").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Tabpanel)).Not.ToContainTextAsync(".iso");
    }

    static ILocator Tool(IPage page, string name) => page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    static async Task ChooseAsync(IPage page, string menu, string item, string verb)
    {
        await Button(page, menu).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = item }).ClickAsync();
        await Button(page, verb).ClickAsync();
    }
}
