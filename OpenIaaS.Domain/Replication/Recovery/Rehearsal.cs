using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Replication.Recovery;

/// <summary>One time that all machines of a policy were recovered for a try, cut off from every network: the proof that they can be. It stays.</summary>
public sealed class Rehearsal : IOwned, IVersioned
{
    /// <summary>The longest target, in minutes: a day.</summary>
    public const int MostTargetMinutes = 24 * 60;

    Rehearsal() => (Policy, OrderedBy) = ("", "");

    /// <summary>Begins one.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="policy">The policy whose machines are recovered.</param>
    /// <param name="orderedBy">Who ordered it.</param>
    /// <param name="targetMinutes">How many minutes each machine may take, or null for no bound.</param>
    /// <param name="machines">How many machines there are.</param>
    /// <param name="now">The present, UTC.</param>
    public Rehearsal(Id<Rehearsal> id, ReplicationPolicy policy, string orderedBy, int? targetMinutes, int machines, DateTimeOffset now)
        : this() => (Id, TenantId, PolicyId, Policy, OrderedBy, TargetMinutes, Machines, OrderedAt) = (id, policy.TenantId, policy.Id, policy.Name, orderedBy, targetMinutes, machines, now);

    /// <summary>Its identity.</summary>
    public Id<Rehearsal> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The policy.</summary>
    public Id<ReplicationPolicy> PolicyId { get; private set; }

    /// <summary>The name of the policy then.</summary>
    public string Policy { get; private set; }

    /// <summary>Who ordered it.</summary>
    public string OrderedBy { get; private set; }

    /// <summary>How many minutes the recovery of each machine may take; null for no bound.</summary>
    public int? TargetMinutes { get; private set; }

    /// <summary>How many machines it recovers.</summary>
    public int Machines { get; private set; }

    /// <summary>How many have passed; counted at its end.</summary>
    public int Passed { get; private set; }

    /// <summary>When it was ordered, UTC.</summary>
    public DateTimeOffset OrderedAt { get; private set; }

    /// <summary>When the last machine answered or failed, UTC: with the order, the total recovery time.</summary>
    public DateTimeOffset? RecoveredAt { get; private set; }

    /// <summary>When all was removed again, UTC; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it broke off; null when it came to its end.</summary>
    public string? Reason { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Whether every machine has passed.</summary>
    public bool HasPassed => EndedAt is not null && Reason is null && Passed == Machines;

    /// <summary>From the order until the last machine answered.</summary>
    public TimeSpan? TotalTime => RecoveredAt - OrderedAt;

    /// <summary>Whether the machines may be held against such a target.</summary>
    /// <returns><c>rehearsal.target</c>.</returns>
    public static Result CheckTarget(int? minutes) => minutes is null or (>= 1 and <= MostTargetMinutes)
        ? Result.Success
        : Problem.Invalid("rehearsal.target", $"A target is 1 to {MostTargetMinutes} minutes; {minutes} was asked for.", "TargetMinutes");

    /// <summary>Whether a policy can be rehearsed.</summary>
    /// <param name="policy">Its name.</param>
    /// <param name="machines">How many machines it replicates.</param>
    /// <param name="underWay">Whether it is being rehearsed already.</param>
    /// <returns><c>rehearsal.no-machine</c> or <c>rehearsal.under-way</c>.</returns>
    public static Result Check(string policy, int machines, bool underWay)
    {
        if (machines == 0) return Problem.Conflict("rehearsal.no-machine", $"The policy {policy} replicates no machine; there is nothing to rehearse.");
        return underWay ? Problem.Conflict("rehearsal.under-way", $"The policy {policy} is being rehearsed already.") : Result.Success;
    }

    /// <summary>It has come to its end, and nothing is left of it.</summary>
    public void End(int passed, DateTimeOffset? recoveredAt, DateTimeOffset now) => (Passed, RecoveredAt, EndedAt) = (passed, recoveredAt, now);

    /// <summary>It broke off.</summary>
    public void Break(string reason, int passed, DateTimeOffset now) => (Reason, Passed, EndedAt) = (reason, passed, now);
}
