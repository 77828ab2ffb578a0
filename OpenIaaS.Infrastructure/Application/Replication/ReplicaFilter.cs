using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>Which replicas are asked for; null asks for all.</summary>
/// <param name="Search">Part of the name of a machine, a policy or a place.</param>
/// <param name="Zone">The zone of the machine or of its replica.</param>
public sealed record ReplicaFilter(string? Search = null, RecoveryPointStatus? Status = null, Id<ReplicationPolicy>? Policy = null, Id<AvailabilityZone>? Zone = null)
{
    public bool Any => !string.IsNullOrWhiteSpace(Search) || Status is not null || Policy is not null || Zone is not null;
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

    public int Total => Pending + Compliant + AtRisk + Breached;
}
