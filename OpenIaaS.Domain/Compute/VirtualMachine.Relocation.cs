using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <content>Moving to another pool, running or powered off (Console specification 2.4: Move).</content>
public sealed partial class VirtualMachine
{
    /// <summary>Whether it can be moved at all, in whichever way; each way asks more.</summary>
    /// <returns><c>vm.busy</c>, <c>vm.waits-for-restart</c> or <c>vm.move-suspended</c>.</returns>
    public Result CanMove()
    {
        if ((Busy() ?? WaitsForRestart()) is { } not) return not;
        return Power is PowerState.Running or PowerState.Halted
            ? Result.Success
            : Problem.Conflict("vm.move-suspended", $"{Name} is {Word(Power)}; it can be moved while it is powered on or off.");
    }

    /// <summary>
    /// Whether it can leave its pool, wherever to. Snapshots are chains of VHDs under its disks and stay where they are; an ISO lies in its own pool.
    /// </summary>
    /// <param name="snapshots">How many snapshots hold a disk of it, those counted that are still being merged.</param>
    /// <param name="inDrive">The name of the ISO in its DVD drive, or null.</param>
    /// <returns>What <see cref="CanMove"/> returns; otherwise every one of <c>vm.needs-pv-drivers</c> (Console specification 4.11), <c>relocation.snapshots</c> and <c>relocation.iso</c>.</returns>
    public Result CanRelocate(int snapshots, string? inDrive)
    {
        var can = CanMove();
        if (!can.Ok) return can;
        List<Problem> found = [];
        if (Power == PowerState.Running && !Tools.PvDrivers) found.Add(NeedsDriversToMove());
        if (snapshots > 0)
            found.Add(Problem.Conflict("relocation.snapshots", $"{Name} has {snapshots} snapshots, those counted that are still being merged, and they cannot leave their pool; delete them and wait until they are merged."));
        if (inDrive is not null) found.Add(Problem.Conflict("relocation.iso", $"{inDrive} is in the DVD drive of {Name} and stays in its pool; eject it first."));
        return found;
    }

    /// <summary>Begins to move it to another pool, after <see cref="Relocation.Check"/>. It is where it was until it has arrived; its memory counts on both hosts.</summary>
    /// <param name="host">The host it goes on running on, or null when it is powered off.</param>
    public void BeginRelocation(Id<Host>? host) => (Pending, ScheduledHostId) = (PendingAction.Relocating, host);

    /// <summary>Notes that it has arrived in another pool. It runs there also when its former host failed in the meantime: it was no longer on it.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="host">The host it runs on, or null when it is powered off.</param>
    public void ArriveIn(Id<Pool> pool, Id<Host>? host)
    {
        (PoolId, LastHostId) = (pool, null);
        if (host is { } there) ObserveRunning(there);
        else ObserveHalted();
    }

    /// <summary>Notes that it did not get there; it is where it was. What began meanwhile, because its host was lost, goes on.</summary>
    public void StayInPool()
    {
        if (Pending == PendingAction.Relocating) Abandon();
    }
}
