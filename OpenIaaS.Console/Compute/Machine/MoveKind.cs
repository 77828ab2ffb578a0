namespace OpenIaaS.Console.Compute.Machine;

/// <summary>The three ways a machine moves.</summary>
public enum MoveKind
{
    /// <summary>To another host of its pool, while it runs.</summary>
    Host,

    /// <summary>Its disks, to other block storage of its pool.</summary>
    Storage,

    /// <summary>All of it, to another pool.</summary>
    Pool,
}
