using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;

namespace OpenIaaS.Infrastructure.Scenarios.Rehearsing;

/// <summary>Changes to the text of a scenario that leave the rest as somebody wrote it.</summary>
public static partial class ScenarioText
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The seed a text gives; null when it gives none.</summary>
    public static long? SeedOf(string text) =>
        Seed().Match(text) is { Success: true } found && long.TryParse(found.Groups[2].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? seed : null;

    /// <summary>The text with another seed; null when it is no object.</summary>
    public static string? WithSeed(string text, long seed)
    {
        var number = seed.ToString(CultureInfo.InvariantCulture);
        if (Seed().IsMatch(text)) return Seed().Replace(text, found => found.Groups[1].Value + number, 1);
        var brace = text.IndexOf('{', StringComparison.Ordinal);
        return brace < 0 ? null : text.Insert(brace + 1, $" \"seed\": {number},");
    }

    /// <summary>The text of a scenario with what somebody did to it as further events.</summary>
    public static string With(string text, IReadOnlyList<OwnStep> steps)
    {
        if (steps.Count == 0) return text;
        var root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject();
        if (root["events"] is not JsonArray events) root["events"] = events = [];
        foreach (var step in steps) events.Add(new JsonObject { ["at"] = XmlConvert.ToString(step.At), [step.Word] = new JsonArray(step.Subject) });
        return root.ToJsonString(Readable);
    }

    [GeneratedRegex("(\"seed\"\\s*:\\s*)(-?\\d+)")]
    private static partial Regex Seed();
}
