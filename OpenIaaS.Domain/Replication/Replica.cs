using System.Globalization;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Ledger;

namespace OpenIaaS.Domain.Replication;

/// <summary>The copy of a machine in another zone, kept by one policy. A machine has one at the most (Console specification 2.12).</summary>
public sealed partial class Replica : IOwned, IVersioned
{
    Replica()
    {
    }

    /// <summary>Begins to replicate a machine; the first run is due at once (Concepts, Virtual Machine Association).</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="tenantId">The tenant of machine and policy.</param>
    /// <param name="machineId">The machine copied.</param>
    /// <param name="policyId">The policy.</param>
    /// <param name="every">The policy's interval, more than zero.</param>
    /// <param name="now">The activation, UTC.</param>
    public Replica(Id<Replica> id, Id<Tenant> tenantId, Id<VirtualMachine> machineId, Id<ReplicationPolicy> policyId, TimeSpan every, DateTimeOffset now)
    {
        (Id, TenantId, MachineId, PolicyId, ActivatedAt, NextRunAt) = (id, tenantId, machineId, policyId, now, now);
        (LateAt, BreachAt) = (now + every, now + every);
        (CountedUntil, Promised, PromisedFrom) = (now, every, now);
    }

    /// <summary>Its identity.</summary>
    public Id<Replica> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine copied.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>The policy that says how often and where to.</summary>
    public Id<ReplicationPolicy> PolicyId { get; private set; }

    /// <summary>When replication began, UTC; ticks count from here (Reliability 3, rule 5).</summary>
    public DateTimeOffset ActivatedAt { get; private set; }

    /// <summary>When the next run is due, UTC.</summary>
    public DateTimeOffset NextRunAt { get; private set; }

    /// <summary>The moment the newest complete recovery point shows the machine at, UTC; null before the first one.</summary>
    public DateTimeOffset? LastPointAt { get; private set; }

    /// <summary>After this moment the promise is no longer kept: the newest point is older than the interval, or there is none yet, UTC.</summary>
    public DateTimeOffset LateAt { get; private set; }

    /// <summary>After this moment the promise is breached: the newest point is older than twice the interval, or there is none yet, UTC.</summary>
    public DateTimeOffset BreachAt { get; private set; }

    /// <summary>When its removal was asked for, UTC; no run begins from then on.</summary>
    public DateTimeOffset? EndingSince { get; private set; }

    /// <summary>When the run under way began, UTC; null while none is.</summary>
    public DateTimeOffset? RunningSince { get; private set; }

    /// <summary>When the last run ended, UTC.</summary>
    public DateTimeOffset? LastEndedAt { get; private set; }

    /// <summary>Since when a run that is due waits, UTC: the last one failed, and it begins again by itself. Null while none waits.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>Since when nothing stands in the way of the run that waits, UTC; null while something does.</summary>
    public DateTimeOffset? FreeSince { get; private set; }

    /// <summary>How many runs failed in a row since something was last seen in the way.</summary>
    public int Failures { get; private set; }

    /// <summary>How many ticks passed without a run of their own since the newest complete point.</summary>
    public int SkippedTicks { get; private set; }

    /// <summary>The first of the ticks in a row that pass without a run for one cause, UTC; null while none does. See <see cref="Replication.SkippedTicks"/>.</summary>
    public DateTimeOffset? SkippedSince { get; private set; }

    /// <summary>Why the last run failed or was skipped, or what it waits for; null when there is nothing to say.</summary>
    public string? LastProblem { get; private set; }

    /// <summary>What all its recovery points take on the target storage.</summary>
    public ByteSize Size { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Begins the run of a tick and sets the next one. Each tick is given to one run only, and there is one run at a time (Reliability 3, rule 5).</summary>
    /// <param name="machine">The machine's name, for the refusal.</param>
    /// <param name="tick">The tick the run is for, or since when the run has been waiting that begins now, UTC.</param>
    /// <param name="every">The policy's interval, more than zero.</param>
    /// <param name="now">The present, UTC.</param>
    /// <returns><c>replica.ending</c>, <c>replica.suspended</c>, <c>replica.running</c> or <c>replica.tick-taken</c>.</returns>
    public Result BeginRun(string machine, DateTimeOffset tick, TimeSpan every, DateTimeOffset now)
    {
        if (EndingSince is not null) return Problem.Conflict("replica.ending", $"The replica of {machine} is being removed already.");
        if (SuspendedSince is not null) return Suspended(machine);
        if (RunningSince is not null) return Problem.Conflict("replica.running", $"{machine} is being copied already; a machine has one run at a time.");
        if (tick != (WaitingSince ?? NextRunAt)) return Problem.Conflict("replica.tick-taken", $"The run of {machine} that was due at {tick.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC has been begun or skipped already.");
        (RunningSince, WaitingSince, FreeSince, SkippedSince) = (now, null, null, null);
        // A clock that was set back gives no tick a second time.
        var next = ReplicationSchedule.NextTick(ActivatedAt, every, now);
        if (next > NextRunAt) NextRunAt = next;
        return Result.Success;
    }

    /// <summary>Skips a tick that came while a run is under way: it is noted and never queued (Reliability 3, rule 5).</summary>
    /// <param name="every">The policy's interval, more than zero.</param>
    /// <param name="now">The present, UTC.</param>
    /// <returns>Whether there was a tick to skip.</returns>
    public bool Skip(TimeSpan every, DateTimeOffset now)
    {
        if (RunningSince is not { } since || NextRunAt > now) return false;
        Hinder(LastPointAt is null ? BreachCause.FirstCopy : BreachCause.RunSkipped, since);
        LastProblem = FormattableString.Invariant($"The run due at {NextRunAt:HH:mm} UTC was skipped because the one begun at {since:HH:mm} UTC was still copying.");
        SkipTo(every, now);
        return true;
    }

    /// <summary>
    /// Looks at the run that waits. It is remembered once, however many ticks pass meanwhile: those are skipped and counted. It begins when
    /// the way has been free for some seconds (Reliability 3, rule 5).
    /// </summary>
    /// <param name="obstacle">What stands in the way of a copy now, in a full sentence, or null.</param>
    /// <param name="every">The policy's interval, more than zero.</param>
    /// <param name="now">The present, UTC.</param>
    /// <returns>Whether it is to begin now.</returns>
    public bool Look(string? obstacle, TimeSpan every, DateTimeOffset now)
    {
        if (WaitingSince is null) return false;
        if (obstacle is not null)
        {
            (LastProblem, FreeSince, Failures) = (obstacle, null, 0);
            Hinder(BreachCauses.Of(obstacle), null);
        }
        else if (FreeSince is null || FreeSince > now)
        {
            FreeSince = now;
        }

        var due = NextRunAt <= now;
        var begins = FreeSince is { } free && now >= ReplicationSchedule.NextTry(free, due ? 0 : Failures);
        if (due && !begins) SkipTo(every, now);
        return begins;
    }

    /// <summary>Ends a run well: the point is whole, and the promise counts from the moment it shows.</summary>
    /// <param name="capturedAt">The moment the point shows, UTC.</param>
    /// <param name="size">What all points take now.</param>
    /// <param name="every">The policy's interval, more than zero.</param>
    /// <param name="now">When the run ended, UTC.</param>
    public void CompleteRun(DateTimeOffset capturedAt, ByteSize size, TimeSpan every, DateTimeOffset now)
    {
        Count(now);
        var promise = Promise.FromPoint(capturedAt, every);
        Renew(promise, now);
        (LastPointAt, Size, LastEndedAt, RunningSince, LastProblem) = (capturedAt, size, now, null, null);
        (Failures, SkippedTicks, SkippedSince) = (0, 0, null);
        Promised = every;
        if (SuspendedSince is not null) return;
        PromisedFrom = capturedAt;
        (LateAt, BreachAt) = new Promise(LateAt, BreachAt).RenewedBy(promise, now);
    }

    /// <summary>Ends a run badly: points and retention are as they were, and the run waits until it can be made up for; see <see cref="Look"/>.</summary>
    public void FailRun(string reason, DateTimeOffset now)
    {
        Hinder(BreachCauses.Of(reason), RunningSince);
        (LastProblem, LastEndedAt, RunningSince) = (reason, now, null);
        (WaitingSince, FreeSince, SkippedSince) = (now, null, null);
        Failures++;
    }

    /// <summary>Begins to remove it: no run begins any more.</summary>
    /// <returns><c>replica.ending</c> when that has begun already, <c>replica.suspended</c> while its copy runs.</returns>
    public Result BeginRemoval(string machine, DateTimeOffset now)
    {
        if (EndingSince is not null) return Problem.Conflict("replica.ending", $"The replica of {machine} is being removed already.");
        if (SuspendedSince is not null) return Suspended(machine);
        EndingSince = now;
        return Result.Success;
    }

    /// <summary>Notes that the removal did not work; replication goes on.</summary>
    public void AbandonRemoval(string reason) => (EndingSince, LastProblem) = (null, reason);

    /// <summary>Where the recovery point stands against the promise at <paramref name="now"/>.</summary>
    public RecoveryPointStatus StatusAt(DateTimeOffset now) => RecoveryPointStatuses.At(now, LateAt, BreachAt, LastPointAt is not null);

    void SkipTo(TimeSpan every, DateTimeOffset now)
    {
        SkippedSince ??= NextRunAt;
        SkippedTicks += ReplicationSchedule.TicksSince(NextRunAt, every, now);
        NextRunAt = ReplicationSchedule.NextTick(ActivatedAt, every, now);
    }
}
