using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Infrastructure.Scenarios;

namespace OpenIaaS.Tests.Scenarios;

/// <summary>A scenario that was played: its log, line by line, and what came of it.</summary>
sealed record Played(string Log, string? Broken, string Hash)
{
    public IReadOnlyList<JsonElement> Lines { get; } = [.. Log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public static Task<Played> PlayAsync(string scenario, Action<IServiceCollection>? configure = null) => PlayAsync(Read(scenario), configure);

    public static Task<Played> PlayAsync(Scenario scenario, Action<IServiceCollection>? configure = null) => PlayAsync(scenario, Playing.Usual with { Configure = configure });

    public static Scenario Read(string scenario) => ScenarioReader.Read(Encoding.UTF8.GetBytes(scenario));

    public static async Task<Played> PlayAsync(Scenario scenario, Playing how)
    {
        using var writer = new StringWriter();
        var (broken, hash) = await ScenarioRun.PlayAsync(scenario, writer, how);
        return new Played(writer.ToString(), broken, hash);
    }

    /// <summary>The lines of a kind in short: <c>PT10M30S a h2 started</c>.</summary>
    public IEnumerable<string> Of(string kind) => Lines.Where(line => Text(line, "kind") == kind)
        .Select(line => string.Join(' ', new[] { "at", "machine", "host", "result" }.Select(name => Text(line, name)).Where(text => text.Length > 0)));

    static string Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.Null ? "nowhere" : value.ToString() : "";
}
