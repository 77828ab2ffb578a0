using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

/// <summary>What one save tells the record of failures.</summary>
sealed class FailureNews
{
    /// <summary>Hosts that are considered failed from now on.</summary>
    public List<Host> Failed { get; } = [];

    /// <summary>Hosts that had failed and are back.</summary>
    public List<Host> Returned { get; } = [];

    /// <summary>Machines that go down with a host.</summary>
    public List<VirtualMachine> Lost { get; } = [];

    /// <summary>Machines that may have come back, or may not be waited for any more.</summary>
    public List<VirtualMachine> Changed { get; } = [];

    public List<VirtualMachine> Deleted { get; } = [];

    /// <summary>Pools whose high availability was switched on or off.</summary>
    public List<Pool> Switched { get; } = [];

    /// <summary>Restarts that have ended.</summary>
    public List<Activity> Attempts { get; } = [];

    public bool IsEmpty => Failed.Count + Returned.Count + Lost.Count + Changed.Count + Deleted.Count + Switched.Count + Attempts.Count == 0;
}
