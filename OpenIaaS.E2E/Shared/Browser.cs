using System.Diagnostics;
using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;

// One console and one browser at a time: the unit tests run beside them.
[assembly: Xunit.v3.Parallelization(MaxThreads = 1)]
[assembly: AssemblyFixture(typeof(Browser))]

namespace OpenIaaS.E2E.Shared;

/// <summary>
/// The one browser of a test run: the one named in <c>OPENIAAS_BROWSER</c>, Playwright's own, an installed Chrome or Chromium, or one
/// installed now.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    const string Variable = "OPENIAAS_BROWSER";

    const string HowToInstall =
        $"No browser could be found or installed. Install Chrome or Chromium (Debian: apt-get install chromium), or name one in {Variable}.";

    /// <summary>How long a window is waited for, in milliseconds: a machine that runs every other test at once is slow, and nothing is proved by giving up on it.</summary>
    public const float Patience = 60_000;

    static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage",
    ];

    static readonly string[] Places =
    [
        "/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome",
        "/Applications/Google Chrome.app/Contents/MacOS", "/Applications/Chromium.app/Contents/MacOS",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Google", "Chrome", "Application"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Google", "Chrome", "Application"),
    ];

    static readonly string[] Names = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome", "chrome.exe", "Google Chrome", "Chromium"];

    IPlaywright? playwright;
    IBrowser? browser;

    public IBrowser Running => browser ?? throw new InvalidOperationException("The browser is not started yet.");

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        var program = Named() ?? (File.Exists(playwright.Chromium.ExecutablePath) ? playwright.Chromium.ExecutablePath : null) ?? Installed() ?? await InstallAsync(playwright);
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Headless = true, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    static string? Named()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(named)) return null;
        return File.Exists(named) ? named : throw new InvalidOperationException($"{Variable} names {named}, which is no file.");
    }

    static string? Installed() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(Places)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>Playwright's own installer first; where its downloads cannot be had, Debian's package.</summary>
    static async Task<string> InstallAsync(IPlaywright playwright)
    {
        if (await Task.Run(() => Microsoft.Playwright.Program.Main(["install", "chromium"])) == 0 && File.Exists(playwright.Chromium.ExecutablePath))
            return playwright.Chromium.ExecutablePath;
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get")
            && await RunAsync("/usr/bin/apt-get", "update", "-q") && await RunAsync("/usr/bin/apt-get", "install", "-y", "-q", "chromium")
            && Installed() is { } installed)
            return installed;
        throw new InvalidOperationException(HowToInstall);
    }

    static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        // Read to the end, or a full pipe would hold the installer up.
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
