using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Replication;

/// <summary>Where to, how often, and how many recovery points are kept (Concepts, Replication Policies).</summary>
public sealed partial class ReplicationPolicy : IOwned, IVersioned
{
    /// <summary>The most recovery points kept (our own bound, so that a policy cannot fill its storage by a slip of the keyboard).</summary>
    public const int MostRetained = 365;

    /// <summary>How many are kept where nobody says how many: seven, as the page proposes.</summary>
    public const int UsuallyRetained = 7;

    ReplicationPolicy() => (Name, NameKey, Description, Interval) = ("", "", "", new ReplicationInterval(1, IntervalUnit.Hours));

    /// <summary>Makes a policy whose input has passed <see cref="Check"/>.</summary>
    public ReplicationPolicy(
        Id<ReplicationPolicy> id, Id<Tenant> tenantId, string name, string description, ReplicationInterval interval, int retained,
        Id<StorageRepository> targetStorageId, DateTimeOffset now, Criticality criticality = Criticality.Business)
    {
        (Id, TenantId, Name, Description, Interval, Retained, TargetStorageId, CreatedAt) = (id, tenantId, name, description, interval, retained, targetStorageId, now);
        (NameKey, Criticality) = (name.ToUpperInvariant(), criticality);
    }

    /// <summary>Its identity.</summary>
    public Id<ReplicationPolicy> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>Its name, unique in its tenant without regard to case.</summary>
    public string Name { get; private set; }

    /// <summary>The name in upper case, for comparing.</summary>
    public string NameKey { get; private set; }

    /// <summary>What it is for.</summary>
    public string Description { get; private set; }

    /// <summary>How often; also the recovery point it promises.</summary>
    public ReplicationInterval Interval { get; private set; }

    /// <summary>How many recovery points are kept, 1 or more.</summary>
    public int Retained { get; private set; }

    /// <summary>The block storage the replicas lie on, in another zone than their machines.</summary>
    public Id<StorageRepository> TargetStorageId { get; private set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Whether a policy may be made so.</summary>
    /// <returns><c>name.*</c>, <c>interval.*</c> or <c>retention.range</c>: every reason at once.</returns>
    public static Result Check(string name, ReplicationInterval interval, int retained)
    {
        List<Problem> found = [.. Compute.MachineName.Check(name).Problems, .. interval.Check().Problems];
        if (retained is < 1 or > MostRetained)
            found.Add(Problem.Invalid("retention.range", $"A policy keeps 1 to {MostRetained} recovery points; {retained} was asked for.", "Retained"));
        return found;
    }

    /// <summary>Whether it may be deleted: only unused (Console specification 3.1).</summary>
    /// <param name="users">How many machines it replicates.</param>
    /// <returns><c>replication-policy.in-use</c>.</returns>
    public Result CanDelete(int users) => users == 0
        ? Result.Success
        : Problem.Conflict("replication-policy.in-use", $"The policy {Name} can be deleted only when it replicates no machine; it replicates {users}.");
}
