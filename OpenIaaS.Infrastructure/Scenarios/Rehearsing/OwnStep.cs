using System.Xml;

namespace OpenIaaS.Infrastructure.Scenarios.Rehearsing;

/// <summary>What somebody did to a rehearsal while it was played.</summary>
/// <param name="At">When, as an offset from the beginning, in whole seconds.</param>
/// <param name="Verb">What was done.</param>
/// <param name="Subject">To which object, by its name in the scenario.</param>
public sealed record OwnStep(TimeSpan At, Scenario.Verb Verb, string Subject)
{
    const char Joint = '~';

    /// <summary>The verbs that somebody can use on the map.</summary>
    static readonly Dictionary<string, Scenario.Verb> Verbs = new() { ["fail"] = Scenario.Verb.Fail, ["recover"] = Scenario.Verb.Recover };

    /// <summary>The word of the verb, as in a scenario file.</summary>
    public string Word => Verbs.First(known => known.Value == Verb).Key;

    internal Scenario.Happening Happening => new(At, [new Scenario.Step(Verb, Subject, 0)], 0);

    /// <summary>As a link carries it: <c>PT10M5S~fail~h1</c>.</summary>
    public override string ToString() => $"{XmlConvert.ToString(At)}{Joint}{Word}{Joint}{Subject}";

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static OwnStep? Parse(string text) =>
        text.Split(Joint, 3) is [var at, var word, { Length: > 0 } subject] && Verbs.TryGetValue(word, out var verb) && Offset(at) is { } moment ? new(moment, verb, subject) : null;

    /// <summary>Reads an offset such as <c>PT10M5S</c>, not before the beginning; null for anything else.</summary>
    public static TimeSpan? Offset(string? text)
    {
        try
        {
            return text is not null && XmlConvert.ToTimeSpan(text) is { } moment && moment >= TimeSpan.Zero ? moment : null;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return null;
        }
    }
}
