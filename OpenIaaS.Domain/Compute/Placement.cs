using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>
/// Which host a machine starts on: the one it ran on last while that is connected and has the room, so that a restart for a change leaves it where its
/// user put it (API contract, section 8: a configured host is where the machine must be once it was powered off and on); otherwise the connected one
/// with the most free memory. A machine larger than that starts nowhere.
/// </summary>
public static class Placement
{
    /// <summary>Chooses a host. Of two with the same free memory the one whose name comes first is taken, so that the choice can be repeated.</summary>
    /// <param name="memory">The memory of the machine.</param>
    /// <param name="hosts">The hosts of its pool.</param>
    /// <param name="last">The host it ran on last, or null.</param>
    /// <returns>The host; <c>placement.no-host</c> when none is connected, <c>placement.no-room</c> when none has the room.</returns>
    public static Result<Id<Host>> Choose(ByteSize memory, IEnumerable<HostRoom> hosts, Id<Host>? last = null)
    {
        List<HostRoom> connected = [.. hosts.Where(host => host.Status == HostStatus.Connected)];
        if (last is { } known && connected.Exists(host => host.Host == known && memory <= host.Free)) return known;
        var emptiest = connected
            .OrderByDescending(host => host.Free).ThenBy(host => host.Name, StringComparer.Ordinal).ThenBy(host => host.Host.Value)
            .FirstOrDefault();
        if (emptiest is null) return Problem.Conflict("placement.no-host", $"No host of the pool is connected.");
        return memory <= emptiest.Free
            ? emptiest.Host
            : Problem.Conflict("placement.no-room", $"No host has enough memory: the most that one has free is {emptiest.Free}; {memory} was asked for.");
    }

    /// <summary>Whether a machine can start on one certain host.</summary>
    /// <returns><c>placement.not-connected</c> or <c>placement.host-full</c>.</returns>
    public static Result Check(ByteSize memory, HostRoom host, string field = "Host")
    {
        if (host.Status != HostStatus.Connected)
            return Problem.Conflict("placement.not-connected", $"The host {host.Name} is not connected; choose another one.", field);
        return memory <= host.Free
            ? Result.Success
            : Problem.Conflict("placement.host-full", $"The host {host.Name} has {host.Free} free; {memory} was asked for.", field);
    }
}
