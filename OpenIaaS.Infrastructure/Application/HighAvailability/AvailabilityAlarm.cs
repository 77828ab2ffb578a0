using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability.Failures;

namespace OpenIaaS.Infrastructure.Application.HighAvailability;

/// <summary>What can be wrong with high availability of a pool, the worst first.</summary>
public enum AvailabilityAlarmKind
{
    /// <summary>Fewer hosts are connected than it needs (Console specification 2.16).</summary>
    TooFewHosts,

    /// <summary>Its heartbeat storage cannot be reached.</summary>
    NoHeartbeat,

    /// <summary>Machines went down with a host and wait for their restart.</summary>
    Waiting,

    /// <summary>One more failure leaves a machine down that is set to restart.</summary>
    SurvivesNone,
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Count">Hosts that are connected, or machines that wait; 0 for the others.</param>
/// <param name="Failure">The failure it comes from, when there is one.</param>
public sealed record AvailabilityAlarm(AvailabilityAlarmKind Kind, Id<Pool> PoolId, string Pool, int Count, Id<PoolFailure>? Failure);
