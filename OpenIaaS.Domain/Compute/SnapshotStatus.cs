namespace OpenIaaS.Domain.Compute;

/// <summary>Where a snapshot stands.</summary>
public enum SnapshotStatus
{
    /// <summary>It is being taken; its space is taken already.</summary>
    Taking,

    /// <summary>It is whole.</summary>
    Ready,

    /// <summary>It is being deleted; its blocks are merged into the disk after that.</summary>
    Deleting,
}
