using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <content>Moving to another host of the pool while it runs (Console specification 2.4: Move).</content>
public sealed partial class VirtualMachine
{
    /// <summary>Whether it can be moved to another host while it runs, wherever that is.</summary>
    /// <param name="tiedTo">The name of a block storage that only its host reaches and that it has a disk or an ISO on; null when there is none.</param>
    /// <returns>
    /// <c>vm.busy</c>, <c>vm.not-running</c> (one that is halted has no host to leave), <c>vm.needs-pv-drivers</c> (Console specification 4.11) or
    /// <c>vm.tied-to-host</c>.
    /// </returns>
    public Result CanMigrate(string? tiedTo)
    {
        if (Busy() is { } busy) return busy;
        if (Power != PowerState.Running) return Problem.Conflict("vm.not-running", $"{Name} is not powered on; it is {Word(Power)}.");
        if (!Tools.PvDrivers) return NeedsDriversToMove();
        return tiedTo is null
            ? Result.Success
            : Problem.Conflict("vm.tied-to-host", $"{Name} has a disk or an ISO on {tiedTo}, which only its host reaches; it cannot run elsewhere.");
    }

    /// <summary>Whether it can be moved to one certain host: what <see cref="CanMigrate"/> asks, and room there (<see cref="Placement.Check"/>).</summary>
    /// <param name="tiedTo">As <see cref="CanMigrate"/> takes it.</param>
    /// <param name="target">The host of its pool with what it has left.</param>
    /// <returns>Also <c>vm.already-there</c>, <c>placement.not-connected</c> or <c>placement.host-full</c>.</returns>
    public Result CanMigrateTo(string? tiedTo, HostRoom target)
    {
        var check = CanMigrate(tiedTo);
        if (!check.Ok) return check;
        return target.Host == HostId
            ? Problem.Conflict("vm.already-there", $"{Name} runs on {target.Name} already; choose another host.", "Host")
            : Placement.Check(Memory, target);
    }

    /// <summary>Begins to move it, after the same checks as <see cref="CanMigrateTo"/>. It goes on running where it is until it has arrived; its memory counts on both hosts.</summary>
    public Result BeginMigration(string? tiedTo, HostRoom target)
    {
        var check = CanMigrateTo(tiedTo, target);
        if (check.Ok) (Pending, ScheduledHostId) = (PendingAction.Migrating, target.Host);
        return check;
    }

    /// <summary>Notes that it has arrived on another host. One that was lost meanwhile stays lost.</summary>
    public void Arrive(Id<Host> host)
    {
        if (Pending == PendingAction.Migrating) (HostId, LastHostId, ScheduledHostId, Pending) = (host, host, null, PendingAction.None);
    }

    /// <summary>Notes that it did not get there; it is where it was.</summary>
    public void StayWhereItIs()
    {
        if (Pending == PendingAction.Migrating) Abandon();
    }

    Problem NeedsDriversToMove() =>
        Problem.Conflict("vm.needs-pv-drivers", $"Moving {Name} while it runs needs the PV drivers inside it, which are not seen; install them, or shut the machine down.");
}
