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
