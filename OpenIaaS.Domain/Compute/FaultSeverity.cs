namespace OpenIaaS.Domain.Compute;

/// <summary>
/// How bad a fault of the hardware is, in the words of UCS Manager, the least first. Source of the meanings: Cisco UCS Faults and Error Messages
/// Reference, Fault Severities; "condition" is left out, nothing here is one.
/// </summary>
public enum FaultSeverity
{
    /// <summary>What caused the fault is over.</summary>
    Cleared,

    /// <summary>To be known, and insignificant by itself.</summary>
    Info,

    /// <summary>Nothing is affected yet, but it could become so.</summary>
    Warning,

    /// <summary>No service is affected; it must be corrected before something worse follows.</summary>
    Minor,

    /// <summary>A service is affected: much of what the object does is lost, and must be restored with urgency.</summary>
    Major,

    /// <summary>A service is affected: the object is out of service, and must be restored at once.</summary>
    Critical,
}
