using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>What taking a host into maintenance moves, what stands in the way, and what it leaves unprotected.</summary>
/// <param name="Evacuation">Where each of its machines goes, and why one cannot.</param>
/// <param name="Refused">Why it cannot begin: the state of the host, then every obstacle; a success when it can.</param>
/// <param name="Unprotected">
/// Machines set to restart that would have no place if one more host failed while this one is away, and would have one today. Empty while high
/// availability is off, which promises nothing.
/// </param>
/// <param name="Warnings">
/// <c>maintenance.too-few-hosts</c>: fewer hosts stay connected than high availability needs (<see cref="HeartbeatRule.LeastHosts"/>). It warns
/// and does not refuse: whoever updates a host of two has no other way.
/// </param>
public sealed record MaintenancePreview(Evacuation Evacuation, Result Refused, IReadOnlyList<FailoverGap> Unprotected, IReadOnlyList<Notice> Warnings)
{
    /// <summary>Looks ahead.</summary>
    /// <param name="host">The host.</param>
    /// <param name="pool">Its pool.</param>
    /// <param name="rooms">Every host of the pool with what it has left.</param>
    /// <param name="machines">The machines of the pool that run.</param>
    /// <param name="tiedTo">The block storage that ties a machine to its host, as <see cref="VirtualMachine.CanMigrate"/> takes it.</param>
    public static MaintenancePreview Of(
        Host host, Pool pool, IReadOnlyList<HostRoom> rooms, IReadOnlyList<VirtualMachine> machines, IReadOnlyDictionary<Id<VirtualMachine>, string> tiedTo)
    {
        var others = rooms.Where(room => room.Host != host.Id).ToList();
        var connected = others.Count(room => room.Status == HostStatus.Connected);
        var evacuation = Evacuation.Plan(machines.Where(machine => machine.HostId == host.Id), tiedTo, others);
        List<Problem> refused = [.. Host.CanBeginMaintenance(host.Name, host.Status, connected).Problems, .. evacuation.Obstacles.Select(obstacle => obstacle.Reason)];
        List<Notice> warnings = [];
        if (pool.HighAvailabilityEnabled && connected < HeartbeatRule.LeastHosts)
            warnings.Add(Notice.Of("maintenance.too-few-hosts", $"High availability of {pool.Name} needs {HeartbeatRule.LeastHosts} connected hosts; while {host.Name} is away it has {connected}, and no machine can be restarted elsewhere."));
        return new MaintenancePreview(evacuation, refused, pool.HighAvailabilityEnabled ? NewGaps(host, rooms, machines, evacuation) : [], warnings);
    }

    static List<FailoverGap> NewGaps(Host host, IReadOnlyList<HostRoom> rooms, IReadOnlyList<VirtualMachine> machines, Evacuation evacuation)
    {
        var running = machines.Where(machine => machine.HostId is not null).ToList();
        List<RestartHost> today = [.. rooms.Where(room => room.Status == HostStatus.Connected).Select(room => new RestartHost(room.Host, room.Name, room.Free))];
        var gapsToday = FailoverGap.Find(today, [.. running.Select(machine => (machine, machine.HostId!.Value))]).Select(gap => gap.Machine).ToHashSet();
        var moved = evacuation.Moves.ToDictionary(move => move.Machine);
        var taken = evacuation.Moves.ToLookup(move => move.Host, move => move.Memory.Bytes);
        List<RestartHost> then = [.. today.Where(room => room.Host != host.Id).Select(room => room with { Free = new ByteSize(Math.Max(0, room.Free.Bytes - taken[room.Host].Sum())) })];
        var gaps = FailoverGap.Find(then, [.. running.Select(machine => (machine, moved.TryGetValue(machine.Id, out var move) ? move.Host : machine.HostId!.Value))]);
        return [.. gaps.Where(gap => !gapsToday.Contains(gap.Machine))];
    }
}
