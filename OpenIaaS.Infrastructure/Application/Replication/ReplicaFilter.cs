using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>Which replicas are asked for; null asks for all.</summary>
/// <param name="Search">Part of the name of a machine, a policy or a place.</param>
/// <param name="Zone">The zone of the machine or of its replica.</param>
/// <param name="NotBackedUp">Only those of machines that no backup is made of; it needs the permission to see backups.</param>
public sealed record ReplicaFilter(
    string? Search = null, RecoveryPointStatus? Status = null, Id<ReplicationPolicy>? Policy = null, Id<AvailabilityZone>? Zone = null, bool NotBackedUp = false)
{
    public bool Any => !string.IsNullOrWhiteSpace(Search) || Status is not null || Policy is not null || Zone is not null || NotBackedUp;

    /// <summary>Whether it asks for something beside the replica itself: the names or the zones of where it is.</summary>
    internal bool OfPlaces => !string.IsNullOrWhiteSpace(Search) || Zone is not null;

    /// <summary>What whoever asks must be allowed to see for it.</summary>
    internal Problem? Refusal(Caller caller) =>
        !caller.May(Permission.ComputeRead) ? Problem.Forbidden(Permission.ComputeRead) : NotBackedUp && !caller.May(Permission.BackupRead) ? Problem.Forbidden(Permission.BackupRead) : null;
}

/// <summary>What replicas are sorted by.</summary>
public enum ReplicaSort
{
    Status,
    Machine,
    From,
    To,
    Policy,
    Age,
    NextRun,
    Size,
}

/// <summary>How many replicas stand where.</summary>
public sealed record ReplicaCounts(int Pending, int Compliant, int AtRisk, int Breached)
{
    public static readonly ReplicaCounts None = new(0, 0, 0, 0);

    /// <summary>How many are of machines that no backup is made of: replication is none. Null for somebody who may not see backups.</summary>
    public int? NotBackedUp { get; init; }

    public int Total => Pending + Compliant + AtRisk + Breached;
}
