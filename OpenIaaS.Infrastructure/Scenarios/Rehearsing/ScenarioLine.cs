using System.Text.Json;
using System.Xml;

namespace OpenIaaS.Infrastructure.Scenarios.Rehearsing;

/// <summary>A line of the event log, to be shown.</summary>
/// <param name="At">The offset from the beginning.</param>
/// <param name="Kind">What happened: <c>ha.restart</c>.</param>
/// <param name="Subject">The object it happened to, by its name; null for the first and the last line.</param>
/// <param name="Other">The host, or the policy, that belongs to it; null when there is none.</param>
/// <param name="Result">What came of it; null when the line does not say.</param>
/// <param name="Reason">Why, in a sentence; null when the line does not say.</param>
/// <param name="Key">Everything but the number of the line: equal in two logs when the same happened at the same moment.</param>
public sealed record ScenarioLine(TimeSpan At, string Kind, string? Subject, string? Other, string? Result, string? Reason, string Key)
{
    static readonly HashSet<string> About = ["sequence", "at", "kind", "result", "reason", "hash", "seed", "hosts", "machines"];

    public static ScenarioLine Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var members = document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString());
        var objects = document.RootElement.EnumerateObject().Where(member => !About.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String).Select(member => member.Value.GetString()).ToList();
        return new(
            XmlConvert.ToTimeSpan(members["at"]), members["kind"], objects.ElementAtOrDefault(0), objects.ElementAtOrDefault(1),
            members.GetValueOrDefault("result"), members.GetValueOrDefault("reason"), json[json.IndexOf("\"at\"", StringComparison.Ordinal)..].TrimEnd());
    }
}
