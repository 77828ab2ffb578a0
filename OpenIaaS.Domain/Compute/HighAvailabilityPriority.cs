namespace OpenIaaS.Domain.Compute;

/// <summary>What happens to a machine when its host fails (Concepts, High Availability).</summary>
public enum HighAvailabilityPriority
{
    /// <summary>High availability is not configured: the machine is not restarted.</summary>
    Disabled,

    /// <summary>Restarted as soon as resources become available in the pool, before every best-effort machine.</summary>
    Restart,

    /// <summary>Restarted only if resources remain after every restart machine; one attempt.</summary>
    BestEffort,
}
