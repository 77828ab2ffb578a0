using OpenIaaS.Domain.Replication.Ledger;

namespace OpenIaaS.Domain.Replication;

/// <content>What a replica takes over of the one before it, when its machine moved to another policy.</content>
public sealed partial class Replica
{
    /// <summary>
    /// Takes over the recovery points of the replica that was, on the same storage: the next run copies what changed since the newest of them, and the promise counts from what that one
    /// shows. What was late or breached before is in the ledger of the other policy, so nothing is late before this one begins.
    /// </summary>
    /// <param name="former">The replica of the same machine, at rest.</param>
    /// <param name="points">All its recovery points.</param>
    public void TakeOver(Replica former, IEnumerable<RecoveryPoint> points)
    {
        foreach (var point in points) point.GoOver(this);
        (LastPointAt, Size) = (former.LastPointAt, former.Size);
        if (LastPointAt is not { } newest || Promised is not { } every) return;
        var promise = Promise.FromPoint(newest, every);
        PromisedFrom = newest;
        (LateAt, BreachAt) = (Later(promise.LateAt, ActivatedAt), Later(promise.BreachAt, ActivatedAt));
    }

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
