namespace OpenIaaS.Domain.Compute;

/// <summary>The power state of a machine, by XAPI's words.</summary>
public enum PowerState
{
    /// <summary>Powered off.</summary>
    Halted,

    /// <summary>Powered on.</summary>
    Running,

    /// <summary>Held in memory, not scheduled.</summary>
    Paused,

    /// <summary>Memory written to disk.</summary>
    Suspended,
}
