using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <content>How a machine is lost with its host and brought back (Concepts, High Availability; Reliability 3, rule 1).</content>
public sealed partial class VirtualMachine
{
    /// <summary>When the last attempt to bring it back was made, UTC; null while none was made for the present failure.</summary>
    public DateTimeOffset? RecoveryTriedAt { get; private set; }

    /// <summary>Whether that attempt found no host with room, so that the next one need not wait once there is some.</summary>
    public bool RecoveryFoundNoRoom { get; private set; }

    /// <summary>The host it is on its way to while it is brought back or moved; its memory counts there already.</summary>
    public Id<Host>? ScheduledHostId { get; private set; }

    /// <summary>Notes that it went down with its host. It is still wanted running: its user did not stop it.</summary>
    public void Lose(DateTimeOffset now)
    {
        ObserveHalted();
        (LostAt, BestEffortSpent, RecoveryTriedAt, RecoveryFoundNoRoom) = (now, false, null, false);
    }

    /// <summary>Begins to bring it back after its host failed; asked by high availability alone, which knows that it was running.</summary>
    /// <param name="host">The host planned for it, or null to record an attempt that found no room.</param>
    /// <param name="now">The present, UTC.</param>
    /// <returns><c>vm.busy</c>, <c>vm.not-halted</c>, or <c>ha.not-lost</c> when it no longer waits to be brought back.</returns>
    public Result BeginRecovery(Id<Host>? host, DateTimeOffset now)
    {
        if (Busy() is { } busy) return busy;
        if (Power != PowerState.Halted) return Problem.Conflict("vm.not-halted", $"{Name} is not powered off; it is {Word(Power)}.");
        if (LostAt is null || CopyRunsSince is not null || HighAvailability == HighAvailabilityPriority.Disabled || (HighAvailability == HighAvailabilityPriority.BestEffort && BestEffortSpent))
            return Problem.Conflict("ha.not-lost", $"{Name} does not wait to be restarted.");
        if (HighAvailability == HighAvailabilityPriority.BestEffort) BestEffortSpent = true;
        (Pending, ScheduledHostId, RecoveryTriedAt, RecoveryFoundNoRoom) = (PendingAction.Starting, host, now, host is null);
        return Result.Success;
    }

    /// <summary>While it waits to be restarted nothing else keeps it busy: high availability comes first.</summary>
    Problem? WaitsForRestart() => LostAt is null || CopyRunsSince is not null || HighAvailability == HighAvailabilityPriority.Disabled
        ? null
        : Problem.Conflict("vm.waits-for-restart", $"{Name} went down with its host and waits to be restarted; change it after that, or give the restart up by powering it off.");
}
