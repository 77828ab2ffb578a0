namespace OpenIaaS.Infrastructure.Simulation.Consoles.Boot;

/// <summary>Something that shows at a moment.</summary>
/// <param name="Text">What is written, with its line ends.</param>
/// <param name="Widens">Whether the screen changes from the firmware's text mode to the larger one of a system before it.</param>
sealed record ScriptLine(DateTimeOffset At, string Text, bool Widens = false)
{
    public const string Ok = "[  \e[92mOK\e[0m  ] ";

    /// <summary>Lines spread evenly over a time, the first at its beginning.</summary>
    public static IEnumerable<ScriptLine> Spread(DateTimeOffset from, DateTimeOffset until, IReadOnlyList<string> lines) =>
        lines.Select((line, number) => new ScriptLine(from + ((until - from) * number / Math.Max(1, lines.Count)), line + "\n"));
}
