namespace OpenIaaS.Domain.Replication.Recovery;

/// <summary>Why a copy of a machine is started.</summary>
public enum FailoverKind
{
    /// <summary>The machine is lost, or given up: what was written after the recovery point is lost.</summary>
    Unplanned,

    /// <summary>In good order: the machine is copied a last time and shut down first, and nothing is lost.</summary>
    Planned,

    /// <summary>To see that it works: cut off from every network, and removed by itself; the machine runs on and is replicated.</summary>
    Test,
}

/// <summary>How far a failover is.</summary>
public enum FailoverState
{
    /// <summary>The copy is being made and started.</summary>
    Beginning,

    /// <summary>The copy runs.</summary>
    Running,

    /// <summary>The machine comes back, or the copy is being removed or kept.</summary>
    Ending,

    /// <summary>It did not work; nothing of it is left.</summary>
    Failed,

    /// <summary>The machine has come back, and its copy is gone.</summary>
    FailedBack,

    /// <summary>The copy stays for good, as a machine in its own right.</summary>
    Kept,

    /// <summary>The tried copy is gone.</summary>
    CleanedUp,
}
