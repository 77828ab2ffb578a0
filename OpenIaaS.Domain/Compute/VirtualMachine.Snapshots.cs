using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <content>What may be done with the snapshots of a machine.</content>
public sealed partial class VirtualMachine
{
    /// <summary>The most snapshots of a machine: Xen's storage manager keeps at most 30 VHDs in a chain, the disk's own counted.</summary>
    public const int MostSnapshots = 29;

    /// <summary>Whether a snapshot of it can be taken.</summary>
    /// <param name="includesMemory">With its memory: only while it runs, with PV drivers, up to 1.5 TiB.</param>
    /// <param name="snapshots">How many VHDs its longest chain has beside the disk's own: snapshots, and deleted ones that are still to be merged.</param>
    /// <param name="disks">How many disks it has.</param>
    /// <returns><c>vm.busy</c>, <c>snapshot.chain</c>, <c>snapshot.no-disk</c>, <c>snapshot.memory-halted</c>, <c>snapshot.needs-drivers</c> or <c>snapshot.memory-too-large</c>.</returns>
    public Result CanSnapshot(bool includesMemory, int snapshots, int disks)
    {
        if (Busy() is { } busy) return busy;
        if (disks == 0) return Problem.Conflict("snapshot.no-disk", $"{Name} has no disk; there is nothing to take a snapshot of.");
        if (snapshots >= MostSnapshots)
            return Problem.Conflict("snapshot.chain", $"A machine has at most {MostSnapshots} snapshots, those counted that are still being merged; {Name} has {snapshots}. Delete some, and wait until they are merged.");
        if (!includesMemory) return Result.Success;
        if (Power != PowerState.Running) return Problem.Conflict("snapshot.memory-halted", $"{Name} is {Word(Power)}; a snapshot includes the memory of a machine that is powered on.");
        if (!Tools.PvDrivers) return Problem.Conflict("snapshot.needs-drivers", $"A snapshot with memory needs PV drivers inside {Name}, which are not seen; install them, or take it without the memory.");
        return VirtualMachineLimits.CheckMemorySnapshot(Memory);
    }

    /// <summary>Whether one of its snapshots can be deleted.</summary>
    /// <returns><c>vm.busy</c>.</returns>
    public Result CanDeleteSnapshot() => Busy() is { } busy ? busy : Result.Success;

    /// <summary>Begins to work on its snapshots, after the same checks.</summary>
    public Result BeginSnapshot(Result check)
    {
        if (check.Ok) Pending = PendingAction.Snapshotting;
        return check;
    }
}
