namespace OpenIaaS.Domain.Compute;

/// <summary>How far block storage that could not be reached has brought a machine.</summary>
public enum DiskStallKind
{
    /// <summary>It stands still and waits; when the storage is back in time it goes on as if nothing had happened.</summary>
    Waiting,

    /// <summary>It has waited for longer than its system does: when the storage is back its file systems are read-only.</summary>
    GivenUp,

    /// <summary>The storage is back, but came too late: its file systems are read-only until it is restarted.</summary>
    ReadOnly,
}
