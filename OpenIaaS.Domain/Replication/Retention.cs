namespace OpenIaaS.Domain.Replication;

/// <summary>
/// Which recovery points stay: the newest of them, as many as the policy keeps (Concepts, Replication Policies), and those that are in use (Reliability 2.2, I7).
/// </summary>
public static class Retention
{
    /// <summary>The points that go now that another one is whole, oldest first. Asked only after a success: a run that failed takes nothing away.</summary>
    /// <param name="points">Every whole point of the replica, the new one among them.</param>
    /// <param name="retained">How many the policy keeps, 1 or more.</param>
    public static IReadOnlyList<RecoveryPoint> Outdated(IEnumerable<RecoveryPoint> points, int retained)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retained, 1);
        return [.. points.OrderByDescending(point => point.CapturedAt).ThenByDescending(point => point.CompletedAt).ThenByDescending(point => point.Id.Value).Skip(retained).Where(point => point.Uses == 0).Reverse()];
    }
}
