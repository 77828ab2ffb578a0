using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>What becomes of a machine whose host fails (Concepts, High Availability; Reliability 3, rule 1).</summary>
public enum Fate
{
    /// <summary>It is restarted on another host.</summary>
    Restarts,

    /// <summary>It is set to restart and there is no room: it waits, and is tried again at each change of capacity.</summary>
    Waits,

    /// <summary>It is best-effort, and its one attempt finds no room or has been made.</summary>
    StaysDown,

    /// <summary>High availability is off for it: nobody restarts it.</summary>
    OffByChoice,

    /// <summary>High availability of the pool is off: nothing is restarted.</summary>
    PoolOff,
}

/// <summary>What becomes of one machine.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="From">The name of the host it loses, or null when it waits since an earlier failure.</param>
/// <param name="To">The host it is restarted on, or null.</param>
/// <param name="ToName">That host's name.</param>
/// <param name="Reason">Why there is no room for it: <c>ha.no-room</c> or <c>ha.no-host</c>; null otherwise.</param>
public sealed record MachineFate(WhatIfMachine Machine, Fate Fate, string? From, Id<Host>? To, string? ToName, Problem? Reason);

/// <summary>What a host has before and after.</summary>
/// <param name="Host">The host.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Whether it can run machines now.</param>
/// <param name="Fails">Whether it is one of those that fail.</param>
/// <param name="Free">What it has left now.</param>
/// <param name="Taken">What the restarts take of that; nothing on one that fails.</param>
/// <param name="Machines">How many machines run on it now.</param>
public sealed record HostAfter(Id<Host> Host, string Name, HostStatus Status, bool Fails, ByteSize Free, ByteSize Taken, int Machines);

/// <summary>What would happen.</summary>
/// <param name="Fates">One for each machine that is down then: those that restart or wait in the order in which they are started, then those that nobody starts.</param>
/// <param name="Hosts">Every host of the pool, by name.</param>
/// <param name="IsExact">Whether the plan behind it is proved to be the best one, and not just a good one.</param>
public sealed record WhatIfAnswer(IReadOnlyList<MachineFate> Fates, IReadOnlyList<HostAfter> Hosts, bool IsExact)
{
    /// <summary>The hosts that fence themselves because others fail; none while the heartbeat storage is seen.</summary>
    public IReadOnlySet<Id<Host>> Fenced { get; init; } = new HashSet<Id<Host>>();

    /// <summary>How many machines meet one fate.</summary>
    public int Count(Fate fate) => Fates.Count(one => one.Fate == fate);

    /// <summary>Whether every promise is kept: no machine that is set to restart waits.</summary>
    public bool KeepsPromises => Fates.All(one => one.Fate != Fate.Waits && (one.Fate != Fate.PoolOff || one.Machine.Priority != HighAvailabilityPriority.Restart));
}
