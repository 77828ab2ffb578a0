using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>One replication policy as a list shows it.</summary>
/// <param name="Machines">How many machines it replicates.</param>
/// <param name="CanDelete">Why it cannot be deleted now; empty when it can.</param>
public sealed record ReplicationPolicyRow(
    Id<ReplicationPolicy> Id, string Name, string Description, ReplicationInterval Interval, int Retained, Id<StorageRepository> StorageId,
    string Zone, string Pool, string Storage, ByteSize Free, ByteSize Capacity, int Machines, DateTimeOffset CreatedAt, IReadOnlyList<Problem> CanDelete,
    Criticality Criticality);

/// <summary>A block storage a policy may point to.</summary>
/// <param name="Refused">Why it cannot be chosen now; null when it can.</param>
public sealed record ReplicationTarget(
    Id<StorageRepository> Storage, string Zone, string Pool, string Name, string ClassName, ByteSize Free, ByteSize Capacity, Problem? Refused);

/// <summary>What a list of replicas can be filtered by, each by name.</summary>
public sealed record ReplicationChoices(IReadOnlyList<ReplicationChoices.Zone> Zones, IReadOnlyList<ReplicationChoices.Policy> Policies)
{
    public sealed record Zone(Id<AvailabilityZone> Id, string Name);

    public sealed record Policy(Id<ReplicationPolicy> Id, string Name);
}
