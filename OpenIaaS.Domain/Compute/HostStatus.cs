namespace OpenIaaS.Domain.Compute;

/// <summary>Whether a host can run machines.</summary>
public enum HostStatus
{
    /// <summary>It runs machines and its heartbeat is seen.</summary>
    Connected,

    /// <summary>It is being emptied on purpose: what still runs on it moves away, and nothing new is placed there. It does not count as connected.</summary>
    Evacuating,

    /// <summary>It was emptied on purpose; it does not count as connected for high availability (Console specification 3.1).</summary>
    Maintenance,

    /// <summary>Its heartbeat has been missing for longer than the time-out: it is considered failed (Concepts, High Availability).</summary>
    Failed,
}
