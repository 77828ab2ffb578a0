using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenIaaS.Bench;

/// <summary>The REST API under load: a small world, the load generator beside the server on the same machine.</summary>
static partial class ApiLoad
{
    const string Machines = "/api/compute/v1/open_iaas/virtual_machines";
    const string Templates = "/api/compute/v1/open_iaas/templates";
    const string Id = "0198c0de-0000-7000-8000-000000000001";
    const string Secret = "0123456789abcdef0123";

    /// <summary>Three quarters of them are the token's tenant's.</summary>
    const int World = 67;

    const int Ordered = 200;

    sealed record Load(double Requests, double P99, int Refused);

    public static async Task<int> MeasureAsync(string published, string data)
    {
        var figures = new Figures();
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        await using var console = await PublishedConsole.StartAsync(
            published, data, World, "Development",
            ("OpenIaaS__Demo__AccessToken", $"{Id}:{Secret}"), ("OpenIaaS__Api__RequestsPerSecond", "0"), ("OpenIaaS__Api__SignInsPerSecond", "0"),
            ("Logging__LogLevel__Default", "Warning"));
        using var client = new HttpClient { BaseAddress = console.Address };
        using var let = await client.PostAsJsonAsync("/api/iam/v2/auth/personal_access_token", new { id = Id, secret = Secret });
        var token = await let.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var machines = JsonNode.Parse(await client.GetStringAsync(Machines))!.AsArray();
        var one = $"{Machines}/{machines[0]!["id"]}";
        Figures.Say($"{machines.Count} machines, {await SizeAsync(client, Machines)} bytes the list, {await SizeAsync(client, one)} bytes one");

        await WrkAsync(console, token, Places.Alive, seconds: 5);
        var plain = await WrkAsync(console, token, Places.Alive, seconds: 10);
        Figures.Say($"plain text                         {plain.Requests,9:0} /s");
        await WrkAsync(console, token, Machines, seconds: 5);
        var list = await WrkAsync(console, token, Machines, seconds: 10);
        figures.AddAtLeast($"list of {machines.Count} machines", list.Requests, "/s", 6_000, Beside(list, plain));
        var calm = await WrkAsync(console, token, Machines, seconds: 10, pause: 10);
        figures.Add("list at half that, p99", calm.P99, "ms", bar: 20, note: $"{calm.Requests:0} /s");
        await WrkAsync(console, token, one, seconds: 5);
        var single = await WrkAsync(console, token, one, seconds: 10);
        figures.AddAtLeast("one machine", single.Requests, "/s", 12_000, Beside(single, plain));
        await CreateAsync(client, figures);
        return figures.AllMet ? 0 : 1;
    }

    static string Beside(Load load, Load plain) =>
        string.Create(CultureInfo.InvariantCulture, $"p99 {load.P99:0.#} ms, {load.Requests / plain.Requests:0.00} of plain text, {load.Refused} refused");

    /// <summary>Orders machines one after the other, the smallest there is, until the answer that names the activity.</summary>
    static async Task CreateAsync(HttpClient client, Figures figures)
    {
        var template = JsonNode.Parse(await client.GetStringAsync(Templates))!.AsArray().MinBy(known => known!["disks"]!.AsArray().Sum(disk => (long)disk!["size"]!))!;
        var adapters = template["networkAdapters"]!.AsArray().Select(_ => new { networkId = "" }).ToArray();
        List<double> took = [];
        for (var i = 0; i < Ordered + 20; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            using var answer = await client.PostAsJsonAsync(Machines, new { name = $"load-{i}", templateId = (string)template["id"]!, cpu = 1, memory = 1L << 30, networkAdapters = adapters });
            var passed = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
            if ((int)answer.StatusCode != 201) throw new InvalidOperationException($"Machine {i} was refused: {await answer.Content.ReadAsStringAsync()}");
            // The first ones pay for compilation.
            if (i >= 20) took.Add(passed);
        }

        figures.Add("create accepted, p99", Figures.Percentile(took, 0.99), "ms", bar: 15, note: $"median {Figures.Median(took):0.#} ms, {took.Count} one after the other");
    }

    static async Task<int> SizeAsync(HttpClient client, string path) => (await client.GetByteArrayAsync(path)).Length;

    /// <param name="pause">How long each connection waits before its next request, in ms.</param>
    static async Task<Load> WrkAsync(PublishedConsole console, string token, string path, int seconds, int pause = 0)
    {
        List<string> arguments = ["-t1", "-c32", $"-d{seconds}s", "--latency", "-H", $"Authorization: Bearer {token}", new Uri(console.Address, path).AbsoluteUri];
        var script = Path.Combine(Path.GetTempPath(), "openiaas-bench-pause.lua");
        if (pause > 0)
        {
            await File.WriteAllTextAsync(script, $"function delay() return {pause} end");
            arguments.InsertRange(0, ["-s", script]);
        }

        using var wrk = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true })!;
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (Rate().Match(said) is not { Success: true } rate) throw new InvalidOperationException("wrk said: " + said);
        return new Load(Number(rate.Groups[1].Value), Milliseconds(P99().Match(said)), Refused().Match(said) is { Success: true } refused ? (int)Number(refused.Groups[1].Value) : 0);
    }

    static double Milliseconds(Match latency) => Number(latency.Groups[1].Value) * latency.Groups[2].Value switch { "us" => 0.001, "s" => 1000, _ => 1 };

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex Refused();
}
