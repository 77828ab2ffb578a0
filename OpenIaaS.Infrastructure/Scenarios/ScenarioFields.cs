using System.Globalization;
using System.Text.Json;
using System.Xml;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>The members of one object of a scenario file, read by name; a member that nobody asked for is refused.</summary>
sealed class ScenarioFields
{
    readonly ScenarioNode node;
    readonly HashSet<string> known = [];

    public ScenarioFields(ScenarioNode node, string what)
    {
        if (node.Kind != JsonTokenType.StartObject) throw new ScenarioException(node.Line, $"{what} is an object in braces.");
        this.node = node;
    }

    public int Line => node.Line;

    public ScenarioNode? Find(string name)
    {
        known.Add(name);
        var found = node.Members.FirstOrDefault(member => member.Name == name).Value;
        return found?.Kind == JsonTokenType.Null ? null : found;
    }

    public string Text(string name) => TextOrNull(name) ?? throw Missing(name);

    public string? TextOrNull(string name)
    {
        if (Find(name) is not { } found) return null;
        return found is { Kind: JsonTokenType.String, Text.Length: > 0 } ? found.Text : throw new ScenarioException(found.Line, $"\"{name}\" is a text that is not empty.");
    }

    public bool Flag(string name, bool otherwise) => Find(name) switch
    {
        null => otherwise,
        { Kind: JsonTokenType.True } => true,
        { Kind: JsonTokenType.False } => false,
        var found => throw new ScenarioException(found.Line, $"\"{name}\" is true or false."),
    };

    public long Whole(string name, long otherwise, long least, long most)
    {
        if (Find(name) is not { } found) return otherwise;
        return long.TryParse(found.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && found.Kind == JsonTokenType.Number && value >= least && value <= most
            ? value
            : throw new ScenarioException(found.Line, FormattableString.Invariant($"\"{name}\" is a whole number from {least} to {most}; {Shown(found)} is given."));
    }

    public double Number(string name, double otherwise, double least, double most)
    {
        if (Find(name) is not { } found) return otherwise;
        return double.TryParse(found.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && found.Kind == JsonTokenType.Number && value >= least && value <= most
            ? value
            : throw new ScenarioException(found.Line, FormattableString.Invariant($"\"{name}\" is a number from {least} to {most}; {Shown(found)} is given."));
    }

    /// <summary>A size in GiB, in whole MiB.</summary>
    public ByteSize? Gibibytes(string name, double most)
    {
        if (Find(name) is null) return null;
        return ByteSize.FromMiB((long)Math.Round(Number(name, 0, 1 / 1024.0, most) * 1024));
    }

    /// <summary>A length of time as ISO 8601 writes it: <c>PT1H30M</c>.</summary>
    public TimeSpan Time(string name)
    {
        var text = Text(name);
        try
        {
            var time = XmlConvert.ToTimeSpan(text);
            if (time >= TimeSpan.Zero && !text.Contains('Y', StringComparison.Ordinal)) return time;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            // Said below.
        }

        throw new ScenarioException(Find(name)!.Line, $"\"{name}\" is a length of time such as PT90S, PT10M or P1DT2H; \"{text}\" is given.");
    }

    /// <summary>The elements of an array; none when it is left out.</summary>
    public IReadOnlyList<ScenarioNode> List(string name)
    {
        if (Find(name) is not { } found) return [];
        return found.Kind == JsonTokenType.StartArray ? [.. found.Elements] : throw new ScenarioException(found.Line, $"\"{name}\" is a list in brackets.");
    }

    /// <summary>A list of names.</summary>
    public IReadOnlyList<(string Name, int Line)> Names(string name) =>
        [.. List(name).Select(node => node is { Kind: JsonTokenType.String, Text.Length: > 0 } ? (node.Text, node.Line) : throw new ScenarioException(node.Line, $"\"{name}\" is a list of names."))];

    /// <summary>One of several words.</summary>
    public T Word<T>(string name, T otherwise, IReadOnlyDictionary<string, T> words) => Find(name) is { } found ? Word(name, found, words) : otherwise;

    public static T Word<T>(string name, ScenarioNode found, IReadOnlyDictionary<string, T> words) =>
        found.Kind == JsonTokenType.String && words.TryGetValue(found.Text!, out var value)
            ? value
            : throw new ScenarioException(found.Line, $"\"{name}\" is one of {string.Join(", ", words.Keys)}; {Shown(found)} is given.");

    /// <summary>Refuses members that nobody asked for: a slip of the keyboard must not change what is played.</summary>
    public void End()
    {
        foreach (var (name, value) in node.Members)
            if (!known.Contains(name)) throw new ScenarioException(value.Line, $"\"{name}\" is not known here; known are {string.Join(", ", known)}.");
    }

    ScenarioException Missing(string name) => new(node.Line, $"\"{name}\" is missing.");

    static string Shown(ScenarioNode node) => node.Text is { } text ? $"\"{text}\"" : "something else";
}
