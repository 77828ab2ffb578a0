using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;
using static Microsoft.Playwright.Assertions;

namespace OpenIaaS.E2E.Compute;

/// <summary>A machine is used through its own screen in the browser, and switches itself off there.</summary>
public sealed partial class MachineConsoleTests(Browser browser)
{
    [Fact]
    public async Task Somebody_logs_in_on_the_screen_of_a_machine_and_powers_it_off()
    {
        await using var server = await ConsoleServer.StartAsync(new Dictionary<string, string> { ["OpenIaaS__Simulation__Speed"] = "20" });
        await using var window = await SignedInPage.OpenAsync(browser, server);
        await window.OpenPageAsync("/virtual-machines?q=erp-db-01");
        var machine = await window.Page.GetByRole(AriaRole.Link, new() { Name = "erp-db-01", Exact = true }).First.GetAttributeAsync("href");
        await window.OpenPageAsync(machine!);
        var opened = await window.Page.Context.RunAndWaitForPageAsync(() => window.Page.GetByRole(AriaRole.Link, new() { Name = "Open the console in a new tab" }).ClickAsync());
        await Expect(opened).ToHaveTitleAsync("erp-db-01: console");
        Assert.SkipWhen(await opened.GetByText("has no VNC client").IsVisibleAsync(), "This build has no VNC client: npm was not there to bring it.");
        await window.TellAsync(() => UseAsync(opened));
    }

    static async Task UseAsync(IPage page)
    {
        var status = page.GetByRole(AriaRole.Status);
        await Expect(status).ToHaveTextAsync("Connected");
        await ChangesAsync(page, () => Task.CompletedTask, from: "");
        foreach (var line in new[] { "maya", "secret", "lsblk" })
            await ChangesAsync(page, async () =>
            {
                await page.Keyboard.TypeAsync(line);
                await page.Keyboard.PressAsync("Enter");
            });

        await page.GetByLabel("Clipboard", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Text to type into the machine").FillAsync("echo typed from the clipboard\n");
        await ChangesAsync(page, () => page.GetByRole(AriaRole.Button, new() { Name = "Type into the machine" }).ClickAsync());
        await Expect(status).ToHaveTextAsync("The text was typed into the machine.");

        await page.Keyboard.PressAsync("Control+Alt+Shift+KeyM");
        await Expect(page.GetByLabel("Send keys", new() { Exact = true }).First).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Main).ClickAsync();
        await page.Keyboard.TypeAsync("poweroff\n");
        await Expect(page.GetByText(PoweredOff())).ToBeVisibleAsync();
        await Expect(status).ToHaveTextAsync("The connection was closed.");
    }

    /// <summary>Does something and waits until the picture is another one; what it shows is for the tests of the simulator.</summary>
    static async Task ChangesAsync(IPage page, Func<Task> act, string? from = null)
    {
        var before = from ?? await PictureAsync(page);
        await act();
        await page.WaitForFunctionAsync("before => { const screen = document.querySelector('main canvas'); return screen && screen.toDataURL() !== before; }", before);
    }

    static Task<string> PictureAsync(IPage page) => page.Locator("main canvas").First.EvaluateAsync<string>("screen => screen.toDataURL()");

    [GeneratedRegex("erp-db-01 is not powered on, so it shows nothing|The machine was powered off")]
    private static partial Regex PoweredOff();
}
