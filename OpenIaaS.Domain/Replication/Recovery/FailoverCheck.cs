using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Replication.Recovery;

/// <summary>What the rule of a failover must know.</summary>
/// <param name="Kind">Why the copy is started.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Replica">Its replica.</param>
/// <param name="HasPoint">Whether there is a whole point to start from; a planned one makes its own.</param>
/// <param name="TestRuns">Whether a copy of it is tried already.</param>
/// <param name="Pool">The name of the pool the copy would run in.</param>
/// <param name="Hosts">What each of its hosts has left.</param>
/// <param name="Target">The block storage the copy would lie on.</param>
/// <param name="Disks">What its disks take there in full.</param>
/// <param name="Unplaced">The positions of its adapters that have no network there.</param>
/// <param name="Stall">What is seen of the disks of the machine now.</param>
public sealed record FailoverFacts(
    FailoverKind Kind, VirtualMachine Machine, Replica Replica, bool HasPoint, bool TestRuns, string Pool, IReadOnlyList<HostRoom> Hosts, StorageRoom Target, ByteSize Disks,
    IReadOnlyList<int> Unplaced, DiskStall? Stall);

/// <summary>Whether the copy of a machine can be started; dialog and use case ask the same.</summary>
public static class FailoverCheck
{
    /// <summary>Every reason why not, at once.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="knowsSourceRuns">Whether whoever asks knows that the machine still runs.</param>
    /// <returns>
    /// <c>replica.ending</c>, <c>replica.suspended</c>, <c>failover.no-point</c>, <c>failover.test-runs</c>, <c>failover.source-runs</c>, <c>failover.link</c>, what
    /// <see cref="VirtualMachine.CanHandOver"/> returns, <c>failover.no-host</c>, <c>failover.memory</c>, <c>storage.disconnected</c>, <c>failover.storage</c> or <c>failover.network</c>.
    /// </returns>
    public static Result Check(FailoverFacts facts, bool knowsSourceRuns) => Result.From([.. OfReplica(facts), .. OfSource(facts, knowsSourceRuns), .. OfPlace(facts)]);

    /// <summary>What of it can be known without a look at where the copy would run.</summary>
    /// <param name="machine">The name of the machine.</param>
    /// <param name="replica">Its replica, or null when it is not replicated.</param>
    /// <param name="hasPoint">Whether there is a point to start from, or one will be made.</param>
    /// <param name="testRuns">Whether a copy is tried already, and another one is to be.</param>
    /// <returns><c>replication.none</c>, <c>replica.ending</c>, <c>replica.suspended</c>, <c>failover.no-point</c> or <c>failover.test-runs</c>.</returns>
    public static Result CheckReplica(string machine, Replica? replica, bool hasPoint, bool testRuns)
    {
        if (replica is null) return Problem.Conflict("replication.none", $"{machine} is not replicated.");
        List<Problem> found = [];
        if (replica.EndingSince is not null) found.Add(Problem.Conflict("replica.ending", $"The replica of {machine} is being removed already."));
        if (replica.SuspendedSince is not null) found.Add(Problem.Conflict("replica.suspended", $"The copy of {machine} runs in its place; replication rests until it has been failed back."));
        if (!hasPoint) found.Add(Problem.Conflict("failover.no-point", $"There is no whole recovery point of {machine} to start from."));
        if (testRuns) found.Add(Problem.Conflict("failover.test-runs", $"A copy of {machine} is being tried already; clean that test up first."));
        return found;
    }

    static IEnumerable<Problem> OfReplica(FailoverFacts facts) => CheckReplica(facts.Machine.Name, facts.Replica, facts.HasPoint, facts.TestRuns).Problems;

    static IEnumerable<Problem> OfSource(FailoverFacts facts, bool knowsSourceRuns)
    {
        var name = facts.Machine.Name;
        if (facts.Kind == FailoverKind.Unplanned && facts.Machine.Power == PowerState.Running && !knowsSourceRuns)
            yield return Problem.Conflict("failover.source-runs", $"{name} still runs, as far as is known: two of it would answer on one network. Shut it down, choose a planned failover, or say that you know.", "KnowsSourceRuns");
        if (facts.Kind != FailoverKind.Planned) yield break;
        if (facts.Replica is { WaitingSince: not null, FreeSince: null })
            yield return Problem.Conflict("failover.link", $"A last copy of {name} would not get through: {facts.Replica.LastProblem ?? ""} Fail over without it, or wait.");
        foreach (var problem in facts.Machine.CanHandOver(facts.Stall).Problems) yield return problem;
    }

    static IEnumerable<Problem> OfPlace(FailoverFacts facts)
    {
        var (name, memory) = (facts.Machine.Name, facts.Machine.Memory);
        var free = facts.Hosts.Where(host => host.Status == HostStatus.Connected).Select(host => host.Free).DefaultIfEmpty(new ByteSize(-1)).Max();
        if (free.Bytes < 0) yield return Problem.Conflict("failover.no-host", $"No host of the pool {facts.Pool} takes machines.");
        else if (free < memory) yield return Problem.Conflict("failover.memory", $"{name} needs {memory} of memory; the host of {facts.Pool} with the most has {free} free.");
        if (!facts.Target.IsConnected) yield return Problem.Conflict("storage.disconnected", $"The block storage {facts.Target.Name} is disconnected.");
        else if (facts.Disks > facts.Target.Free)
            yield return Problem.Conflict("failover.storage", $"The disks of {name} take {facts.Disks}; {facts.Target.Name} has {facts.Target.Free} free.");
        foreach (var position in facts.Unplaced)
            yield return Problem.Invalid("failover.network", $"Choose a network of {facts.Pool} for the adapter eth{position} of {name}; none there is the same as its own.", "Networks");
    }
}
