using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;
using static Microsoft.Playwright.Assertions;

namespace OpenIaaS.E2E.Compute;

/// <summary>A scenario is rehearsed in the browser: played to its events, meddled with by hand, replayed from its link and taken back.</summary>
public sealed class RehearsalTests(Browser browser)
{
    [Fact]
    public async Task Scenario_is_played_changed_by_hand_replayed_from_its_link_and_taken_back()
    {
        await using var server = await ConsoleServer.StartAsync();
        await using var window = await SignedInPage.OpenAsync(browser, server);
        var page = window.Page;
        await window.OpenPageAsync("/lab/scenarios");
        await page.GetByRole(AriaRole.List, new() { Name = "Examples" }).GetByRole(AriaRole.Link, new() { NameRegex = new("blade.fails") }).ClickAsync();

        await Expect(Clock(page)).ToContainTextAsync("00:00:00");
        await page.GetByRole(AriaRole.Slider, new() { Name = "Moment" }).FillAsync("600");
        await Expect(Clock(page)).ToContainTextAsync("00:10:00");
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "Events" })).ToContainTextAsync("machine.stopped");
        await Expect(Blade(page, "h1")).ToHaveAccessibleNameAsync(new Regex("Failed"));

        await Blade(page, "h3").ClickAsync();
        await page.GetByRole(AriaRole.Dialog, new() { NameRegex = new("h3") }).GetByRole(AriaRole.Button, new() { Name = "Fail blade" }).ClickAsync();
        await Expect(page.GetByText("1 thing done by hand")).ToBeVisibleAsync();
        await Expect(Blade(page, "h3")).ToHaveAccessibleNameAsync(new Regex("Failed"));
        var (link, hash) = (page.Url, await Hash(page).InnerTextAsync());

        await window.OpenPageAsync("/lab");
        await window.OpenPageAsync(link);
        await Expect(page.GetByText("1 thing done by hand")).ToBeVisibleAsync();
        await Expect(Hash(page)).ToHaveTextAsync(hash);

        await page.GetByRole(AriaRole.Button, new() { Name = "Back to before" }).ClickAsync();
        await Expect(page.GetByText("1 thing done by hand")).ToHaveCountAsync(0);
        await Expect(Blade(page, "h3")).ToHaveAccessibleNameAsync(new Regex("Healthy"));
        await Expect(Hash(page)).Not.ToHaveTextAsync(hash);
    }

    static ILocator Clock(IPage page) => page.GetByRole(AriaRole.Timer);

    static ILocator Blade(IPage page, string name) => page.GetByRole(AriaRole.Link, new() { NameRegex = new($"^Blade \\d, {name},") });

    static ILocator Hash(IPage page) => page.Locator(".lab-clock .hash");
}
