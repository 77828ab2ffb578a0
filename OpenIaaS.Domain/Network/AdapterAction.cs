namespace OpenIaaS.Domain.Network;

/// <summary>What is being done to a network adapter right now.</summary>
public enum AdapterAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is being added.</summary>
    Adding,

    /// <summary>It is being changed, connected or disconnected.</summary>
    Changing,

    /// <summary>It is being removed.</summary>
    Removing,
}
