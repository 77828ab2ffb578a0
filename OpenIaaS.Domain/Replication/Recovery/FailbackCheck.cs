using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.Replication.Recovery;

/// <summary>Whether a machine can come back from its copy; dialog and use case ask the same.</summary>
public static class FailbackCheck
{
    /// <summary>Whether there is anything to come back from.</summary>
    /// <param name="machine">The name of the machine asked about, or of the copy.</param>
    /// <param name="failover">The failover of it that is open and no test, or null.</param>
    /// <returns><c>failover.none</c> or <c>failover.not-running</c>.</returns>
    public static Result CheckOpen(string machine, Failover? failover) => failover switch
    {
        null => Problem.Conflict("failover.none", $"{machine} has not been failed over; there is nothing to bring back."),
        { State: not FailoverState.Running } => Problem.Conflict("failover.not-running", $"The copy of {failover.Machine} does not run, or is being removed already."),
        _ => Result.Success,
    };

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
