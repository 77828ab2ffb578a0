using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>One replica as a list shows it. Moments are UTC.</summary>
public sealed record ReplicaRow
{
    public required Id<Replica> Id { get; init; }
    public required Id<VirtualMachine> MachineId { get; init; }
    public required string Machine { get; init; }
    public required string FromZone { get; init; }
    public required string FromPool { get; init; }
    public required string ToZone { get; init; }
    public required string ToPool { get; init; }
    public required string ToStorage { get; init; }
    public required Id<ReplicationPolicy> PolicyId { get; init; }
    public required string Policy { get; init; }
    public required ReplicationInterval Interval { get; init; }
    public required int Retained { get; init; }
    public required int Points { get; init; }
    public required ByteSize Size { get; init; }
    public required DateTimeOffset ActivatedAt { get; init; }
    public required DateTimeOffset? LastPointAt { get; init; }
    public required DateTimeOffset LateAt { get; init; }
    public required DateTimeOffset BreachAt { get; init; }
    public required DateTimeOffset NextRunAt { get; init; }
    public required DateTimeOffset? RunningSince { get; init; }
    public required DateTimeOffset? LastEndedAt { get; init; }
    public required DateTimeOffset? EndingSince { get; init; }
    public required DateTimeOffset? SuspendedSince { get; init; }
    public required DateTimeOffset? WaitingSince { get; init; }
    public required DateTimeOffset? FreeSince { get; init; }
    public required int SkippedTicks { get; init; }
    public required string? LastProblem { get; init; }

    /// <summary>Whether a backup is made of the machine; <c>nobackup</c> makes none. Null for somebody who may not see backups.</summary>
    public required bool? BackedUp { get; init; }

    /// <summary>Whether it ends because its machine moves to another policy.</summary>
    public bool IsMoving { get; init; }

    /// <summary>Whether a run that is due waits until something is out of its way.</summary>
    public bool IsHeldUp => WaitingSince is not null && FreeSince is null;

    /// <summary>When the copy under way is expected to be whole; null while none is, or nobody knows.</summary>
    public DateTimeOffset? RunExpectedAt { get; init; }

    /// <summary>How far the run under way is, 0 to 99 percent; 0 while none is.</summary>
    public int ProgressAt(DateTimeOffset now) => RunningSince is { } began ? ReplicationRun.ProgressAt(began, RunExpectedAt, now) : 0;

    /// <summary>How old the newest point is; before the first one, how long replication has been on.</summary>
    public TimeSpan AgeAt(DateTimeOffset now) => now - (LastPointAt ?? ActivatedAt);

    public RecoveryPointStatus StatusAt(DateTimeOffset now) => RecoveryPointStatuses.At(now, LateAt, BreachAt, LastPointAt is not null);

    /// <summary>Whether the point is older than what the platform advertises for such an interval (Reliability 3, rule 4).</summary>
    public bool ExceedsAdvertisedAt(DateTimeOffset now) => LastPointAt is { } newest && now - newest > Interval.AdvertisedBound;
}
