using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Application.Replication.Ledger;

/// <summary>One run. Moments are UTC.</summary>
public sealed record RunRow
{
    public required Id<Replica> Replica { get; init; }
    public required Id<VirtualMachine> MachineId { get; init; }
    public required string Machine { get; init; }
    public required Id<ReplicationPolicy> PolicyId { get; init; }
    public required string Policy { get; init; }
    public required string Storage { get; init; }

    /// <summary>The tick it was for, or since when it had been waiting.</summary>
    public required DateTimeOffset Tick { get; init; }

    /// <summary>The point it began from; null for a full copy.</summary>
    public required DateTimeOffset? Since { get; init; }
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>When it is expected to be whole; null until the hardware was asked.</summary>
    public required DateTimeOffset? ExpectedAt { get; init; }

    /// <summary>Null while it copies.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>What its point shows; null while there is none.</summary>
    public required DateTimeOffset? CapturedAt { get; init; }

    /// <summary>What went over the link.</summary>
    public required ByteSize Size { get; init; }
    public required bool IsFull { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public required string? Reason { get; init; }

    public RunState State => EndedAt is null ? RunState.Copying : Reason is null ? RunState.Whole : RunState.Failed;

    /// <summary>How long it took, until now while it copies.</summary>
    public TimeSpan Took(DateTimeOffset now) => (EndedAt ?? now) - BeganAt;

    /// <summary>What it carried a second, in bits; null for a run that is not whole.</summary>
    public long? Rate => State == RunState.Whole && EndedAt > BeganAt ? (long)(Size.Bytes * 8 / (EndedAt.Value - BeganAt).TotalSeconds) : null;
}
