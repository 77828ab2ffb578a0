using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenIaaS.Tests.Api;

/// <summary>
/// The wire contract as data: which calls there are, which statuses each takes as success or absence, and what its answer must decode as.
/// A client that reads Go structures is strict about types and lenient about fields it does not know.
/// </summary>
static partial class Contract
{
    static readonly JsonObject Data = Read();

    public sealed record Call(string Method, string Path, string[] Query, JsonObject? Request, bool StartsActivity, int[] Ok, int[] Absent, int[] Strict, string? Answer)
    {
        public override string ToString() => $"{Method} {Path}";
    }

    public static IReadOnlyList<Call> Calls { get; } = [.. Data["endpoints"]!.AsArray().Select(node => Of(node!.AsObject()))];

    /// <summary>The call an address belongs to; words go before parameters, as a router has it.</summary>
    public static Call Find(string method, string path)
    {
        var segments = path.Split('/');
        return Calls.Where(call => call.Method == method && Fits(call.Path.Split('/'), segments)).MinBy(call => Parameter().Count(call.Path))
            ?? throw new InvalidOperationException($"The contract has no {method} {path}.");
    }

    /// <summary>The fields of a type of the contract, or null when it is none.</summary>
    public static JsonObject? Type(string name) => Data["types"]![name] as JsonObject;

    /// <summary>What of an answer a strict client cannot read, by its place; empty when it can.</summary>
    public static IEnumerable<string> Faults(string type, JsonNode? answer) =>
        type.EndsWith("[]", StringComparison.Ordinal)
            ? answer is JsonArray ? Of(new JsonArray(type[..^2]), answer, "") : ["the answer is no array"]
            : answer is JsonObject ? Of(JsonValue.Create(type), answer, "") : ["the answer is no object"];

    static IEnumerable<string> Of(JsonNode shape, JsonNode? value, string place) => (shape, value) switch
    {
        (_, null) => [],
        (JsonArray items, JsonArray values) => values.SelectMany((item, index) => Of(items[0]!, item, $"{place}[{index}]")),
        (JsonObject map, JsonObject values) when map.ContainsKey("*") => values.SelectMany(entry => Of(map["*"]!, entry.Value, $"{place}.{entry.Key}")),
        (JsonObject fields, JsonObject values) => Fields(fields, values, place),
        (JsonValue name, _) when Type($"{name}") is { } known => Of(known, value, place),
        (JsonValue name, JsonValue scalar) when Fits($"{name}", scalar) => [],
        _ => [$"{place} is {value.ToJsonString()} where {shape.ToJsonString()} is read"],
    };

    static IEnumerable<string> Fields(JsonObject fields, JsonObject values, string place)
    {
        foreach (var (name, shape) in fields)
        {
            var found = values.FirstOrDefault(entry => string.Equals(entry.Key, name, StringComparison.OrdinalIgnoreCase));
            if (found.Key is null) continue;
            foreach (var fault in Of(shape!, found.Value, $"{place}.{name}")) yield return fault;
        }
    }

    static bool Fits(string type, JsonValue value)
    {
        var text = value.ToJsonString();
        return type switch
        {
            "integer" => Integer().IsMatch(text),
            "number" => value.GetValueKind() == System.Text.Json.JsonValueKind.Number,
            "boolean" => text is "true" or "false",
            "string" => text[0] == '"',
            "moment" => text[0] == '"' && DateTimeOffset.TryParse(text.Trim('"'), out _),
            "any" => true,
            _ => false,
        };
    }

    /// <summary>The key of a tag may have slashes, which are not escaped.</summary>
    static bool Fits(string[] pattern, string[] segments) =>
        (pattern.Length == segments.Length || (pattern is [.., "keys", _] && segments.Length > pattern.Length)) && pattern.Zip(segments).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));

    static Call Of(JsonObject node)
    {
        var call = ((string)node["call"]!).Split(' ');
        return new Call(
            call[0], call[1], [.. node["query"]?.AsArray().Select(name => (string)name!) ?? []], node["request"]?.AsObject(), node["activity"] is not null,
            Numbers(node["ok"]), Numbers(node["absent"]), Numbers(node["strict"]), (string?)node["answer"]);
    }

    static int[] Numbers(JsonNode? node) => [.. node?.AsArray().Select(number => (int)number!) ?? []];

    static JsonObject Read()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("contract.json")!;
        return JsonNode.Parse(file)!.AsObject();
    }

    [GeneratedRegex(@"\{")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^-?\d+$")]
    private static partial Regex Integer();
}
