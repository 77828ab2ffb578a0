using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication.Ledger;

namespace OpenIaaS.Domain.Replication;

/// <content>A policy may be changed while it is used; only its target storage stays, for the points lie there.</content>
public sealed partial class ReplicationPolicy
{
    /// <summary>What kind of workload it protects.</summary>
    public Criticality Criticality { get; private set; }

    /// <summary>Since when the present interval is promised, UTC; null when it always was.</summary>
    public DateTimeOffset? PromisedSince { get; private set; }

    /// <summary>Whether some of its replicas may not follow the present interval yet.</summary>
    public bool IsSpreading { get; private set; }

    /// <summary>Whether its interval may be changed now.</summary>
    /// <returns><c>replication-policy.spreading</c> while the last change has not arrived at every machine.</returns>
    public Result CanPromise(ReplicationInterval interval) => !IsSpreading || interval == Interval
        ? Result.Success
        : Problem.Conflict("replication-policy.spreading", $"The last change of the interval of {Name} has not reached all its machines yet; try again in a moment.");

    /// <summary>Takes over what passed <see cref="Check"/>.</summary>
    public void Describe(string name, string description, Criticality criticality, int retained) =>
        (Name, NameKey, Description, Criticality, Retained) = (name, name.ToUpperInvariant(), description, criticality, retained);

    /// <summary>Promises another interval from now on; ask <see cref="CanPromise"/> first. Its replicas follow one by one, as of this moment.</summary>
    /// <param name="interval">The interval, checked.</param>
    /// <param name="now">The present, UTC.</param>
    /// <returns>What is to be kept of it; null when it is the interval it has.</returns>
    public IntervalChange? Promise(ReplicationInterval interval, DateTimeOffset now)
    {
        if (interval == Interval) return null;
        var change = new IntervalChange(this, Interval, interval, now);
        (Interval, PromisedSince, IsSpreading) = (interval, now, true);
        return change;
    }

    /// <summary>Every replica follows the present interval.</summary>
    public void EndSpreading() => IsSpreading = false;
}
