using Microsoft.Extensions.DependencyInjection;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>How a scenario is played. None of it changes the log.</summary>
/// <param name="Restarts">At which offsets the process is killed and another one takes over.</param>
/// <param name="Speed">How many times faster than real time; null for as fast as it goes.</param>
/// <param name="Configure">Replaces services, for example one that a test breaks on purpose.</param>
public sealed record Playing(IReadOnlyList<TimeSpan> Restarts, double? Speed = null, Action<IServiceCollection>? Configure = null)
{
    public static readonly Playing Usual = new([]);

    /// <summary>
    /// Asked before time moves to the next instant at which something is due (or to the end): it may wait, let time pass up to there, and add to what
    /// happens.
    /// </summary>
    internal Func<ScenarioRun, TimeSpan, Task>? Conduct { get; init; }

    /// <summary>Holds a run back for so much of its time.</summary>
    internal Task WaitAsync(TimeSpan time) => Speed is { } speed ? Task.Delay(time / speed, TimeProvider.System) : Task.CompletedTask;
}
