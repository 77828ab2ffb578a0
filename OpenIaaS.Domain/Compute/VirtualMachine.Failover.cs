using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <content>Handing over to a copy in another zone, and coming back (Concepts, Virtual Machine Replication: continuity when the primary site is lost).</content>
public sealed partial class VirtualMachine
{
    /// <summary>Since when a copy in another zone runs in its place, or is about to, UTC; null while none does. Until then it is not powered on: two of one machine would answer for one service.</summary>
    public DateTimeOffset? CopyRunsSince { get; private set; }

    /// <summary>The machine it is a copy of, as long as it runs in its place or is being tried; null for a machine in its own right.</summary>
    public Id<VirtualMachine>? CopyOfId { get; private set; }

    /// <summary>Makes the copy that is started from a recovery point, with its settings. What it does on a failure of its host and its tags come along, unless it is only tried.</summary>
    /// <param name="id">The identity of the copy.</param>
    /// <param name="pool">The pool it lives in.</param>
    /// <param name="suffix">What is put behind its name, so that the two are told apart.</param>
    /// <param name="isolated">Whether it is only tried: then it is never restarted after a failure.</param>
    /// <param name="now">The present, UTC.</param>
    public VirtualMachine RecoverAs(Id<VirtualMachine> id, Id<Pool> pool, string suffix, bool isolated, DateTimeOffset now)
    {
        var copy = new VirtualMachine(id, TenantId, pool, Name[..Math.Min(Name.Length, MachineName.Longest - suffix.Length)] + suffix, GuestSystem, VirtualCpus, CoresPerSocket, Memory, Firmware, now)
        {
            SecureBoot = SecureBoot, BootOrder = BootOrder, CopyOfId = Id,
        };
        if (isolated) return copy;
        (copy.HighAvailability, copy.StartOrder, copy.Tags) = (HighAvailability, StartOrder, [.. Tags]);
        return copy;
    }

    /// <summary>Whether it can hand over in good order: shut down cleanly, so that nothing is lost. One that is off hands over as it is.</summary>
    /// <param name="stall">What is seen of its disks now.</param>
    /// <returns>What <see cref="CanStop"/> returns, or <c>vm.busy</c>.</returns>
    public Result CanHandOver(DiskStall? stall = null) => Power == PowerState.Halted && Busy() is null ? Result.Success : CanStop(force: false, stall);

    /// <summary>Begins to hand over, after <see cref="CanHandOver"/>: nothing else is done to it until that has ended.</summary>
    public void BeginHandover() => Pending = PendingAction.FailingOver;

    /// <summary>Its copy is about to take over: high availability leaves it alone, and it is not powered on until it has come back.</summary>
    public void Yield(DateTimeOffset now) => CopyRunsSince = now;

    /// <summary>It went down in good order, to hand over; it stays busy with that.</summary>
    public void GoDown()
    {
        ObserveHalted();
        Pending = PendingAction.FailingOver;
    }

    /// <summary>Its copy has taken over: nobody waits for this one to come back by itself any more.</summary>
    public void Relinquish() => (WantedRunning, LostAt) = (false, null);

    /// <summary>Begins to come back from its copy, or to end as one; nothing else is done to it until that has ended.</summary>
    /// <returns><c>vm.busy</c>.</returns>
    public Result BeginReturn()
    {
        if (Busy() is { } busy) return busy;
        Pending = PendingAction.FailingOver;
        return Result.Success;
    }

    /// <summary>No copy runs in its place any more, or none ever did.</summary>
    public void TakeBack() => CopyRunsSince = null;

    /// <summary>What was begun has ended, and it is as it is seen.</summary>
    /// <param name="host">The host it is seen running on, or null while it is off.</param>
    public void Settle(Id<Host>? host)
    {
        if (host is { } there) ObserveRunning(there);
        else ObserveHalted();
    }

    /// <summary>Notes that it runs cut off from every network; it stays busy with that until it is removed.</summary>
    public void ObserveIsolated(Id<Host> host, GuestTools tools)
    {
        ObserveRunning(host);
        (Pending, WantedRunning, Tools) = (PendingAction.Rehearsing, false, tools);
    }

    /// <summary>It is a machine in its own right from now on.</summary>
    public void BecomeItsOwn() => CopyOfId = null;

    Problem? CopyRuns() => CopyRunsSince is null
        ? null
        : Problem.Conflict("vm.copy-runs", $"The copy of {Name} in another zone runs in its place; fail it back first, so that there are not two of it.");

    Problem? InRecovery() => CopyRuns() ?? (CopyOfId is null
        ? null
        : Problem.Conflict("vm.is-copy", $"{Name} runs in place of the machine it is a copy of; fail it back or keep it for good first."));
}
