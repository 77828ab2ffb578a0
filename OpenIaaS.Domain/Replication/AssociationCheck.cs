using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Replication;

/// <summary>What is asked before a machine is replicated.</summary>
public enum AssociationRequirement
{
    /// <summary>The target lies in another zone than the machine.</summary>
    OtherZone,

    /// <summary>The target is connected.</summary>
    TargetConnected,

    /// <summary>The target has room for a full copy and the points that are kept.</summary>
    Room,

    /// <summary>The target pool has a network the machine can be connected to.</summary>
    Network,

    /// <summary>The machine has disks, and no more devices than a machine may have.</summary>
    Devices,

    /// <summary>Its snapshots can be relied on.</summary>
    Snapshots,

    /// <summary>The machine is not replicated yet.</summary>
    NotReplicated,

    /// <summary>The machine is not itself a replica.</summary>
    NotAReplica,
}

/// <summary>What the check must know.</summary>
/// <param name="Machine">The name of the machine.</param>
/// <param name="MachineZone">The zone it lives in.</param>
/// <param name="TargetZone">The zone the policy's storage lies in.</param>
/// <param name="Target">The policy's storage.</param>
/// <param name="Disks">Its disks, the DVD drive not counted.</param>
/// <param name="FullCopy">What all its disks take.</param>
/// <param name="EachPoint">What one more point is expected to take.</param>
/// <param name="Retained">How many points the policy keeps.</param>
/// <param name="TargetNetworks">How many networks the target pool has.</param>
/// <param name="ReplicatedBy">The name of the policy that replicates it already, or null.</param>
/// <param name="IsReplica">Whether it is itself a replica.</param>
public sealed record AssociationFacts(
    string Machine,
    Id<AvailabilityZone> MachineZone,
    Id<AvailabilityZone> TargetZone,
    StorageRoom Target,
    int Disks,
    ByteSize FullCopy,
    ByteSize EachPoint,
    int Retained,
    int TargetNetworks,
    string? ReplicatedBy,
    bool IsReplica)
{
    /// <summary>What the target has promised to machines whose first copy is not whole yet: it is free still, and not for this one.</summary>
    public ByteSize Promised { get; init; }

    /// <summary>The names of the networks it is on that the target pool does not have.</summary>
    public IReadOnlyList<string> MissingNetworks { get; init; } = [];

    /// <summary>Why its snapshots cannot be relied on, in a full sentence, or null.</summary>
    public string? Freezing { get; init; }

    /// <summary>The room it takes: a full copy, and every kept point beside it, for the oldest one goes only after the newest is whole.</summary>
    public ByteSize Needed => FullCopy + (EachPoint * Retained);
}

/// <summary>
/// One line of the automatic validation: "Compatibility and prerequisites verification" (Concepts, Virtual Machine Association).
/// </summary>
/// <param name="Requirement">What was asked.</param>
/// <param name="Problem">Why it is refused, or null when it is met.</param>
/// <param name="Warning">What to know although it is met, or null.</param>
public sealed record AssociationCheck(AssociationRequirement Requirement, Problem? Problem, Notice? Warning = null)
{
    /// <summary>Whether it is met.</summary>
    public bool Passed => Problem is null;

    /// <summary>Every requirement in turn, met or not.</summary>
    /// <returns>
    /// One check for each <see cref="AssociationRequirement"/>, with <c>association.same-zone</c>, <c>storage.disconnected</c>,
    /// <c>association.room</c>, <c>association.room-promised</c>, <c>association.no-network</c>, <c>association.no-disk</c>, <c>disk.too-many-devices</c>,
    /// <c>association.already</c> or <c>association.replica</c>.
    /// </returns>
    public static IReadOnlyList<AssociationCheck> All(AssociationFacts facts) =>
    [
        new(AssociationRequirement.OtherZone, facts.MachineZone == facts.TargetZone
            ? Problem.Conflict("association.same-zone", $"The policy's storage lies in the zone of {facts.Machine}; a replica must lie in another zone.")
            : null),
        new(AssociationRequirement.TargetConnected, facts.Target.IsConnected ? null : Problem.Conflict("storage.disconnected", $"The block storage {facts.Target.Name} is disconnected.")),
        new(AssociationRequirement.Room, Room(facts)),
        new(AssociationRequirement.Network, facts.TargetNetworks > 0
            ? null
            : Problem.Conflict("association.no-network", $"The target pool has no network that {facts.Machine} could be connected to."),
            facts is { TargetNetworks: > 0, MissingNetworks.Count: > 0 }
                ? Notice.Of("association.missing-networks", $"The target pool has no network of the name {string.Join(", ", facts.MissingNetworks)}; a failover asks which one {facts.Machine} is connected to instead.")
                : null),
        new(AssociationRequirement.Devices, facts.Disks == 0
            ? Problem.Conflict("association.no-disk", $"{facts.Machine} has no disk; there is nothing to replicate.")
            : DiskLimits.CheckDevices(facts.Disks).Problems is [var tooMany, ..] ? tooMany : null),
        new(AssociationRequirement.Snapshots, null, facts.Freezing is { } freezing ? Notice.Of("association.freezing", $"A copy begins with a snapshot, and that of {facts.Machine} may fail: {freezing}") : null),
        new(AssociationRequirement.NotReplicated, facts.ReplicatedBy is null
            ? null
            : Problem.Conflict("association.already", $"{facts.Machine} is already replicated by the policy {facts.ReplicatedBy}; a machine has one replication policy at the most.")),
        new(AssociationRequirement.NotAReplica, facts.IsReplica
            ? Problem.Conflict("association.replica", $"{facts.Machine} is itself a replica; a replica is not replicated again.")
            : null),
    ];

    static Problem? Room(AssociationFacts facts) =>
        facts.Needed + facts.Promised <= facts.Target.Free ? null
        : facts.Promised == ByteSize.Zero
            ? Problem.Conflict("association.room", $"A full copy of {facts.Machine} and {facts.Retained} recovery points take {facts.Needed}; {facts.Target.Name} has {facts.Target.Free} free.")
            : Problem.Conflict(
                "association.room-promised",
                $"A full copy of {facts.Machine} and {facts.Retained} recovery points take {facts.Needed}; {facts.Target.Name} has {facts.Target.Free} free, of which {facts.Promised} are promised to machines that are copied before it.");

    /// <summary>
    /// Checks machines that are associated together, each beside those before it: the target must have room for all of them at once.
    /// </summary>
    /// <param name="machines">What is known of each, in the order in which they are associated.</param>
    /// <returns>The checks of each, in the same order.</returns>
    public static IReadOnlyList<IReadOnlyList<AssociationCheck>> Together(IReadOnlyList<AssociationFacts> machines)
    {
        var promised = ByteSize.Zero;
        List<IReadOnlyList<AssociationCheck>> found = [];
        foreach (var facts in machines)
        {
            var checks = All(facts with { Promised = facts.Promised + promised });
            found.Add(checks);
            if (checks.All(check => check.Passed)) promised += facts.Needed;
        }

        return found;
    }

    /// <summary>Whether the machine may be replicated: every requirement that is not met.</summary>
    public static Result Check(AssociationFacts facts) => Result.From(All(facts).Where(check => !check.Passed).Select(check => check.Problem!));
}
