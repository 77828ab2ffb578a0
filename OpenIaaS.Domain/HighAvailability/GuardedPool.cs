using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>A connected host as the guard sees it.</summary>
/// <param name="Host">The host.</param>
/// <param name="Name">Its name.</param>
/// <param name="Free">What it has left for machines.</param>
/// <param name="Promised">The memory of each machine on it that is set to restart.</param>
public sealed record GuardedHost(Id<Host> Host, string Name, ByteSize Free, IReadOnlyList<ByteSize> Promised);

/// <summary>A pool with high availability as it is, or as a change would leave it: just what <see cref="AdmissionGuard"/> asks about.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hosts">Its connected hosts.</param>
public sealed record GuardedPool(string Name, IReadOnlyList<GuardedHost> Hosts)
{
    /// <summary>With a machine more on a host: it was started there, or came from elsewhere.</summary>
    public GuardedPool With(Id<Host> host, ByteSize memory, HighAvailabilityPriority priority) => Change(host, room => room with
    {
        Free = new ByteSize(Math.Max(0, room.Free.Bytes - memory.Bytes)),
        Promised = priority == HighAvailabilityPriority.Restart ? [.. room.Promised, memory] : room.Promised,
    });

    /// <summary>With a machine more where it is started: on the host asked for, or else where <see cref="Placement"/> says. Unchanged when it starts nowhere.</summary>
    public GuardedPool Starting(ByteSize memory, HighAvailabilityPriority priority, Id<Host>? asked, Id<Host>? last) =>
        asked is { } host ? With(host, memory, priority)
        : Placement.Choose(memory, Hosts.Select(room => new HostRoom(room.Host, room.Name, HostStatus.Connected, room.Free)), last) is { Ok: true } chosen ? With(chosen.Value, memory, priority) : this;

    /// <summary>With a machine less on a host.</summary>
    public GuardedPool Without(Id<Host> host, ByteSize memory, HighAvailabilityPriority priority) => Change(host, room => room with
    {
        Free = room.Free + memory,
        Promised = priority == HighAvailabilityPriority.Restart ? Less(room.Promised, memory) : room.Promised,
    });

    /// <summary>With one promise more: a machine that runs on a host is set to restart.</summary>
    public GuardedPool Promising(Id<Host> host, ByteSize memory) => Change(host, room => room with { Promised = [.. room.Promised, memory] });

    /// <summary>Without a host, whose machines go to others as an evacuation says.</summary>
    /// <param name="host">The host that is taken away.</param>
    /// <param name="moves">Where each machine goes, and what is to happen when its host fails.</param>
    public GuardedPool Emptied(Id<Host> host, IEnumerable<(EvacuationMove Move, HighAvailabilityPriority Priority)> moves) =>
        moves.Aggregate(this with { Hosts = [.. Hosts.Where(room => room.Host != host)] }, (pool, one) => pool.With(one.Move.Host, one.Move.Memory, one.Priority));

    GuardedPool Change(Id<Host> host, Func<GuardedHost, GuardedHost> change) => this with { Hosts = [.. Hosts.Select(room => room.Host == host ? change(room) : room)] };

    static List<ByteSize> Less(IReadOnlyList<ByteSize> promised, ByteSize memory)
    {
        List<ByteSize> left = [.. promised];
        left.Remove(memory);
        return left;
    }
}
