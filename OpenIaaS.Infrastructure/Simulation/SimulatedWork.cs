namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>The kinds of work the hardware does.</summary>
enum SimulatedWork
{
    Create,
    Start,
    Stop,
    Restart,
    Migrate,

    /// <summary>A machine moves to another pool, with its disks.</summary>
    Relocate,

    Resize,
    Delete,
    Transfer,

    /// <summary>Not work, but what a copy builds upon: with a fault it is missing on the target.</summary>
    Base,

    Release,
    Snapshot,
    DeleteSnapshot,

    /// <summary>A machine is brought back to a snapshot.</summary>
    Revert,

    /// <summary>All disks of a machine are copied for another one.</summary>
    Clone,

    /// <summary>A machine is made out of a recovery point.</summary>
    Restore,

    /// <summary>What was written to the copy of a machine goes back onto its disks.</summary>
    CopyBack,

    /// <summary>A machine becomes a template.</summary>
    Convert,

    /// <summary>A template is deleted, with its disks.</summary>
    DeleteTemplate,

    /// <summary>What a deleted snapshot left is merged into the disk.</summary>
    Coalesce,

    /// <summary>An empty disk is made and attached.</summary>
    CreateDisk,

    /// <summary>A disk is attached, detached, connected or disconnected.</summary>
    PlugDisk,

    /// <summary>A disk is copied to another volume.</summary>
    MoveDisk,

    /// <summary>A disk is made larger.</summary>
    GrowDisk,

    DeleteDisk,

    /// <summary>A network adapter comes, goes or changes.</summary>
    PlugAdapter,

    /// <summary>An ISO goes into the DVD drive, or out of it.</summary>
    Insert,

    /// <summary>An ISO or the disks of a template are written onto a volume.</summary>
    Write,

    /// <summary>A network is put on a pool.</summary>
    Propagate,

    /// <summary>A network is taken from a pool.</summary>
    Withdraw,

    /// <summary>A host that cannot write its heartbeat waits for so long, then cuts itself off.</summary>
    Fence,
}
