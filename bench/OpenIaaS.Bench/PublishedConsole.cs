using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Diagnostics.NETCore.Client;

namespace OpenIaaS.Bench;

/// <summary>The console as it ships, running as a process of its own on a data folder that stays between runs.</summary>
sealed partial class PublishedConsole : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    readonly Process process;
    readonly TaskCompletionSource<string> link = new(TaskCreationOptions.RunContinuationsAsynchronously);

    PublishedConsole(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>From the start of the process to its first good answer.</summary>
    public TimeSpan FirstAnswer { get; private set; }

    public static async Task<PublishedConsole> StartAsync(string folder, string data, int machines, string environment = "Production", params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://localhost:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "OpenIaaS.Console.dll")])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_URLS"] = address.AbsoluteUri;
        start.Environment["OpenIaaS__DataDirectory"] = data;
        start.Environment["OpenIaaS__Demo__Enabled"] = "true";
        start.Environment["OpenIaaS__Demo__VirtualMachines"] = machines.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (name, value) in settings) start.Environment[name] = value;

        var process = new Process { StartInfo = start };
        var console = new PublishedConsole(process, address);
        process.OutputDataReceived += (_, line) => console.Read(line.Data);
        process.ErrorDataReceived += (_, line) => { if (line.Data is { } text) Console.Error.WriteLine(text); };
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = address };
        while (!await AnswersAsync(client))
        {
            if (process.HasExited || clock.GetElapsedTime(began) > Patience) throw new InvalidOperationException("The console did not come up.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), clock);
        }

        console.FirstAnswer = clock.GetElapsedTime(began);
        return console;
    }

    public async Task<string> SignInPathAsync() => new Uri(await link.Task.WaitAsync(Patience, TimeProvider.System)).PathAndQuery;

    /// <summary>What processor time it has taken since its start.</summary>
    public TimeSpan ProcessorTime()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>Memory the system holds for the process, in MiB.</summary>
    public double ResidentMemory()
    {
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }

    /// <summary>Collects everything and gives back the memory the system still holds for the process, in MiB.</summary>
    public async Task<double> CollectAsync()
    {
        const long CollectHeap = 0x800000;
        const long Collections = 0x1;
        var diagnostics = new DiagnosticsClient(process.Id);
        using var session = diagnostics.StartEventPipeSession(new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectHeap | Collections));
        // Stopping it waits for the collection it asked for; what it wrote is not needed.
        var reading = session.EventStream.CopyToAsync(Stream.Null);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        await session.StopAsync(CancellationToken.None);
        await reading;
        return ResidentMemory();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(Places.Ready, UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    void Read(string? line)
    {
        if (line is not null && SignInLink().Match(line) is { Success: true } found) link.TrySetResult(found.Value);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"https?://\S+/sign-in/\S+")]
    private static partial Regex SignInLink();
}
