using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What can be done to many machines at once.</summary>
public enum BulkKind
{
    Start,
    StopCleanly,
    StopByForce,
    Restart,
    AddTags,
    RemoveTags,
    AssignPolicy,
    SetHighAvailability,
    Replicate,
}

/// <summary>What is to be done to each of some machines.</summary>
/// <param name="Tags">The tags that are added or removed.</param>
/// <param name="Policy">The backup policy that is assigned.</param>
/// <param name="Priority">The priority that is set.</param>
/// <param name="Replication">The policy they are replicated by.</param>
/// <param name="StartOrder">The start order that is set with the priority; null leaves each machine its own.</param>
public sealed record BulkAction(
    BulkKind Kind, IReadOnlyList<string> Tags, Id<BackupPolicy>? Policy = null, HighAvailabilityPriority Priority = HighAvailabilityPriority.Disabled, Id<ReplicationPolicy>? Replication = null,
    int? StartOrder = null)
{
    /// <summary>The most machines of one such action: each is a request of its own.</summary>
    public const int Most = 500;

    /// <summary>What is said while no backup policy is chosen.</summary>
    internal static Problem NoPolicy => Problem.Invalid("bulk.policy", $"Choose a backup policy.", "Policy");

    /// <summary>What is said while no replication policy is chosen.</summary>
    internal static Problem NoReplication => Problem.Invalid("bulk.replication", $"Choose a replication policy.", "Replication");

    /// <summary>The tags a machine has after it.</summary>
    public IReadOnlyList<string> TagsAfter(IReadOnlyList<string> before) => Kind switch
    {
        BulkKind.AddTags => [.. before.Union(Tags, StringComparer.Ordinal)],
        BulkKind.RemoveTags => [.. before.Except(Tags, StringComparer.Ordinal)],
        _ => before,
    };

    /// <summary>Whether so many machines can be asked for at once.</summary>
    /// <returns><c>bulk.none</c> or <c>bulk.too-many</c>.</returns>
    public static Result CheckCount(int machines) => machines switch
    {
        0 => Problem.Invalid("bulk.none", $"Select at least one machine."),
        > Most => Problem.Invalid("bulk.too-many", $"At most {Most} machines can be changed at once; {machines} are selected."),
        _ => Result.Success,
    };
}

/// <summary>What would happen to one machine.</summary>
/// <param name="Refused">Why it is left out, or null.</param>
public sealed record BulkLine(Id<VirtualMachine> Id, string Name, PowerState Power, HighAvailabilityPriority Priority, IReadOnlyList<string> Tags, Problem? Refused)
{
    /// <summary>Its start order now.</summary>
    public int StartOrder { get; init; }

    /// <summary>What is asked before it is replicated, met or not; empty for anything else.</summary>
    public IReadOnlyList<AssociationCheck> Checks { get; init; } = [];
}
