using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>What a machine that comes into a pool means to the restarts promised there.</summary>
public static class Arrival
{
    /// <summary>
    /// Machines set to restart that would have no place after a failure of one host once the machine runs there, and have one today; the machine itself
    /// among them. Empty while high availability is off, which promises nothing. It warns and refuses nothing, as with maintenance.
    /// </summary>
    /// <param name="arriving">The machine.</param>
    /// <param name="host">The host it will run on.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="rooms">Every host of the pool with what it has left.</param>
    /// <param name="running">The machines that run in the pool.</param>
    public static IReadOnlyList<FailoverGap> Unprotected(VirtualMachine arriving, Id<Host> host, Pool pool, IReadOnlyList<HostRoom> rooms, IReadOnlyList<VirtualMachine> running)
    {
        if (!pool.HighAvailabilityEnabled) return [];
        List<RestartHost> today = [.. rooms.Where(room => room.Status == HostStatus.Connected).Select(room => new RestartHost(room.Host, room.Name, room.Free))];
        List<(VirtualMachine, Id<Host>)> placed = [.. running.Where(machine => machine.HostId is not null).Select(machine => (machine, machine.HostId!.Value))];
        var gapsToday = FailoverGap.Find(today, placed).Select(gap => gap.Machine).ToHashSet();
        List<RestartHost> then = [.. today.Select(room => room.Host == host ? room with { Free = new ByteSize(Math.Max(0, room.Free.Bytes - arriving.Memory.Bytes)) } : room)];
        return [.. FailoverGap.Find(then, [.. placed, (arriving, host)]).Where(gap => !gapsToday.Contains(gap.Machine)).DistinctBy(gap => gap.Machine)];
    }
}
