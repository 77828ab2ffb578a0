using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.HighAvailability.Failures;

namespace OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

/// <summary>One failure as a list shows it.</summary>
/// <param name="Hosts">The names of its hosts, by time.</param>
public sealed record FailureRow(PoolFailure Failure, string Hosts, int HostCount, FailureMeasure Measure)
{
    public Id<PoolFailure> Id => Failure.Id;
}

/// <summary>One machine of a failure with the attempts made for it.</summary>
/// <param name="Exists">Whether the machine is still there.</param>
/// <param name="Attempts">What was tried, the oldest first.</param>
/// <param name="Trying">The attempt under way, or null.</param>
public sealed record LostRow(LostMachine Machine, bool Exists, IReadOnlyList<RestartAttempt> Attempts, RunningAttempt? Trying);

/// <summary>An attempt that has not ended.</summary>
/// <param name="Host">The name of the host, or null when none has room.</param>
public sealed record RunningAttempt(Id<Activity> Activity, long Sequence, string? Host, DateTimeOffset Since, int Progress);

/// <summary>One failure with all that is known of it.</summary>
/// <param name="Hosts">Its hosts, by time.</param>
/// <param name="Machines">Its machines in the order of their restart: those that wait or run first by start order, then the others.</param>
public sealed record FailureView(FailureRow Row, IReadOnlyList<FailedHost> Hosts, IReadOnlyList<LostRow> Machines);

/// <summary>One machine of a failure as a file shows it.</summary>
public sealed record FailureLine(PoolFailure Failure, LostMachine Machine);
