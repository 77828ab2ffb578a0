namespace OpenIaaS.Domain.HighAvailability;

/// <summary>Whether a host of a pool with high availability lives, or why it fences itself (Reliability 1, XAPI HA).</summary>
public enum Standing
{
    /// <summary>It lives.</summary>
    Lives,

    /// <summary>It does not see the heartbeat storage, and another host does.</summary>
    PathLost,

    /// <summary>It sees the heartbeat storage, and is not of the best partition.</summary>
    OutsidePartition,

    /// <summary>No host sees the heartbeat storage, and not all expected hosts see each other.</summary>
    StorageLost,
}
