using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;

namespace OpenIaaS.E2E.Shell;

/// <summary>What a real browser makes of the console.</summary>
public sealed class WindowTests(Browser browser)
{
    [Fact]
    public async Task Printed_link_lets_in_once()
    {
        await using var server = await ConsoleServer.StartAsync();
        await using var window = await SignedInPage.OpenAsync(browser, server);
        await using var late = await SignedInPage.OpenWindowAsync(browser, server);
        await late.GoAsync((await server.SignInLinkAsync()).PathAndQuery);
        await Assertions.Expect(late.Page.GetByRole(AriaRole.Heading, new() { Name = "This link does not sign you in" })).ToBeVisibleAsync();
        await Assertions.Expect(late.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Unknown_address_is_answered_with_a_drawn_page()
    {
        await using var server = await ConsoleServer.StartAsync();
        await using var window = await SignedInPage.OpenWindowAsync(browser, server);
        List<string> failures = [];
        window.Page.Response += (_, answer) =>
        {
            if (answer.Status >= 400 && !answer.Url.Contains("/nowhere", StringComparison.Ordinal)) failures.Add($"{answer.Status} {answer.Url}");
        };
        await window.GoAsync("/nowhere");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        // Ours, from the style sheet: the browser's own would be a serif.
        await Assertions.Expect(window.Page.Locator("body")).Not.ToHaveCSSAsync("font-family", "\"Times New Roman\"");
        Assert.Empty(failures);
    }

    [Fact]
    public async Task Click_made_before_the_page_is_live_is_not_lost()
    {
        await using var server = await ConsoleServer.StartAsync();
        await using var window = await SignedInPage.OpenAsync(browser, server);
        await window.GoAsync("/virtual-machines");
        var clickedEarly = await window.Page.EvaluateAsync<bool>(
            """
            () => new Promise(done => {
              const look = () => {
                const row = document.querySelector("tbody tr button[aria-expanded]");
                if (!row) return setTimeout(look, 1);
                const early = !!document.querySelector(".shell[aria-busy]");
                row.click();
                done(early);
              };
              look();
            })
            """);

        Assert.True(clickedEarly);
        await Assertions.Expect(window.Page.Locator("tbody tr button[aria-expanded=true]")).ToHaveCountAsync(1);
    }
}
