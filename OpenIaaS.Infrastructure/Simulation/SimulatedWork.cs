namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>The kinds of work the hardware does.</summary>
enum SimulatedWork
{
    Create,
    Start,
    Stop,
    Restart,
    Migrate,
    Resize,
    Delete,
    Transfer,
    Release,
    Snapshot,
    DeleteSnapshot,

    /// <summary>What a deleted snapshot left is merged into the disk.</summary>
    Coalesce,

    /// <summary>A host that cannot write its heartbeat waits for so long, then cuts itself off.</summary>
    Fence,
}
