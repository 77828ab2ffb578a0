using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Replication.Recovery;

/// <summary>How far one machine of a rehearsal is.</summary>
public enum RehearsalStep
{
    /// <summary>It waits for its turn or for room.</summary>
    Waiting,

    /// <summary>Its disks are written.</summary>
    Restoring,

    /// <summary>It is powered on.</summary>
    Starting,

    /// <summary>It runs, and its tools are waited for.</summary>
    Answering,

    /// <summary>It was recovered as it should be.</summary>
    Passed,

    /// <summary>It was not.</summary>
    Failed,
}

/// <summary>One machine of a rehearsal, with the evidence.</summary>
public sealed class RehearsedMachine : IOwned, IVersioned
{
    RehearsedMachine() => Machine = "";

    /// <summary>Puts a machine into a rehearsal.</summary>
    /// <param name="rehearsal">The rehearsal.</param>
    /// <param name="position">Its rank in it, from 0, by start order.</param>
    /// <param name="replica">The replica.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="copy">The identity its copy will have.</param>
    public RehearsedMachine(Rehearsal rehearsal, int position, Replica replica, VirtualMachine machine, Id<VirtualMachine> copy)
        : this()
    {
        (RehearsalId, Position, TenantId, ReplicaId) = (rehearsal.Id, position, rehearsal.TenantId, replica.Id);
        (MachineId, Machine, StartOrder, CopyId) = (machine.Id, machine.Name, machine.StartOrder, copy);
    }

    /// <summary>The rehearsal; with <see cref="Position"/>, its key.</summary>
    public Id<Rehearsal> RehearsalId { get; private set; }

    /// <summary>Its rank in it, from 0.</summary>
    public int Position { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The replica.</summary>
    public Id<Replica> ReplicaId { get; private set; }

    /// <summary>The machine.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>Its name then.</summary>
    public string Machine { get; private set; }

    /// <summary>Its start order: one begins once all of lower ones have answered or failed.</summary>
    public int StartOrder { get; private set; }

    /// <summary>Its copy.</summary>
    public Id<VirtualMachine> CopyId { get; private set; }

    /// <summary>Whether the copy is there, or on its way.</summary>
    public bool HasCopy { get; private set; }

    /// <summary>How far it is.</summary>
    public RehearsalStep Step { get; private set; }

    /// <summary>The point it was recovered from.</summary>
    public Id<RecoveryPoint>? PointId { get; private set; }

    /// <summary>The moment the point shows, UTC.</summary>
    public DateTimeOffset? CapturedAt { get; private set; }

    /// <summary>When its recovery began, UTC.</summary>
    public DateTimeOffset? BeganAt { get; private set; }

    /// <summary>When its power was on, UTC.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When its tools answered, UTC.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>What the content of the point adds up to; null when nobody knows.</summary>
    public long? ExpectedContent { get; private set; }

    /// <summary>What the content that was written adds up to; null until it was, and when nobody knows.</summary>
    public long? FoundContent { get; private set; }

    /// <summary>How often its start found no room.</summary>
    public int Tries { get; private set; }

    /// <summary>Why it failed, or null.</summary>
    public string? Reason { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Whether it has passed or failed.</summary>
    public bool IsDone => Step is RehearsalStep.Passed or RehearsalStep.Failed;

    /// <summary>How old the point was when its recovery began.</summary>
    public TimeSpan? PointAge => BeganAt - CapturedAt;

    /// <summary>From the beginning of its recovery until its tools answered.</summary>
    public TimeSpan? RecoveryTime => AnsweredAt - BeganAt;

    /// <summary>From its power until its tools answered.</summary>
    public TimeSpan? BootTime => AnsweredAt - StartedAt;

    /// <summary>Whether what was written is what the point holds; null when nobody can add it up.</summary>
    public bool? ContentMatches => ExpectedContent is { } expected && FoundContent is { } found ? expected == found : null;

    /// <summary>Its copy is being made.</summary>
    /// <param name="point">The point.</param>
    /// <param name="content">What its content adds up to, or null.</param>
    /// <param name="now">The present, UTC.</param>
    public void Begin(RecoveryPoint point, long? content, DateTimeOffset now)
    {
        point.Pin();
        (Step, HasCopy, PointId, CapturedAt, ExpectedContent, BeganAt) = (RehearsalStep.Restoring, true, point.Id, point.CapturedAt, content, now);
    }

    /// <summary>Its disks are written.</summary>
    public void Restored(long? content) => (Step, FoundContent) = (RehearsalStep.Starting, content);

    /// <summary>Its start found no room; it is tried again when there is some.</summary>
    public void TryAgain() => Tries++;

    /// <summary>Its power is on.</summary>
    public void Started(DateTimeOffset now) => (Step, StartedAt) = (RehearsalStep.Answering, now);

    /// <summary>Its tools answer: it has passed when the content is that of the point and the target was kept. Content that nobody can add up is not held against it.</summary>
    /// <param name="targetMinutes">The target, or null.</param>
    /// <param name="now">The present, UTC.</param>
    public void Answered(int? targetMinutes, DateTimeOffset now)
    {
        AnsweredAt = now;
        if (ContentMatches == false) Fail("What was written is not what the recovery point holds.");
        else if (RecoveryTime?.TotalMinutes > targetMinutes) Fail(FormattableString.Invariant($"It took {RecoveryTime?.TotalMinutes:0.0} minutes; the target is {targetMinutes}."));
        else Step = RehearsalStep.Passed;
    }

    /// <summary>It has failed.</summary>
    public void Fail(string reason) => (Step, Reason) = (RehearsalStep.Failed, reason);

    /// <summary>Its copy is gone.</summary>
    public void Removed() => HasCopy = false;
}
