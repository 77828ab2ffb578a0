using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Replication;

/// <summary>A time in which a replica rested because its copy ran in place of the machine: it counts neither as kept nor as breached.</summary>
public sealed class ReplicationSuspension : IOwned
{
    ReplicationSuspension()
    {
    }

    /// <summary>Begins with <see cref="Replica.Suspend"/>.</summary>
    /// <param name="replica">The replica that rests.</param>
    /// <param name="from">Since when, UTC.</param>
    public ReplicationSuspension(Replica replica, DateTimeOffset from) => (ReplicaId, TenantId, From) = (replica.Id, replica.TenantId, from);

    /// <summary>The replica; with <see cref="From"/>, its key. Stays when the replica is gone, as its runs do.</summary>
    public Id<Replica> ReplicaId { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>Since when, UTC.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>Until when, UTC; null while it rests.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>Ends it with <see cref="Replica.Resume"/>, or with the replica.</summary>
    public void End(DateTimeOffset until) => Until = until;
}
