using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>
/// Asks the restart planner what would happen if hosts of a pool failed together, before they do. It is the plan that the engine makes when they
/// have failed (Concepts, High Availability), from the same facts: nothing is guessed beside it.
/// </summary>
public static class WhatIf
{
    /// <summary>What would happen.</summary>
    /// <param name="pool">The pool as it is now.</param>
    /// <param name="failing">The hosts that fail; one that is not connected fails as well, and has no machines.</param>
    public static WhatIfAnswer Ask(WhatIfPool pool, IReadOnlySet<Id<Host>> failing) =>
        Fenced(pool, failing) is { Count: > 0 } fenced ? Answer(pool, failing.Concat(fenced).ToHashSet()) with { Fenced = fenced } : Answer(pool, failing);

    /// <summary>Whether every promise would be kept: what <see cref="WhatIfAnswer.KeepsPromises"/> of the answer says, without the rest of it.</summary>
    /// <param name="pool">The pool as it is now.</param>
    /// <param name="failing">The hosts that fail.</param>
    public static bool Keeps(WhatIfPool pool, IReadOnlySet<Id<Host>> failing)
    {
        var fenced = Fenced(pool, failing);
        bool IsDown(Id<Host> host) => failing.Contains(host) || fenced.Contains(host);
        List<RestartMachine> restart = [.. pool.Machines.Where(machine => machine.Priority == HighAvailabilityPriority.Restart && (machine.IsWaiting || (machine.Host is { } host && IsDown(host)))).Select(Asked)];
        if (restart.Count == 0) return true;
        return pool.IsEnabled && RestartPlanner.PlacesAll([.. pool.Hosts.Where(host => host.Status == HostStatus.Connected && !IsDown(host.Host)).Select(host => new RestartHost(host.Host, host.Name, host.Free))], restart);
    }

    /// <summary>The hosts that fence themselves once others fail: all that are left, when nobody sees the heartbeat storage.</summary>
    static HashSet<Id<Host>> Fenced(WhatIfPool pool, IReadOnlySet<Id<Host>> failing)
    {
        if (!pool.IsEnabled || !pool.HeartbeatLost) return [];
        var alive = pool.Hosts.Where(host => host.Status != HostStatus.Failed).Select(host => host.Host).ToHashSet();
        var left = alive.Except(failing).ToHashSet();
        return [.. Liveness.Judge([.. left.Select(host => new HostSight(host, SeesStorage: false, left))], missing: left.Count < alive.Count).Where(host => host.Value != Standing.Lives).Select(host => host.Key)];
    }

    static WhatIfAnswer Answer(WhatIfPool pool, IReadOnlySet<Id<Host>> failing)
    {
        var names = pool.Hosts.ToDictionary(host => host.Host, host => host.Name);
        List<WhatIfMachine> hit = [.. pool.Machines.Where(machine => machine.IsWaiting || (machine.Host is { } host && failing.Contains(host)))];
        if (!pool.IsEnabled) return new WhatIfAnswer([.. hit.OrderBy(machine => machine.Name, StringComparer.Ordinal).Select(machine => new MachineFate(machine, Fate.PoolOff, From(machine), null, null, null))], Free(pool, failing, null), true);

        List<RestartHost> places = [.. pool.Hosts.Where(host => host.Status == HostStatus.Connected && !failing.Contains(host.Host)).Select(host => new RestartHost(host.Host, host.Name, host.Free))];
        var plan = RestartPlanner.Plan(places, [.. hit.Where(machine => machine.Priority == HighAvailabilityPriority.Restart).Select(Asked)],
            [.. hit.Where(machine => machine is { Priority: HighAvailabilityPriority.BestEffort, IsSpent: false }).Select(Asked)]);
        var byId = hit.ToDictionary(machine => machine.Machine);
        List<MachineFate> fates = [.. plan.Placements.Select(placement => Of(byId[placement.Machine.Machine], placement))];
        fates.AddRange(hit.Where(machine => machine is { Priority: HighAvailabilityPriority.BestEffort, IsSpent: true }).OrderBy(machine => machine.Name, StringComparer.Ordinal)
            .Select(machine => new MachineFate(machine, Fate.StaysDown, From(machine), null, null, null)));
        fates.AddRange(hit.Where(machine => machine.Priority == HighAvailabilityPriority.Disabled).OrderBy(machine => machine.Name, StringComparer.Ordinal)
            .Select(machine => new MachineFate(machine, Fate.OffByChoice, From(machine), null, null, null)));
        return new WhatIfAnswer(fates, Free(pool, failing, plan), plan.IsExact);

        string? From(WhatIfMachine machine) => machine.Host is { } host ? names.GetValueOrDefault(host) : null;

        MachineFate Of(WhatIfMachine machine, RestartPlacement placement) => placement.Host is { } host
            ? new MachineFate(machine, Fate.Restarts, From(machine), host, names[host], null)
            : new MachineFate(machine, machine.Priority == HighAvailabilityPriority.Restart ? Fate.Waits : Fate.StaysDown, From(machine), null, null, placement.Reason);
    }

    static RestartMachine Asked(WhatIfMachine machine) => new(machine.Machine, machine.Name, machine.Memory, machine.StartOrder);

    static List<HostAfter> Free(WhatIfPool pool, IReadOnlySet<Id<Host>> failing, RestartPlan? plan)
    {
        var taken = plan?.Placements.Where(placement => placement.Host is not null).ToLookup(placement => placement.Host!.Value, placement => placement.Machine.Memory.Bytes);
        var running = pool.Machines.Where(machine => machine.Host is not null).CountBy(machine => machine.Host!.Value).ToDictionary();
        return [.. pool.Hosts.OrderBy(host => host.Name, StringComparer.Ordinal).Select(host => new HostAfter(
            host.Host, host.Name, host.Status, failing.Contains(host.Host), host.Free, failing.Contains(host.Host) ? ByteSize.Zero : new ByteSize(taken?[host.Host].Sum() ?? 0),
            running.GetValueOrDefault(host.Host)))];
    }
}

/// <summary>A pool as the question takes it.</summary>
/// <param name="IsEnabled">Whether its high availability is on; while it is off nothing is restarted.</param>
/// <param name="Hosts">Every host with what it has left.</param>
/// <param name="Machines">Its machines that run, and those that wait for a restart since an earlier failure.</param>
public sealed record WhatIfPool(bool IsEnabled, IReadOnlyList<HostRoom> Hosts, IReadOnlyList<WhatIfMachine> Machines)
{
    /// <summary>Whether no host sees the heartbeat storage: the pool goes on while all its hosts see each other.</summary>
    public bool HeartbeatLost { get; init; }
}

/// <summary>A machine as the question takes it.</summary>
/// <param name="Machine">Its identity.</param>
/// <param name="Name">Its name.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="Priority">What is to happen when its host fails.</param>
/// <param name="StartOrder">Its start order, lower first.</param>
/// <param name="Host">The host it runs on, or null when it waits.</param>
/// <param name="IsWaiting">Whether it went down with a host and waits for its restart.</param>
/// <param name="IsSpent">Whether it is a best-effort machine that waits and whose one attempt has been made.</param>
public sealed record WhatIfMachine(
    Id<VirtualMachine> Machine, string Name, ByteSize Memory, HighAvailabilityPriority Priority, int StartOrder, Id<Host>? Host, bool IsWaiting = false, bool IsSpent = false);
