using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Replication.Ledger;

/// <summary>A breach that is over: from when until when, and why. One that goes on stands in the replica's own row.</summary>
public sealed class PromiseBreach : IOwned
{
    PromiseBreach()
    {
    }

    /// <summary>Notes a breach that ends.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="from">Since when it went on, UTC.</param>
    /// <param name="until">When it ended, UTC.</param>
    /// <param name="cause">Why.</param>
    public PromiseBreach(Replica replica, DateTimeOffset from, DateTimeOffset until, BreachCause cause)
    {
        (ReplicaId, TenantId, MachineId, PolicyId, From, Until, Cause) = (replica.Id, replica.TenantId, replica.MachineId, replica.PolicyId, from, until, cause);
        (Detail, RunBeganAt) = (replica.LastProblem, replica.HinderedRun ?? replica.RunningSince);
    }

    /// <summary>The replica; with <see cref="From"/>, its key.</summary>
    public Id<Replica> ReplicaId { get; private set; }

    /// <summary>Since when it went on, UTC.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine copied.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>The policy whose promise it was.</summary>
    public Id<ReplicationPolicy> PolicyId { get; private set; }

    /// <summary>Why.</summary>
    public BreachCause Cause { get; private set; }

    /// <summary>What was said of it last, in full sentences; null when nobody said anything.</summary>
    public string? Detail { get; private set; }

    /// <summary>When the run began that tells more, UTC: the one that failed, or took too long; null when there is none.</summary>
    public DateTimeOffset? RunBeganAt { get; private set; }
}
