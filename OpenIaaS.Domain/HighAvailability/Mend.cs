using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>What kind of change helps.</summary>
public enum MendKind
{
    /// <summary>A host leaves maintenance.</summary>
    EndMaintenance,

    /// <summary>Machines that run on the hosts that stay, and are promised nothing, are powered off.</summary>
    PowerOff,

    /// <summary>Machines that wait give up their promise: they become best-effort.</summary>
    GiveUp,

    /// <summary>One more host with so much memory for machines.</summary>
    MoreMemory,
}

/// <summary>A change after which every machine set to restart finds a place. Each was asked of the planner, none is an estimate.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Hosts">The hosts it concerns, by name.</param>
/// <param name="Machines">The machines it concerns, by name.</param>
/// <param name="Memory">The memory it is about: what is freed, given up or added.</param>
/// <param name="After">The pool as it is after the change, for further questions.</param>
public sealed record Mend(MendKind Kind, IReadOnlyList<HostRoom> Hosts, IReadOnlyList<WhatIfMachine> Machines, ByteSize Memory, WhatIfPool After)
{
    /// <summary>How many machines are tried alone, and how many are tried to be spared: each is a question to the planner.</summary>
    const int MostTried = 40;

    const long Gibibyte = 1024L * 1024 * 1024;

    /// <summary>
    /// The changes that help, the cheapest first: ending a maintenance costs nothing, powering off what nobody is promised costs a service, giving up a
    /// promise costs that, and memory costs money. Empty when no machine waits, and while high availability of the pool is off.
    /// </summary>
    /// <param name="pool">The pool as it is now.</param>
    /// <param name="failing">The hosts that fail.</param>
    /// <param name="whole">What each host that is not connected has for machines when it is empty, by host.</param>
    public static IReadOnlyList<Mend> Find(WhatIfPool pool, IReadOnlySet<Id<Host>> failing, IReadOnlyDictionary<Id<Host>, ByteSize> whole)
    {
        var answer = WhatIf.Ask(pool, failing);
        // Where the whole pool fences itself, nothing that is done to its hosts or machines helps: the heartbeat storage must come back.
        if (!pool.IsEnabled || answer.KeepsPromises || answer.Fenced.Count > 0) return [];
        return [.. new[] { EndMaintenance(pool, failing, whole), PowerOff(pool, failing), GiveUp(pool, failing, answer), MoreMemory(pool, failing, answer) }.OfType<Mend>()];
    }

    static Mend? EndMaintenance(WhatIfPool pool, IReadOnlySet<Id<Host>> failing, IReadOnlyDictionary<Id<Host>, ByteSize> whole)
    {
        List<HostRoom> back = [];
        foreach (var host in pool.Hosts.Where(host => host.Status is HostStatus.Maintenance or HostStatus.Evacuating && !failing.Contains(host.Host)).OrderBy(host => host.Name, StringComparer.Ordinal))
        {
            back.Add(host);
            var changed = pool with { Hosts = [.. pool.Hosts.Select(room => back.Contains(room) ? room with { Status = HostStatus.Connected, Free = Whole(room, whole) } : room)] };
            if (WhatIf.Keeps(changed, failing)) return new Mend(MendKind.EndMaintenance, back, [], new ByteSize(back.Sum(room => Whole(room, whole).Bytes)), changed);
        }

        return null;
    }

    static ByteSize Whole(HostRoom room, IReadOnlyDictionary<Id<Host>, ByteSize> whole) => room.Status == HostStatus.Evacuating ? room.Free : whole.GetValueOrDefault(room.Host, room.Free);

    static Mend? PowerOff(WhatIfPool pool, IReadOnlySet<Id<Host>> failing)
    {
        var connected = pool.Hosts.Where(host => host.Status == HostStatus.Connected && !failing.Contains(host.Host)).Select(host => host.Host).ToHashSet();
        List<WhatIfMachine> free = [.. pool.Machines.Where(machine => machine.Priority != HighAvailabilityPriority.Restart && machine.Host is { } host && connected.Contains(host))
            .OrderBy(machine => machine.Priority == HighAvailabilityPriority.BestEffort).ThenBy(machine => machine.Memory).ThenBy(machine => machine.Name, StringComparer.Ordinal)];
        // One that is enough by itself, the smallest first; otherwise as few of the largest as it takes, and none among them that is not needed.
        foreach (var machine in free.Take(MostTried))
            if (Without(pool, [machine]) is var alone && WhatIf.Keeps(alone, failing)) return Off([machine], alone);
        List<WhatIfMachine> largest = [.. free.OrderByDescending(machine => machine.Memory)];
        if (!WhatIf.Keeps(Without(pool, largest), failing)) return null;
        var (least, most) = (1, largest.Count);
        while (least < most)
        {
            var half = (least + most) / 2;
            if (WhatIf.Keeps(Without(pool, largest[..half]), failing)) most = half;
            else least = half + 1;
        }

        var off = largest[..most];
        foreach (var machine in off.Take(MostTried).ToList())
            if (WhatIf.Keeps(Without(pool, [.. off.Except([machine])]), failing)) off.Remove(machine);
        return Off(off, Without(pool, off));
    }

    static Mend Off(List<WhatIfMachine> off, WhatIfPool changed) => new(MendKind.PowerOff, [], off, Sum(off), changed);

    static WhatIfPool Without(WhatIfPool pool, List<WhatIfMachine> off)
    {
        var freed = off.ToLookup(machine => machine.Host!.Value, machine => machine.Memory.Bytes);
        return pool with
        {
            Machines = [.. pool.Machines.Except(off)],
            Hosts = [.. pool.Hosts.Select(host => host with { Free = host.Free + new ByteSize(freed[host.Host].Sum()) })],
        };
    }

    static Mend? GiveUp(WhatIfPool pool, IReadOnlySet<Id<Host>> failing, WhatIfAnswer answer)
    {
        List<WhatIfMachine> waiting = [.. answer.Fates.Where(fate => fate.Fate == Fate.Waits).Select(fate => fate.Machine)];
        if (waiting.Count == 0) return null;
        var changed = pool with { Machines = [.. pool.Machines.Select(machine => waiting.Contains(machine) ? machine with { Priority = HighAvailabilityPriority.BestEffort } : machine)] };
        return WhatIf.Keeps(changed, failing) ? new Mend(MendKind.GiveUp, [], waiting, Sum(waiting), changed) : null;
    }

    static Mend? MoreMemory(WhatIfPool pool, IReadOnlySet<Id<Host>> failing, WhatIfAnswer answer)
    {
        List<WhatIfMachine> waiting = [.. answer.Fates.Where(fate => fate.Fate == Fate.Waits).Select(fate => fate.Machine)];
        if (waiting.Count == 0) return null;
        // What all that wait take together is always enough; the largest of them is the least that can be.
        var (least, most) = (1L, (Sum(waiting).Bytes + Gibibyte - 1) / Gibibyte);
        while (least < most)
        {
            var half = (least + most) / 2;
            if (WhatIf.Keeps(With(pool, half), failing)) most = half;
            else least = half + 1;
        }

        return new Mend(MendKind.MoreMemory, [], [], ByteSize.FromGiB(most), With(pool, most));
    }

    static WhatIfPool With(WhatIfPool pool, long gibibytes) =>
        pool with { Hosts = [.. pool.Hosts, new HostRoom(new Id<Host>(Guid.Empty), "", HostStatus.Connected, ByteSize.FromGiB(gibibytes))] };

    static ByteSize Sum(IEnumerable<WhatIfMachine> machines) => new(machines.Sum(machine => machine.Memory.Bytes));
}
