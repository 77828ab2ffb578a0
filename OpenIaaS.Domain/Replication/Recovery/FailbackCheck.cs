using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.Replication.Recovery;

/// <summary>Whether a machine can come back from its copy; dialog and use case ask the same.</summary>
public static class FailbackCheck
{
    /// <summary>Every reason why not, at once.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="copy">Its copy.</param>
    /// <param name="disks">How many disks the machine has.</param>
    /// <param name="onCopy">How many its copy has.</param>
    /// <returns><c>failback.source-runs</c> or <c>failback.disks</c>.</returns>
    public static Result Check(VirtualMachine machine, VirtualMachine copy, int disks, int onCopy)
    {
        List<Problem> found = [];
        if (machine.Power != PowerState.Halted)
            found.Add(Problem.Conflict("failback.source-runs", $"{machine.Name} still runs; what it wrote since then would be overwritten under it. Power it off first."));
        if (disks != onCopy)
            found.Add(Problem.Conflict("failback.disks", $"{machine.Name} has {disks} disks and {copy.Name} has {onCopy}; a way back needs the same number. Make them equal, or keep the copy for good."));
        return found;
    }
}
