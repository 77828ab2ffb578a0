using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace OpenIaaS.E2E.Shared;

/// <summary>The real console as a process of its own, on a free port and in a data folder of its own. It can be killed and started again.</summary>
public sealed partial class ConsoleServer : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("openiaas-e2e-");
    readonly IReadOnlyDictionary<string, string> settings;
    readonly HttpClient client;
    readonly ConsoleOutput output = new();

    Process? process;

    ConsoleServer(IReadOnlyDictionary<string, string> settings)
    {
        this.settings = settings;
        Address = new Uri($"http://localhost:{FreePort()}");
        client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
    }

    public Uri Address { get; }

    public string DataDirectory => data.FullName;

    /// <summary>For what needs no browser. It carries no sign-in.</summary>
    public HttpClient Client => client;

    /// <summary>Everything the console has printed since the first start, for failure messages.</summary>
    public string Log => output.Text;

    /// <summary>The end of <see cref="Log"/>.</summary>
    public string LastLines(int lines) => string.Join('\n', Log.Split('\n').TakeLast(lines));

    /// <summary>Starts a console and waits until it is ready.</summary>
    /// <param name="settings">As environment variables: <c>OpenIaaS__Simulation__Speed</c> = <c>50</c>.</param>
    public static async Task<ConsoleServer> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var server = new ConsoleServer(settings ?? new Dictionary<string, string>());
        try
        {
            await server.LaunchAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a console and kills it as soon as its data folder looks as asked; it is started again by <see cref="RestartAsync"/>.</summary>
    public static async Task<ConsoleServer> StartAndKillAsync(IReadOnlyDictionary<string, string> settings, Func<DirectoryInfo, bool> when)
    {
        var server = new ConsoleServer(settings);
        try
        {
            server.Begin();
            await server.WaitAsync(() => Task.FromResult<object?>(when(server.data) ? server : null), "did not come so far");
            await server.KillAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The one-time link of the newest start, once it is printed. A link works once.</summary>
    public Task<Uri> SignInLinkAsync() => WaitAsync(
        () => Task.FromResult(SignInLink().Matches(output.SinceStart) is { Count: > 0 } found ? new Uri(Address, new Uri(found[^1].Value).PathAndQuery) : null),
        "printed no sign-in link");

    /// <summary>Ends the process as a power cut would: nothing in it gets to say goodbye.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Kills it when it still runs, and starts it again on the same data folder and port.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await LaunchAsync();
    }

    /// <summary>Starts it again with more settings, which are to make it die by itself, and waits for that.</summary>
    public async Task DieAsync(IReadOnlyDictionary<string, string> more)
    {
        await KillAsync();
        Begin(more);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await process!.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The console did not die within {Patience.TotalSeconds} s.\n{Log}");
        }

        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        client.Dispose();
        data.Delete(recursive: true);
    }

    async Task LaunchAsync()
    {
        Begin();
        await WaitAsync(IsReadyAsync, "was not ready");
    }

    void Begin(IReadOnlyDictionary<string, string>? more = null)
    {
        output.Begin();
        // Its own folder is the content root: static files of the build are found from there in Development.
        var start = new ProcessStartInfo(DotNet(), [Path.Combine(AppContext.BaseDirectory, "OpenIaaS.Console.dll")])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = Address.AbsoluteUri;
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["OpenIaaS__DataDirectory"] = DataDirectory;
        foreach (var (name, value) in settings.Concat(more ?? new Dictionary<string, string>())) start.Environment[name] = value;

        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    async Task<object?> IsReadyAsync()
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode ? answer.StatusCode : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (TaskCanceledException)
        {
            return null;
        }
    }

    async Task<T> WaitAsync<T>(Func<Task<T?>> look, string complaint)
        where T : class
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        while (clock.GetElapsedTime(began) < Patience)
        {
            if (await look() is { } found) return found;
            if (process is null or { HasExited: true }) throw new InvalidOperationException($"The console ended before it {complaint.Replace("was not", "was", StringComparison.Ordinal)}.\n{Log}");
            await Task.Delay(Pause, clock);
        }

        throw new TimeoutException($"The console {complaint} within {Patience.TotalSeconds} s.\n{Log}");
    }

    /// <summary>The host this test runs on: it need not be on the PATH.</summary>
    static string DotNet() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"https?://\S+/sign-in/\S+")]
    private static partial Regex SignInLink();
}
