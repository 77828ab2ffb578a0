using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Scenarios.Rehearsing;

/// <summary>
/// A scenario that somebody plays, holds, winds back and interferes with. It has a world of its own: nothing else is touched. What was done to it is
/// part of it, so that it can be played again from the beginning, to the byte.
/// </summary>
public sealed class Rehearsal : IDisposable
{
    /// <summary>How many times faster than real time it can be played.</summary>
    public static readonly IReadOnlyList<double> Speeds = [1, 10, 60, 600, 1000];

    /// <summary>The most that can be done to one rehearsal.</summary>
    public const int MostSteps = 50;

    /// <summary>The instant a scenario begins at.</summary>
    public static DateTimeOffset Beginning => ScenarioRun.Beginning;

    /// <summary>How many invariants are checked after every event (Reliability 2.2: all twelve).</summary>
    public const int Invariants = 12;

    readonly Lock gate = new();
    readonly Scenario scenario;
    readonly TimeProvider clock;
    readonly Action<Rehearsal> closed;
    readonly CancellationTokenSource gone = new();
    readonly List<OwnStep> steps;
    readonly ScenarioLines expected = new();
    Take take;
    RehearsalFrame? frame;
    string? failure;
    volatile bool foreseen;

    internal Rehearsal(Scenario scenario, IReadOnlyList<OwnStep> steps, TimeSpan at, TimeProvider clock, Action<Rehearsal> closed)
    {
        (this.scenario, this.steps, this.clock, this.closed) = (scenario, [.. steps], clock, closed);
        // Nothing is shown before it is known which run is shown.
        lock (gate) take = Begin(at);
        Expected = Task.Factory.StartNew(ExpectAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <summary>Raised whenever something can be seen anew, on any thread.</summary>
    public event Action? Changed;

    /// <summary>How much time the scenario lasts.</summary>
    public TimeSpan Duration => scenario.Duration;

    public long Seed => scenario.Seed;

    /// <summary>What the file says will happen, in the order of its moments.</summary>
    public IReadOnlyList<Scenario.Happening> Events => scenario.Events;

    /// <summary>What somebody did to it, in order.</summary>
    public IReadOnlyList<OwnStep> Steps
    {
        get
        {
            lock (gate) return [.. steps];
        }
    }

    /// <summary>What was seen last; null until the first moment.</summary>
    public RehearsalFrame? Frame
    {
        get
        {
            lock (gate) return frame;
        }
    }

    /// <summary>Why it cannot be played, in a sentence; null while it can.</summary>
    public string? Failure
    {
        get
        {
            lock (gate) return failure;
        }
    }

    /// <summary>How many times faster than real time it is played now; null while it stands still.</summary>
    public double? Speed => Now.Speed;

    /// <summary>Whether it is on its way to a moment as fast as it goes.</summary>
    public bool IsWinding => Now.IsWinding;

    /// <summary>How many lines were logged.</summary>
    public int Lines => Now.Lines.Count;

    /// <summary>Ends when what was to be expected is known: the same scenario, without anybody who interferes, played to its end.</summary>
    internal Task Expected { get; }

    /// <summary>Whether it is known what was to be expected.</summary>
    public bool IsForeseen => foreseen;

    /// <summary>How many lines are to be expected.</summary>
    public int ExpectedLines => expected.Count;

    Take Now
    {
        get
        {
            lock (gate) return take;
        }
    }

    /// <summary>Plays on.</summary>
    /// <param name="speed">One of <see cref="Speeds"/>; null stands still.</param>
    public void Play(double? speed) => Now.Play(speed);

    /// <summary>Plays up to the next thing that is logged, and stands still there.</summary>
    public void Next() => Now.Step();

    /// <summary>Goes to a moment and stands still there. Time that has passed is played again from the beginning.</summary>
    public void GoTo(TimeSpan at)
    {
        var moment = at < TimeSpan.Zero ? TimeSpan.Zero : at > Duration ? Duration : at;
        lock (gate)
        {
            if (frame is { IsEnded: false } seen && seen.At <= moment && !take.Ended.IsCompleted)
            {
                take.Play(null);
                take.WindTo(moment);
                return;
            }

            Again(moment);
        }
    }

    /// <summary>Does something to an object of the map, now.</summary>
    /// <returns>What was done, or why not.</returns>
    public Result<OwnStep> Do(Scenario.Verb verb, Guid subject)
    {
        lock (gate)
        {
            if (frame is not { } seen || !seen.Names.TryGetValue(subject, out var name)) return Problem.NotFound("part", subject);
            if (seen.IsEnded) return Problem.Conflict("rehearsal.ended", $"The scenario has ended at {Duration}; go back in time to do something.");
            if (steps.Count >= MostSteps) return Problem.Conflict("rehearsal.steps", $"{steps.Count} things were done to this rehearsal, which is the most; edit the scenario to add more.");
            var step = new OwnStep(take.Next, verb, name);
            steps.Add(step);
            take.Do(step);
            return step;
        }
    }

    /// <summary>Plays it again as if only these things had been done, up to a moment.</summary>
    public void Again(IReadOnlyList<OwnStep> done, TimeSpan at)
    {
        lock (gate)
        {
            steps.Clear();
            steps.AddRange(done);
            Again(at);
        }
    }

    /// <summary>The newest lines of the log, and whether each was to be expected; null while that is not known.</summary>
    public IReadOnlyList<(ScenarioLine Line, bool? Expected)> Happened(int count) =>
        [.. Now.Lines.Newest(count).Select(line => (line, foreseen ? expected.Has(line) : (bool?)null))];

    /// <summary>The lines to be expected around now, and whether each has happened; null for those to come.</summary>
    public IReadOnlyList<(ScenarioLine Line, bool? Happened)> ToCome(int before, int count)
    {
        var (at, lines, ended) = (Frame?.At ?? TimeSpan.Zero, Now.Lines, Frame?.IsEnded == true);
        return [.. expected.Around(at, before, count).Select(line => (line, lines.Has(line) ? true : line.At > at && !ended ? (bool?)null : false))];
    }

    /// <summary>How many lines until now happened and were not to be expected, and how many were and did not.</summary>
    public (int Unexpected, int Missing) Differences()
    {
        if (!foreseen || Frame is not { } seen) return (0, 0);
        var lines = Now.Lines;
        return (lines.MissingFrom(expected, seen.At), expected.MissingFrom(lines, seen.At));
    }

    /// <summary>Ends it; its world is gone.</summary>
    public void Dispose()
    {
        if (gone.IsCancellationRequested) return;
        gone.Cancel();
        Now.Close();
        closed(this);
    }

    void Again(TimeSpan at)
    {
        take.Close();
        take = Begin(at);
        Changed?.Invoke();
    }

    Take Begin(TimeSpan at)
    {
        var played = scenario with { Events = [.. scenario.Events, .. steps.Select(step => step.Happening)] };
        Take? mine = null;
        mine = new Take(played, at, clock, seen => Show(mine, seen));
        _ = WatchAsync(mine);
        return mine;
    }

    void Show(Take? from, RehearsalFrame seen)
    {
        lock (gate)
        {
            if (from is not null && from != take) return;
            frame = seen;
        }

        Changed?.Invoke();
    }

    async Task WatchAsync(Take played)
    {
        try
        {
            await played.Ended;
        }
        catch (OperationCanceledException)
        {
            // Another one took its place, or nobody watches any more.
        }
        catch (Exception error)
        {
            lock (gate) failure = error is ScenarioException refused ? refused.Reason : error.Message;
            Changed?.Invoke();
        }
    }

    async Task ExpectAsync()
    {
        await ScenarioRun.PlayAsync(scenario, expected, Playing.Usual with
        {
            Conduct = (_, _) =>
            {
                gone.Token.ThrowIfCancellationRequested();
                return Task.CompletedTask;
            },
        });
        foreseen = true;
        Changed?.Invoke();
    }
}
