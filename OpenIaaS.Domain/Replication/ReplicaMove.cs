using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Replication;

/// <summary>What the rule of a move to another policy must know.</summary>
/// <param name="Policy">The policy that replicates the machine now.</param>
/// <param name="Next">The one it is to be replicated by.</param>
/// <param name="CopyIsOpen">Whether a copy of the machine is being tried or rehearsed, or runs.</param>
/// <param name="Association">What the check of an association to the next policy must know; that the machine is replicated is not held against it.</param>
public sealed record ReplicaMoveFacts(ReplicationPolicy Policy, ReplicationPolicy Next, bool CopyIsOpen, AssociationFacts Association)
{
    /// <summary>Whether the recovery points can stay where they are: the storage is the same.</summary>
    public bool KeepsPoints => Policy.TargetStorageId == Next.TargetStorageId;
}

/// <summary>
/// Whether a machine may be replicated by another policy instead. The ledger of the one is closed and that of the other begun, so that each is answerable for what it promised; where
/// both copy to the same storage the recovery points go over, and only changes are copied (own rule: Concepts knows associating and dissociating alone).
/// </summary>
public static class ReplicaMove
{
    /// <summary>Every reason why not, at once.</summary>
    /// <returns><c>replica.same-policy</c>, <c>replica.copy-open</c>, and for another storage what <see cref="AssociationCheck.Check"/> returns.</returns>
    public static Result Check(ReplicaMoveFacts facts)
    {
        var machine = facts.Association.Machine;
        if (facts.Policy.Id == facts.Next.Id) return Problem.Conflict("replica.same-policy", $"{machine} is replicated by the policy {facts.Next.Name} already.");
        List<Problem> found = [];
        if (facts.CopyIsOpen) found.Add(Problem.Conflict("replica.copy-open", $"A copy of {machine} stands upon its recovery points; wait until its test or rehearsal has been cleaned up."));
        if (!facts.KeepsPoints) found.AddRange(AssociationCheck.Check(Judged(facts)).Problems);
        return found;
    }

    /// <summary>The requirements of another storage, met or not; none where the points stay.</summary>
    public static IReadOnlyList<AssociationCheck> Checks(ReplicaMoveFacts facts) => facts.KeepsPoints ? [] : AssociationCheck.All(Judged(facts));

    static AssociationFacts Judged(ReplicaMoveFacts facts) => facts.Association with { ReplicatedBy = null };
}
