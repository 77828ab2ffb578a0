namespace OpenIaaS.Domain.Replication;

/// <summary>Where a replica stands against the interval its policy promises (Reliability 3, rule 4).</summary>
public enum RecoveryPointStatus
{
    /// <summary>No complete point yet, and not yet one interval since activation.</summary>
    Pending,

    /// <summary>The newest point is no older than the interval.</summary>
    Compliant,

    /// <summary>Older than the interval, no older than twice.</summary>
    AtRisk,

    /// <summary>Older than twice the interval, or none one interval after activation.</summary>
    Breached,
}

/// <summary>The one place that says where a recovery point stands (Reliability 3, rule 4).</summary>
public static class RecoveryPointStatuses
{
    /// <summary>Where a replica stands.</summary>
    /// <param name="now">The present, UTC.</param>
    /// <param name="lateAt">The moment after which the promise is no longer kept, UTC.</param>
    /// <param name="breachAt">The moment after which it is breached, UTC.</param>
    /// <param name="hasPoint">Whether there is a complete point.</param>
    public static RecoveryPointStatus At(DateTimeOffset now, DateTimeOffset lateAt, DateTimeOffset breachAt, bool hasPoint) =>
        now > breachAt ? RecoveryPointStatus.Breached
        : now > lateAt ? RecoveryPointStatus.AtRisk
        : hasPoint ? RecoveryPointStatus.Compliant : RecoveryPointStatus.Pending;
}
