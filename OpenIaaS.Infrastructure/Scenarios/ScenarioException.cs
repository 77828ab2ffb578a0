namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>A scenario file that cannot be played: where, and why, in a full sentence.</summary>
/// <param name="line">The line, counted from 1.</param>
/// <param name="reason">The sentence.</param>
public sealed class ScenarioException(int line, string reason) : Exception($"line {line}: {reason}")
{
    /// <summary>The line, counted from 1.</summary>
    public int Line => line;

    /// <summary>The sentence.</summary>
    public string Reason => reason;
}
