using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Replication;

/// <content>Replication rests while the copy runs in place of its machine: there is nothing to copy, and the points are what a way back begins from.</content>
public sealed partial class Replica
{
    /// <summary>When a promise that does not count is late: never.</summary>
    static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Since when it rests because its copy runs in place of the machine, UTC; null while it goes on.</summary>
    public DateTimeOffset? SuspendedSince { get; private set; }

    /// <summary>
    /// Suspends it: no run begins, nothing is late, and it is not removed until <see cref="Resume"/>. A run under way comes to its end.
    /// </summary>
    /// <param name="machineName">The machine's name, for the refusal.</param>
    /// <param name="now">The present, UTC.</param>
    /// <returns><c>replica.ending</c>, or <c>replica.suspended</c> when it is already.</returns>
    public Result Suspend(string machineName, DateTimeOffset now)
    {
        if (EndingSince is not null) return Problem.Conflict("replica.ending", $"The replica of {machineName} is being removed already.");
        if (SuspendedSince is not null) return Suspended(machineName);
        Count(now);
        CloseBreach(now);
        (SuspendedSince, LateAt, BreachAt) = (now, Never, Never);
        return Result.Success;
    }

    /// <summary>Goes on: a run is due at once, and the promise counts anew from here.</summary>
    /// <param name="every">The policy's interval, more than zero.</param>
    /// <param name="now">The present, UTC.</param>
    public void Resume(TimeSpan every, DateTimeOffset now)
    {
        Count(now);
        (SuspendedSince, WaitingSince, FreeSince, LastProblem) = (null, null, null, null);
        (Failures, SkippedTicks, SkippedSince) = (0, 0, null);
        NextRunAt = now;
        (Promised, PromisedFrom, Hindrance, HinderedRun) = (every, now, null, null);
        (LateAt, BreachAt) = (now + every, LastPointAt is null ? now + every : now + (2 * every));
    }

    static Problem Suspended(string machine) =>
        Problem.Conflict("replica.suspended", $"The copy of {machine} runs in its place; replication rests until it has been failed back.");
}
