using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>A fleet, and what happens to it, as a file tells it. Everything is named; names of one kind are given once.</summary>
/// <param name="Seed">Decides every draw.</param>
/// <param name="Duration">How much virtual time passes.</param>
public sealed record Scenario(
    long Seed, TimeSpan Duration, IReadOnlyList<Scenario.Zone> Zones, IReadOnlyList<Scenario.Link> Links, IReadOnlyList<Scenario.Policy> Policies,
    IReadOnlyList<Scenario.Happening> Events)
{
    /// <summary>From when on everything must have settled: only what happens on every quiet day is logged. Null when that is not asked.</summary>
    public TimeSpan? CalmFrom { get; init; }

    public sealed record Zone(string Name, IReadOnlyList<Cluster> Pools, int Line);

    /// <param name="Heartbeat">The storage that carries the heartbeat; null while high availability is off.</param>
    public sealed record Cluster(
        string Name, string BladeClass, string? Heartbeat, IReadOnlyList<Volume> Storage, IReadOnlyList<Blade> Hosts, IReadOnlyList<Machine> Machines, int Line);

    public sealed record Volume(string Name, string ClassName, ByteSize Capacity, bool Shared, int Line);

    /// <param name="Memory">What its machines may use, the control domain's share taken off; null when the class decides.</param>
    public sealed record Blade(string Name, ByteSize? Memory, bool Connected, int Line);

    /// <param name="Host">The host it runs on, or null for any with room.</param>
    /// <param name="Storage">Where its disk lies, or null for the first storage that carries no heartbeat.</param>
    public sealed record Machine(
        string Name, string? Host, ByteSize Memory, int VirtualCpus, bool Running, HighAvailabilityPriority Priority, int Order, string? Storage, ByteSize Disk, int Line);

    public sealed record Link(string Name, string From, string To, long Megabits, double LatencyMilliseconds, int Line);

    public sealed record Policy(string Name, ReplicationInterval Interval, int Keep, string? From, string To, IReadOnlyList<string> Machines, int Line);

    /// <summary>What happens at one instant.</summary>
    public sealed record Happening(TimeSpan At, IReadOnlyList<Step> Steps, int Line);

    /// <param name="Verb">What is done.</param>
    /// <param name="Subject">The name of the object it is done to.</param>
    public sealed record Step(Verb Verb, string Subject, int Line)
    {
        /// <summary>For <see cref="Verb.SetPriority"/>.</summary>
        public HighAvailabilityPriority? Priority { get; init; }

        /// <summary>For <see cref="Verb.Migrate"/>: the name of the host. For <see cref="Verb.Relocate"/>: that of the host a running machine goes on on.</summary>
        public string? Host { get; init; }

        /// <summary>For <see cref="Verb.Relocate"/>: the name of the storage all disks are to lie on.</summary>
        public string? Storage { get; init; }

        /// <summary>For <see cref="Verb.Partition"/>: the hosts that are split off from the others of the pool.</summary>
        public IReadOnlyList<string> Hosts { get; init; } = [];

        /// <summary>For what a user asks: whether it is to be done although high availability of the pool would not hold any more.</summary>
        public bool Knowingly { get; init; }

        /// <summary>For <see cref="Verb.FailOver"/>: whether the machine is shut down in order first.</summary>
        public bool Planned { get; init; }

        /// <summary>For <see cref="Verb.Slow"/>: how many times longer everything takes, 1 to 1,000.</summary>
        public double? Factor { get; init; }

        /// <summary>For <see cref="Verb.Degrade"/> of a link: how many of a hundred packets it loses; null for a part, which runs at half.</summary>
        public double? Loss { get; init; }
    }

    /// <summary>What can be made to happen.</summary>
    public enum Verb
    {
        /// <summary>A host loses power, a storage is cut off, a link is lost, a part of the hardware fails.</summary>
        Fail,

        /// <summary>
        /// What failed is repaired: a host boots, a storage or a link is back at once, a drive is replaced. What was filled is emptied, what was
        /// slowed down is as fast as before, and the snapshots of a machine thaw.
        /// </summary>
        Recover,

        /// <summary>A storage is filled to the last byte.</summary>
        Fill,

        /// <summary>Everything that begins on a storage or over a link takes longer.</summary>
        Slow,

        /// <summary>A link loses packets; an interconnect or a canister runs at half its throughput.</summary>
        Degrade,

        /// <summary>The snapshots of a machine freeze.</summary>
        Freeze,

        /// <summary>The newest recovery point of a machine is lost on its target: what comes next is a full copy.</summary>
        LosePoint,

        /// <summary>The path of a host to its heartbeat storage is cut.</summary>
        CutHeartbeat,

        /// <summary>The management network of a pool is split in two.</summary>
        Partition,

        /// <summary>A host that was not connected joins its pool at once.</summary>
        Connect,

        /// <summary>A user powers a machine on.</summary>
        Start,

        /// <summary>A user shuts a machine down; one that waits for its restart is given up.</summary>
        Stop,

        /// <summary>A user restarts a machine where it is, cleanly.</summary>
        Restart,

        /// <summary>A user restarts a machine by force.</summary>
        ForceRestart,

        /// <summary>A user moves a machine to another host while it runs.</summary>
        Migrate,

        /// <summary>A user moves a machine to the pool of a storage, or its disks within its pool.</summary>
        Relocate,

        /// <summary>A user lets the copy of a machine take over.</summary>
        FailOver,

        /// <summary>A user tries the copy of a machine; it is removed by itself.</summary>
        TestFailover,

        /// <summary>A user brings a machine back from its copy.</summary>
        FailBack,

        /// <summary>A user takes a snapshot of a machine, without its memory.</summary>
        Snapshot,

        /// <summary>A user deletes the oldest snapshot of a machine.</summary>
        DeleteSnapshot,

        /// <summary>A user brings a machine back to its newest snapshot, by force if it runs.</summary>
        RevertSnapshot,

        /// <summary>A user takes a host into maintenance.</summary>
        Maintain,

        /// <summary>A user takes a host out of maintenance.</summary>
        Resume,

        /// <summary>A user sets a machine's restart priority.</summary>
        SetPriority,
    }
}
