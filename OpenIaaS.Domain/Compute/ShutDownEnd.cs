namespace OpenIaaS.Domain.Compute;

/// <summary>How a shutdown with a limit ended.</summary>
public enum ShutDownEnd
{
    /// <summary>The guest ended its services in time.</summary>
    Clean,

    /// <summary>It did not, and its power was cut.</summary>
    Forced,
}
