using Microsoft.Playwright;

namespace OpenIaaS.Bench;

/// <summary>A browser signed in to the console; times are taken inside the page, so that the driver's own round trips are not in them.</summary>
sealed class Window : IAsyncDisposable
{
    static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    readonly IPlaywright playwright;
    readonly IBrowser browser;
    readonly IBrowserContext context;
    readonly Uri address;

    Window(IPlaywright playwright, IBrowser browser, IBrowserContext context, Uri address) =>
        (this.playwright, this.browser, this.context, this.address) = (playwright, browser, context, address);

    public static async Task<Window> SignInAsync(PublishedConsole console)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Installed(), Args = Flags });
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 }, Locale = "en-GB", TimezoneId = "Europe/Paris" });
        var window = new Window(playwright, browser, context, console.Address);
        var page = await context.NewPageAsync();
        await page.GotoAsync(window.At(await console.SignInPathAsync()), new() { WaitUntil = WaitUntilState.Commit });
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        await page.CloseAsync();
        return window;
    }

    public Task<IPage> NewPageAsync() => context.NewPageAsync();

    /// <summary>
    /// Milliseconds of each of <paramref name="tries"/> filters, from the search being sent to the wanted row being the first. The names are of a page in the middle:
    /// the first and the last ones of a large world are made to be awkward.
    /// </summary>
    public async Task<double[]> FilterAsync(int tries)
    {
        var page = await OpenAsync("?page=2000");
        await page.Locator(Places.Live).WaitForAsync();
        await page.WaitForTimeoutAsync(1000);
        var took = await page.EvaluateAsync<double[]>(
            $$"""
            async tries => {
              const names = () => [...document.querySelectorAll('{{Places.RowNames}}')].map(name => name.textContent.trim()).filter(name => name);
              const all = [...new Set(names())].filter(name => /^[a-z0-9 .-]+$/i.test(name));
              if (all.length < 5) throw new Error(`too few names to search for: ${names().join(', ')}`);
              const search = document.querySelector('{{Places.Search}}');
              const send = text => new Promise((done, failed) => {
                const began = performance.now();
                search.value = text;
                search.dispatchEvent(new Event('change', { bubbles: true }));
                const look = () => {
                  if (names()[0] === text) return done(performance.now() - began);
                  if (performance.now() - began > 20000) return failed(new Error(`no answer to the filter "${text}" within 20 s`));
                  setTimeout(look, 1);
                };
                look();
              });
              const took = [];
              for (let i = 0; i < tries; i++) {
                took.push(await send(all[i % all.length]));
              }
              return took;
            }
            """,
            tries);
        await page.CloseAsync();
        return took;
    }

    /// <summary>The address of some machine.</summary>
    public async Task<string> FirstMachineAsync()
    {
        var page = await OpenAsync();
        var href = await page.Locator(Places.RowNames).First.GetAttributeAsync("href");
        await page.CloseAsync();
        return At(href!);
    }

    /// <summary>Opens the list and leaves it open.</summary>
    public async Task KeepOpenAsync()
    {
        var page = await OpenAsync();
        await page.Locator(Places.Live).WaitForAsync();
        await page.Locator(Places.RowActions).First.ClickAsync();
        await page.Locator(Places.Opened).WaitForAsync();
    }

    /// <summary>What a client must send to be this person.</summary>
    public async Task<string> CookiesAsync() => string.Join("; ", (await context.CookiesAsync([address.AbsoluteUri])).Select(cookie => $"{cookie.Name}={cookie.Value}"));

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    async Task<IPage> OpenAsync(string query = "")
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(At(Places.Machines + query), new() { WaitUntil = WaitUntilState.Commit });
        return page;
    }

    public string At(string path) => new Uri(address, path).AbsoluteUri;

    static string? Installed() =>
        Environment.GetEnvironmentVariable("OPENIAAS_BROWSER") is { Length: > 0 } named
            ? named
            : Programs.FirstOrDefault(File.Exists);
}
