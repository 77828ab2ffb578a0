namespace OpenIaaS.Domain.Compute;

/// <summary>What is being done to a machine right now; while it is not <see cref="None"/>, nothing else may begin.</summary>
public enum PendingAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is being created.</summary>
    Creating,

    /// <summary>It is being powered on.</summary>
    Starting,

    /// <summary>It is being shut down.</summary>
    Stopping,

    /// <summary>It is being restarted.</summary>
    Restarting,

    /// <summary>It is moved to another host while it runs.</summary>
    Migrating,

    /// <summary>It is moved to another pool, running or powered off.</summary>
    Relocating,

    /// <summary>Its settings are being changed.</summary>
    Updating,

    /// <summary>A snapshot of it is being taken or deleted.</summary>
    Snapshotting,

    /// <summary>It is being brought back to a snapshot.</summary>
    Reverting,

    /// <summary>A disk is being added to it, taken from it, connected, disconnected or moved.</summary>
    ChangingDisks,

    /// <summary>A network adapter is being added to it, changed or removed.</summary>
    ChangingAdapters,

    /// <summary>A copy of it is being made.</summary>
    Cloning,

    /// <summary>It is becoming a template.</summary>
    Converting,

    /// <summary>It is being deleted.</summary>
    Deleting,

    /// <summary>It hands over to its copy in another zone, or takes over from it.</summary>
    FailingOver,

    /// <summary>It is a copy that runs cut off from every network, to try a recovery.</summary>
    Rehearsing,
}
