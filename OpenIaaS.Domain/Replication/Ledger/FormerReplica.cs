using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Replication.Ledger;

/// <summary>A replica that was removed: without its name the days it is answerable for could be left out of an attestation.</summary>
public sealed class FormerReplica : IOwned
{
    FormerReplica() => (Machine, Policy) = ("", "");

    /// <summary>Notes what a replica was that is removed now.</summary>
    public FormerReplica(Replica replica, string machine, string policy, DateTimeOffset now) =>
        (ReplicaId, TenantId, MachineId, PolicyId, Machine, Policy, ActivatedAt, RemovedAt) =
        (replica.Id, replica.TenantId, replica.MachineId, replica.PolicyId, machine, policy, replica.ActivatedAt, now);

    /// <summary>The replica it was: its key.</summary>
    public Id<Replica> ReplicaId { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine copied.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>The policy.</summary>
    public Id<ReplicationPolicy> PolicyId { get; private set; }

    /// <summary>The name of the machine then.</summary>
    public string Machine { get; private set; }

    /// <summary>The name of the policy then.</summary>
    public string Policy { get; private set; }

    /// <summary>When replication began, UTC.</summary>
    public DateTimeOffset ActivatedAt { get; private set; }

    /// <summary>When it was removed, UTC.</summary>
    public DateTimeOffset RemovedAt { get; private set; }
}
