using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Replication.Ledger;

/// <summary>
/// How the promise to one machine stood on one day, from midnight to midnight UTC. Written once, when the day is over; the day that goes on is
/// counted in the replica's own row. It stays when the replica is gone.
/// </summary>
public sealed class ReplicaDay : IOwned
{
    /// <summary>How long days and breaches are kept: a month can be attested for a year after it ended.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    /// <summary>How long the runs themselves are kept, from which any of the last 30 days can be counted again.</summary>
    public static readonly TimeSpan RunsKept = TimeSpan.FromDays(31);

    ReplicaDay()
    {
    }

    /// <summary>Closes a day.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="day">The day, UTC.</param>
    /// <param name="time">How the promise stood on it.</param>
    public ReplicaDay(Replica replica, DateOnly day, LedgerTime time)
    {
        (ReplicaId, TenantId, MachineId, PolicyId, Day) = (replica.Id, replica.TenantId, replica.MachineId, replica.PolicyId, day);
        (PendingTicks, CompliantTicks, AtRiskTicks, BreachedTicks) = time;
    }

    /// <summary>The replica; with <see cref="Day"/>, its key.</summary>
    public Id<Replica> ReplicaId { get; private set; }

    /// <summary>The day, UTC.</summary>
    public DateOnly Day { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine copied.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>The policy whose promise it was.</summary>
    public Id<ReplicationPolicy> PolicyId { get; private set; }

    /// <inheritdoc cref="LedgerTime.PendingTicks"/>
    public long PendingTicks { get; private set; }

    /// <inheritdoc cref="LedgerTime.CompliantTicks"/>
    public long CompliantTicks { get; private set; }

    /// <inheritdoc cref="LedgerTime.AtRiskTicks"/>
    public long AtRiskTicks { get; private set; }

    /// <inheritdoc cref="LedgerTime.BreachedTicks"/>
    public long BreachedTicks { get; private set; }

    /// <summary>How the promise stood; the rest of the 24 hours is not counted.</summary>
    public LedgerTime Time => new(PendingTicks, CompliantTicks, AtRiskTicks, BreachedTicks);

    /// <summary>The day a moment lies in, UTC.</summary>
    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);

    /// <summary>Where a day begins, UTC.</summary>
    public static DateTimeOffset Begin(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
}
