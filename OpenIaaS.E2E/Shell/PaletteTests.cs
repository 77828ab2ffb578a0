using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;
using static Microsoft.Playwright.Assertions;

namespace OpenIaaS.E2E.Shell;

/// <summary>The palette, by keyboard alone.</summary>
public sealed partial class PaletteTests(Browser browser)
{
    [Fact]
    public async Task Machine_is_found_by_its_address_powered_off_and_on_by_keyboard_alone()
    {
        await using var server = await ConsoleServer.StartAsync(new Dictionary<string, string> { ["OpenIaaS__Simulation__Speed"] = "20" });
        await using var window = await SignedInPage.OpenAsync(browser, server);
        await window.TellAsync(() => SwitchAsync(window));
    }

    static async Task SwitchAsync(SignedInPage window)
    {
        var page = window.Page;
        await window.OpenPageAsync("/virtual-machines?q=erp-db-01");
        var row = page.Locator("tbody tr").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "erp-db-01", Exact = true }) }).First;
        await Expect(row).ToContainTextAsync("Powered on");
        var address = Address().Match(await row.InnerTextAsync()).Value;

        await window.OpenPageAsync("/storage");
        var palette = page.GetByRole(AriaRole.Dialog, new() { Name = "Find or do anything" });
        var chosen = palette.GetByRole(AriaRole.Option, new() { Selected = true });
        await page.GetByRole(AriaRole.Searchbox).First.FocusAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(address);
        await Expect(chosen).ToContainTextAsync(new Regex($"erp-db-01.*{Regex.Escape(address)}"));
        await page.Keyboard.PressAsync("Tab");
        await Expect(palette.GetByRole(AriaRole.Combobox)).ToHaveAccessibleNameAsync("What to do with erp-db-01");
        await page.Keyboard.TypeAsync("power off");
        await Expect(chosen).ToContainTextAsync("Power off by force");
        await page.Keyboard.PressAsync("Enter");
        await Expect(palette).ToContainTextAsync("Press Enter again");
        await page.Keyboard.PressAsync("Enter");
        await Expect(palette).ToHaveCountAsync(0);
        // Where the keyboard was before.
        await Expect(page.GetByRole(AriaRole.Searchbox).First).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Control+k");
        await Expect(chosen).ToContainTextAsync(new Regex("erp-db-01.*powered off"), new() { Timeout = Browser.Patience });
        await page.Keyboard.PressAsync("Tab");
        await Expect(palette.GetByRole(AriaRole.Combobox)).ToHaveAccessibleNameAsync("What to do with erp-db-01");
        await page.Keyboard.TypeAsync("power on");
        await Expect(palette.GetByRole(AriaRole.Complementary)).ToContainTextAsync("Free there after it");
        await page.Keyboard.PressAsync("Enter");
        await Expect(palette).ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("Control+k");
        await Expect(chosen).ToContainTextAsync("erp-db-01");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(MachinePage());
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Powered on", new() { Timeout = Browser.Patience });
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
    }

    [GeneratedRegex("/virtual-machines/[0-9a-f-]{36}$")]
    private static partial Regex MachinePage();

    [GeneratedRegex(@"\b10\.\d+\.\d+\.\d+\b")]
    private static partial Regex Address();
}
