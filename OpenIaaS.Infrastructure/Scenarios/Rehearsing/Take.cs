using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Infrastructure.Scenarios.Rehearsing;

/// <summary>
/// One run of a rehearsal, on a thread of its own. It holds the run back to the pace that was asked for, hands in what somebody does meanwhile, and
/// reads a frame of what is there a few times a second.
/// </summary>
sealed class Take
{
    static readonly TimeSpan FrameEvery = TimeSpan.FromMilliseconds(250);

    readonly Lock gate = new();
    readonly TimeProvider clock;
    readonly Action<RehearsalFrame> show;
    readonly CancellationTokenSource stop = new();
    readonly Queue<OwnStep> asked = new();
    TaskCompletionSource woken = new();
    TimeSpan at;
    double? speed;
    TimeSpan? goal;
    int? linesBefore;
    (TimeSpan At, long Real) anchor;
    long framed;

    /// <param name="goal">The moment to play to at once; it stands still there.</param>
    public Take(Scenario scenario, TimeSpan goal, TimeProvider clock, Action<RehearsalFrame> show)
    {
        (this.goal, this.clock, this.show) = (goal, clock, show);
        Ended = Task.Factory.StartNew(() => PlayAsync(scenario), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <summary>The log.</summary>
    public ScenarioLines Lines { get; } = new();

    /// <summary>Ends with the run; with an error when it could not be played.</summary>
    public Task Ended { get; }

    /// <summary>How many times faster than real time it is played; null while it stands still.</summary>
    public double? Speed
    {
        get
        {
            lock (gate) return speed;
        }
    }

    /// <summary>Whether it is on its way to a moment as fast as it goes.</summary>
    public bool IsWinding
    {
        get
        {
            lock (gate) return goal is not null;
        }
    }

    /// <summary>Plays on at a speed; null stands still.</summary>
    public void Play(double? faster) => Tell(() =>
    {
        (speed, linesBefore) = (faster, null);
        anchor = (at, clock.GetTimestamp());
    });

    /// <summary>Plays up to the next line of the log, and stands still there.</summary>
    public void Step() => Tell(() => (speed, linesBefore) = (null, Lines.Count));

    /// <summary>Plays as fast as it goes to a moment that is not in the past.</summary>
    public void WindTo(TimeSpan moment) => Tell(() => goal = moment);

    /// <summary>Hands in what somebody does; it happens at its moment, or now when that has passed.</summary>
    public void Do(OwnStep step) => Tell(() => asked.Enqueue(step));

    /// <summary>The moment that comes next in whole seconds.</summary>
    public TimeSpan Next
    {
        get
        {
            lock (gate) return TimeSpan.FromSeconds(Math.Ceiling(at.TotalSeconds));
        }
    }

    /// <summary>Ends the run where it is.</summary>
    public void Close()
    {
        stop.Cancel();
        Tell(() => { });
    }

    void Tell(Action change)
    {
        lock (gate)
        {
            change();
            woken.TrySetResult();
        }
    }

    async Task PlayAsync(Scenario scenario)
    {
        RehearsalFrame? last = null;
        var (broken, hash) = await ScenarioRun.PlayAsync(scenario, Lines, Playing.Usual with { Conduct = async (run, next) => last = await ConductAsync(run, next) ?? last });
        lock (gate) (goal, speed, linesBefore) = (null, null, null);
        if (last is not null) show(last with { IsEnded = true, Broken = broken, Hash = hash });
    }

    /// <returns>The newest frame, or null when none was read.</returns>
    async Task<RehearsalFrame?> ConductAsync(ScenarioRun run, TimeSpan next)
    {
        RehearsalFrame? frame = null;
        while (true)
        {
            stop.Token.ThrowIfCancellationRequested();
            if (HandIn(run)) return frame;
            var (to, wait) = Decide(run.At, next);
            // The end is the last that can be seen: nothing is there any more once the run is over.
            if (wait is null && next == run.Duration) to = next;
            if (to > run.At) run.MoveTo(to);
            lock (gate) at = run.At;
            var stands = wait == Timeout.InfiniteTimeSpan || to == run.Duration;
            if (stands || clock.GetElapsedTime(framed) >= FrameEvery) show(frame = await ReadAsync(run));
            if (wait is null) return frame;
            await WaitAsync(wait.Value);
        }
    }

    bool HandIn(ScenarioRun run)
    {
        lock (gate)
        {
            at = run.At;
            if (!asked.TryDequeue(out var step)) return false;
            run.Insert(step.Happening);
            // Whoever breaks something while time stands still wants to see it broken.
            if (speed is null && !(goal > step.At)) goal = step.At;
            return true;
        }
    }

    /// <summary>Where time may go to now, and how long to wait then; without a wait the run goes on to its next instant.</summary>
    (TimeSpan To, TimeSpan? Wait) Decide(TimeSpan now, TimeSpan next)
    {
        lock (gate)
        {
            woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (goal is { } to)
            {
                if (next <= to) return (now, null);
                goal = null;
                anchor = (to, clock.GetTimestamp());
                now = to;
            }

            if (linesBefore is { } count)
            {
                if (Lines.Count <= count) return (now, null);
                linesBefore = null;
            }

            if (speed is not { } faster) return (now, Timeout.InfiniteTimeSpan);
            var due = anchor.At + (clock.GetElapsedTime(anchor.Real) * faster);
            if (due < next) return (due > now ? due : now, Least((next - due) / faster, FrameEvery));
            // What takes longer to work out than to pass is not made up for in a burst.
            if (due - next > FrameEvery * faster) anchor = (next, clock.GetTimestamp());
            return (now, null);
        }
    }

    static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    async Task WaitAsync(TimeSpan time)
    {
        Task signal;
        lock (gate) signal = woken.Task;
        if (time == Timeout.InfiniteTimeSpan) await signal;
        else if (time > TimeSpan.Zero) await Task.WhenAny(signal, Task.Delay(time, clock, stop.Token));
    }

    async Task<RehearsalFrame> ReadAsync(ScenarioRun run)
    {
        framed = clock.GetTimestamp();
        var (services, user) = (run.Services, run.World.User);
        var map = (await services.GetRequiredService<HardwareMapQueries>().ReadAsync(user, default)).Value;
        var hosts = (await services.GetRequiredService<HostQueries>().ListAsync(null, user, default)).Value;
        var pools = (await services.GetRequiredService<PoolQueries>().ListAsync(user, default)).Value;
        // What lost its power is seen broken at once on a map of the hardware; the pool notices only when the heartbeat was missing long enough.
        var dark = (await services.GetRequiredService<IBladeFabric>().ObserveAsync(default)).Where(seen => !seen.HeartbeatSeen).ToDictionary(seen => seen.Host, seen => seen.HeartbeatLostAt);
        return new(run.At, run.Hash, map, [.. hosts.Select(host => dark.TryGetValue(host.Id, out var since) ? host with { Status = HostStatus.Failed, FailedAt = since } : host)], pools)
        {
            Names = run.World.NamesById(),
            Profiles = (await services.GetRequiredService<HostQueries>().ProfilesAsync(user, default)).Value,
        };
    }
}
