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

    /// <summary>A host that cannot write its heartbeat waits for so long, then cuts itself off.</summary>
    Fence,
}
