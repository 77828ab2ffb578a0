using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.HighAvailability.Failures;

/// <summary>
/// Attempts in a row to restart a lost machine that had the same end: a machine that waits is tried every two minutes, and a week of that is one
/// row. The activities behind them have the sequence numbers from the first to the last (Reliability 3, rule 2).
/// </summary>
public sealed class RestartAttempt : IOwned
{
    RestartAttempt()
    {
    }

    /// <summary>Notes the first attempt of such a row.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="activity">The activity, ended.</param>
    /// <param name="host">The name of the host it was tried on; null when none had room.</param>
    public RestartAttempt(LostMachine machine, Activity activity, string? host)
    {
        (FailureId, TenantId, MachineId, Host, Succeeded, Reason) = (machine.FailureId, machine.TenantId, machine.MachineId, host, activity.State == ActivityState.Completed, activity.Reason);
        (FirstSequence, LastSequence, FirstAt, Count) = (activity.Sequence, activity.Sequence, activity.CreatedAt, 1);
        LastEndedAt = activity.EndedAt!.Value;
    }

    /// <summary>The failure; with <see cref="MachineId"/> and <see cref="FirstSequence"/>, its key.</summary>
    public Id<PoolFailure> FailureId { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>The sequence number of the first activity.</summary>
    public long FirstSequence { get; private set; }

    /// <summary>The sequence number of the last activity.</summary>
    public long LastSequence { get; private set; }

    /// <summary>The name of the host it was tried on; null when none had room.</summary>
    public string? Host { get; private set; }

    /// <summary>Whether the machine ran then.</summary>
    public bool Succeeded { get; private set; }

    /// <summary>Why not, in sentences.</summary>
    public string? Reason { get; private set; }

    /// <summary>When the first one was begun, UTC.</summary>
    public DateTimeOffset FirstAt { get; private set; }

    /// <summary>When the last one had ended, UTC.</summary>
    public DateTimeOffset LastEndedAt { get; private set; }

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>Whether one more attempt had the same end; then it is counted.</summary>
    /// <param name="activity">The activity, ended.</param>
    /// <param name="host">The name of the host it was tried on.</param>
    public bool Takes(Activity activity, string? host)
    {
        if (Host != host || Succeeded || activity.State == ActivityState.Completed || Reason != activity.Reason) return false;
        (LastSequence, LastEndedAt, Count) = (activity.Sequence, activity.EndedAt!.Value, Count + 1);
        return true;
    }
}
