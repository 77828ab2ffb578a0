using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>
/// How activities name a replica. Runs and the removal target the replica and not its machine, so that the machine can be powered on and off
/// while it is copied.
/// </summary>
static class ReplicaTarget
{
    public const string Noun = "replica";

    public static ActivityTarget Of(Replica replica, string machine) => new(Noun, replica.Id.Value, machine);

    public static ActivityTarget Of(ReplicationPolicy policy) => new("replication policy", policy.Id.Value, policy.Name);
}
