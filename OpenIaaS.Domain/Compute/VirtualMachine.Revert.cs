using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <content>Bringing a machine back to one of its snapshots.</content>
public sealed partial class VirtualMachine
{
    /// <summary>
    /// Whether it can be brought back to a snapshot. Its disks are put back while it is off, so that one that runs is powered off by force first, as XAPI's
    /// <c>VM.revert</c> does; with memory it goes on running from the moment of the snapshot, which is a start by all rules of starting.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="memory">The memory that is kept with it; nothing for one of the disks alone.</param>
    /// <param name="force">Whether its power may be cut for that.</param>
    /// <param name="backupPolicies">How many backup policies it has.</param>
    /// <returns>
    /// <c>vm.busy</c>, <c>vm.waits-for-restart</c>, <c>snapshot.busy</c>, <c>snapshot.revert-running</c>, <c>snapshot.other-memory</c>, <c>snapshot.other-vcpus</c> or
    /// <c>vm.no-backup-policy</c>.
    /// </returns>
    public Result CanRevert(Snapshot snapshot, ByteSize memory, bool force, int backupPolicies)
    {
        if ((Busy() ?? WaitsForRestart()) is { } not) return not;
        var kept = snapshot.CheckKept();
        if (!kept.Ok) return kept;
        if (snapshot.IncludesMemory)
        {
            if (memory != Memory)
                return Problem.Conflict("snapshot.other-memory", $"The snapshot {snapshot.Name} holds {memory} of memory, and {Name} has {Memory} now; its memory can be put back only into the same size. Change the size first.");
            if (snapshot.VirtualCpus > 0 && snapshot.VirtualCpus != VirtualCpus)
                return Problem.Conflict("snapshot.other-vcpus", $"The snapshot {snapshot.Name} was taken with {snapshot.VirtualCpus} vCPUs, and {Name} has {VirtualCpus} now; its memory can be put back only with as many. Change them first.");
            if (backupPolicies == 0) return NoBackupPolicy();
        }

        return force || Power == PowerState.Halted
            ? Result.Success
            : Problem.Conflict("snapshot.revert-running", $"{Name} is {Word(Power)}; its disks are put back only while it is powered off. Shut it down first, or let its power be cut.");
    }

    /// <summary>Begins to bring it back, after <see cref="CanRevert"/>. From now on high availability leaves it alone: its user wants it stopped.</summary>
    public void BeginRevert() => Begin(Result.Success, PendingAction.Reverting, wanted: false);
}
