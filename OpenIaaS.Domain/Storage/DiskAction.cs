namespace OpenIaaS.Domain.Storage;

/// <summary>What is being done to a disk right now; while it is not <see cref="None"/>, nothing else may begin.</summary>
public enum DiskAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is being created.</summary>
    Creating,

    /// <summary>It is being attached to a machine.</summary>
    Attaching,

    /// <summary>It is being taken from its machine.</summary>
    Detaching,

    /// <summary>It is being connected.</summary>
    Connecting,

    /// <summary>It is being disconnected.</summary>
    Disconnecting,

    /// <summary>It is being moved to other block storage.</summary>
    Moving,

    /// <summary>It is being made larger.</summary>
    Growing,

    /// <summary>It is being deleted.</summary>
    Deleting,
}
