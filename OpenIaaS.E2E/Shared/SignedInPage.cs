using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OpenIaaS.E2E.Shared;

/// <summary>
/// A browser window of somebody who signed in by the printed link. Dispose it at the end of the test: when the test failed, a picture,
/// a trace and the console's log stay in TestResults.
/// </summary>
public sealed partial class SignedInPage : IAsyncDisposable
{
    readonly IBrowserContext context;
    readonly ConsoleServer server;

    SignedInPage(IBrowserContext context, IPage page, ConsoleServer server) => (this.context, Page, this.server) = (context, page, server);

    public IPage Page { get; }

    /// <summary>Opens a window, uses the one-time link and waits until the console stands.</summary>
    public static async Task<SignedInPage> OpenAsync(Browser browser, ConsoleServer server)
    {
        var signedIn = await OpenWindowAsync(browser, server);
        try
        {
            var link = await server.SignInLinkAsync();
            await signedIn.GoAsync(link.PathAndQuery);
            await signedIn.Page.GetByRole(AriaRole.Button, new() { NameRegex = SignIn() }).ClickAsync();
            await signedIn.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
            // Not the load event: it waits for what a live page keeps open.
            await Assertions.Expect(signedIn.Page.GetByRole(AriaRole.Main)).ToBeVisibleAsync();
            return signedIn;
        }
        catch
        {
            await signedIn.KeepEvidenceAsync();
            await signedIn.context.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a window of somebody unknown.</summary>
    public static async Task<SignedInPage> OpenWindowAsync(Browser browser, ConsoleServer server)
    {
        var context = await browser.Running.NewContextAsync(new()
        {
            BaseURL = server.Address.AbsoluteUri,
            ViewportSize = new() { Width = 1440, Height = 900 },
            Locale = "en-GB",
            TimezoneId = "Europe/Paris",
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Browser.Patience);
        await context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        return new(context, await context.NewPageAsync(), server);
    }

    /// <summary>Goes to a path of the console, and waits for its answer only; wait for a marker of the page yourself.</summary>
    public Task GoAsync(string path) => Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Commit });

    /// <summary>Goes to a page and waits until it answers to clicks.</summary>
    public async Task OpenPageAsync(string path)
    {
        await GoAsync(path);
        await Page.Locator(".shell:not([aria-busy])").WaitForAsync();
    }

    /// <summary>
    /// Does something, and when that fails tells beside the failure what the page shows, what the newest activities are on a page opened anew (they
    /// tell a page that stopped following from a console that stopped working), and what the console printed last.
    /// </summary>
    public async Task TellAsync(Func<Task> story)
    {
        try
        {
            await story();
        }
        catch (Exception failure)
        {
            await KeepEvidenceAsync();
            throw new InvalidOperationException($"{failure.Message}\nOn the page: {await ReadAsync("body")}\nOn a page opened anew: {await AnewAsync()}\n{server.LastLines(40)}", failure);
        }
    }

    async Task<string> AnewAsync()
    {
        try
        {
            await OpenPageAsync("/activities");
            return await ReadAsync("tbody");
        }
        catch (Exception unreadable) when (unreadable is PlaywrightException or TimeoutException)
        {
            return $"it does not come: {unreadable.Message}";
        }
    }

    async Task<string> ReadAsync(string place)
    {
        try
        {
            return string.Join(" | ", (await Page.Locator(place).First.InnerTextAsync()).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Exception unreadable) when (unreadable is PlaywrightException or TimeoutException)
        {
            return $"nothing that can be read: {unreadable.Message}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed) await KeepEvidenceAsync();
        await context.DisposeAsync();
    }

    /// <summary>A picture, a trace and the log, named after the test.</summary>
    public async Task KeepEvidenceAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults")).FullName;
        var name = Unnamed().Replace(TestContext.Current.Test?.TestDisplayName ?? "outside-a-test", "_");
        var path = Path.Combine(folder, name.Length > 100 ? name[^100..] : name);
        try
        {
            await Page.ScreenshotAsync(new() { Path = path + ".png", FullPage = true });
            await context.Tracing.StopAsync(new() { Path = path + ".zip" });
        }
        catch (Exception error) when (error is PlaywrightException or TimeoutException)
        {
            // A window that is gone leaves the log alone.
        }

        await File.WriteAllTextAsync(path + ".log", server.Log);
        TestContext.Current.SendDiagnosticMessage($"Picture, trace and log: {path}.png, .zip, .log");
    }

    [GeneratedRegex("sign in", RegexOptions.IgnoreCase)]
    private static partial Regex SignIn();

    [GeneratedRegex(@"[^\w.-]+")]
    private static partial Regex Unnamed();
}
