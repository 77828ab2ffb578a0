using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>One failover or test as it is shown. Moments are UTC.</summary>
/// <param name="CopyName">The name of the copy; null once it is gone.</param>
/// <param name="Place">Where the copy runs: zone and pool; null once it is gone.</param>
/// <param name="Progress">How far what is being done is, in percent; null while nothing is.</param>
public sealed record FailoverRow(
    Id<Failover> Id, FailoverKind Kind, FailoverState State, Id<Replica> ReplicaId, Id<VirtualMachine> MachineId, string Machine, Id<VirtualMachine> CopyId, string? CopyName, string? Place,
    DateTimeOffset OrderedAt, DateTimeOffset? CapturedAt, DateTimeOffset? StartedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? CleanUpAt, DateTimeOffset? EndedAt, string? Reason,
    TimeSpan? RecoveryTime, TimeSpan? DataLost, int? Progress)
{
    /// <summary>Whether the machine is still there.</summary>
    public bool MachineStays { get; init; }

    /// <summary>The activity that ordered it; null for whoever may not see activities, and once it is forgotten.</summary>
    public Id<Activity>? ActivityId { get; init; }

    /// <summary>Who ordered it; null when <see cref="ActivityId"/> is.</summary>
    public string? OrderedBy { get; init; }

    /// <summary>Whether its copy is there, or on its way.</summary>
    public bool IsOpen => EndedAt is null;

    /// <summary>Whether the copy runs in place of its machine.</summary>
    public bool TakesOver => Kind != FailoverKind.Test && State is FailoverState.Running or FailoverState.Ending;
}

/// <summary>A recovery point to choose.</summary>
/// <param name="Uses">How many copies stand upon it.</param>
public sealed record RecoveryPointRow(Id<RecoveryPoint> Id, DateTimeOffset CapturedAt, DateTimeOffset CompletedAt, ByteSize Size, bool IsFull, int Uses);

/// <summary>What starting a copy would do, shown before it is done.</summary>
/// <param name="Point">The point it would start from; null for a planned one, or when there is none.</param>
/// <param name="LostFrom">Until when the machine may have written, UTC.</param>
/// <param name="Memory">What the copy takes of a host.</param>
/// <param name="Disks">What its disks take.</param>
/// <param name="Free">What the block storage has free.</param>
/// <param name="BackupPolicies">The names of the policies the copy gets.</param>
/// <param name="SameBackup">Whether they are those of the same names.</param>
/// <param name="Problems">Why it would be refused to somebody who knows that the machine runs.</param>
public sealed record FailoverPreview(
    Id<Replica> Replica, FailoverKind Kind, string Machine, bool SourceRuns, string FromPlace, string ToZone, string ToPool, string ToStorage, IReadOnlyList<RecoveryPointRow> Points, RecoveryPointRow? Point,
    DateTimeOffset LostFrom, ByteSize Memory, ByteSize Disks, ByteSize Free, IReadOnlyList<FailoverPreview.Adapter> Adapters, IReadOnlyList<FailoverPreview.Network> Networks,
    IReadOnlyList<string> BackupPolicies, bool SameBackup, IReadOnlyList<Problem> Problems)
{
    /// <param name="Chosen">The network there that carries the same, or the one chosen; null when neither.</param>
    public sealed record Adapter(Id<NetworkAdapter> Id, int Position, string Present, Id<VirtualNetwork>? Chosen);

    public sealed record Network(Id<VirtualNetwork> Id, string Name);
}
