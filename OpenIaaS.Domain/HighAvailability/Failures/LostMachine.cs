using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.HighAvailability.Failures;

/// <summary>A machine that went down in a <see cref="PoolFailure"/>: what was foreseen for it then, and what came. Kept when the machine is deleted.</summary>
public sealed class LostMachine : IOwned, IVersioned
{
    LostMachine() => (Name, Host) = ("", "");

    /// <summary>Notes a machine that went down.</summary>
    /// <param name="host">The host it went down with.</param>
    /// <param name="machine">The machine, lost already.</param>
    /// <param name="isEnabled">Whether high availability of its pool is on.</param>
    /// <param name="now">The present, UTC.</param>
    public LostMachine(FailedHost host, VirtualMachine machine, bool isEnabled, DateTimeOffset now)
        : this()
    {
        (FailureId, TenantId, MachineId, Name, Host) = (host.FailureId, host.TenantId, machine.Id, machine.Name, host.Name);
        (Memory, Priority, StartOrder, DownSince, SilentSince) = (machine.Memory, machine.HighAvailability, machine.StartOrder, host.FencedAt, host.SilentSince);
        Observe(machine, isEnabled, null, now);
    }

    /// <summary>The failure; with <see cref="MachineId"/>, its key.</summary>
    public Id<PoolFailure> FailureId { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>Its name then.</summary>
    public string Name { get; private set; }

    /// <summary>The name of the host it went down with.</summary>
    public string Host { get; private set; }

    /// <summary>Its memory then.</summary>
    public ByteSize Memory { get; private set; }

    /// <summary>Its priority then.</summary>
    public HighAvailabilityPriority Priority { get; private set; }

    /// <summary>Its start order then, lower first.</summary>
    public int StartOrder { get; private set; }

    /// <summary>When its host was last seen, UTC: what was foreseen is counted from here.</summary>
    public DateTimeOffset SilentSince { get; private set; }

    /// <summary>Since when its service is lost, UTC: its host lost power or was fenced.</summary>
    public DateTimeOffset DownSince { get; private set; }

    /// <summary>What was foreseen for it when its host was considered failed; null when nothing could be asked.</summary>
    public Fate? Foreseen { get; private set; }

    /// <summary>The name of the host it was foreseen to be restarted on.</summary>
    public string? ForeseenHost { get; private set; }

    /// <summary>When it was expected to run again, counted from <see cref="SilentSince"/>.</summary>
    public TimeSpan? ForeseenAfter { get; private set; }

    /// <summary>What became of it.</summary>
    public LossState State { get; private set; }

    /// <summary>When that was settled, UTC; null while it waits, and while it is down and nobody restarts it.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>The name of the host it runs on again.</summary>
    public string? RunsOn { get; private set; }

    /// <summary>How often it was tried to restart it.</summary>
    public int Attempts { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Whether nothing more is expected to become of it here.</summary>
    public bool IsSettled => SettledAt is not null;

    /// <summary>How long its service has been lost; until now while it is down.</summary>
    public TimeSpan Lost(DateTimeOffset now) => (SettledAt ?? now) - DownSince;

    /// <summary>How long after the last beat of its host it ran again; null unless it does.</summary>
    public TimeSpan? BackAfter => State == LossState.Runs ? SettledAt - SilentSince : null;

    /// <summary>Whether what came is what was foreseen: a restart on the host that was named, or none; null while that is not settled or nothing was foreseen.</summary>
    public bool? CameTrue => (Foreseen, State) switch
    {
        (null, _) or (_, LossState.GivenUp or LossState.CopyRuns or LossState.Deleted) => null,
        (Fate.Restarts, LossState.Waits) => null,
        (Fate.Restarts, LossState.Runs) => Attempts == 1 && RunsOn == ForeseenHost,
        (Fate.Waits, _) => Attempts == 0 ? null : State != LossState.Runs || Attempts > 1,
        (Fate.StaysDown, _) => State == LossState.Waits ? null : State == LossState.StaysDown || Attempts > 0,
        (Fate.OffByChoice or Fate.PoolOff, _) => Attempts == 0,
        _ => false,
    };

    /// <summary>Keeps what was foreseen for it; as long as it was not tried to restart it, for hosts that fail together are found one after the other.</summary>
    /// <param name="fate">What the planner says.</param>
    /// <param name="after">When it is expected to run again, from the last beat of its host; null when it is not.</param>
    public void Foresee(MachineFate fate, TimeSpan? after)
    {
        if (Attempts == 0 && !IsSettled) (Foreseen, ForeseenHost, ForeseenAfter) = (fate.Fate, fate.ToName, after);
    }

    /// <summary>Notes an attempt that has ended.</summary>
    public void Try() => Attempts++;

    /// <summary>Notes what the machine is now.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="isEnabled">Whether high availability of its pool is on.</param>
    /// <param name="host">The name of the host it runs on, or null.</param>
    /// <param name="now">The present, UTC.</param>
    public void Observe(VirtualMachine machine, bool isEnabled, string? host, DateTimeOffset now)
    {
        if (IsSettled) return;
        if (machine.Power == PowerState.Running) Settle(LossState.Runs, now, host);
        else if (machine.CopyRunsSince is not null) Settle(LossState.CopyRuns, now);
        // Somebody starts it by hand: what it is shows when that has ended.
        else if (machine.LostAt is null && machine.Pending == PendingAction.Starting) return;
        else if (machine.LostAt is null) Settle(LossState.GivenUp, now);
        else if (!isEnabled || machine.HighAvailability == HighAvailabilityPriority.Disabled) State = LossState.NotRestarted;
        else if (machine is { HighAvailability: HighAvailabilityPriority.BestEffort, BestEffortSpent: true, Pending: PendingAction.None }) State = LossState.StaysDown;
        else State = LossState.Waits;
    }

    /// <summary>Notes that the machine was deleted.</summary>
    public void Delete(DateTimeOffset now)
    {
        if (!IsSettled) Settle(LossState.Deleted, now);
    }

    void Settle(LossState state, DateTimeOffset now, string? host = null) => (State, SettledAt, RunsOn) = (state, now, host);
}
