using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>
/// Who of a pool lives and who fences itself, from who sees whom and who sees the heartbeat storage. A host lives while it sees the storage and belongs
/// to the best partition (the largest; on a tie, the one with the lowest host id), or while everybody has lost the storage and all expected hosts still
/// see each other (Reliability 1, XAPI HA). So at most one part of a pool ever lives, whatever is cut.
/// </summary>
public static class Liveness
{
    /// <summary>Judges the hosts of one pool that have power.</summary>
    /// <param name="hosts">What each of them sees.</param>
    /// <param name="missing">Whether a host that was alive when the storage was last seen answers nobody any more: nobody could strike it off since.</param>
    public static IReadOnlyDictionary<Id<Host>, Standing> Judge(IReadOnlyCollection<HostSight> hosts, bool missing)
    {
        if (hosts.Any(host => host.SeesStorage))
        {
            var best = Best(hosts);
            return hosts.ToDictionary(host => host.Host, host => best.Contains(host.Host) ? Standing.Lives : host.SeesStorage ? Standing.OutsidePartition : Standing.PathLost);
        }

        var together = !missing && hosts.All(one => hosts.All(other => one.Sees(other)));
        return hosts.ToDictionary(host => host.Host, _ => together ? Standing.Lives : Standing.StorageLost);
    }

    /// <summary>The best partition: hosts that see the storage and all see each other. Empty when none sees the storage.</summary>
    /// <param name="hosts">What each host sees.</param>
    public static IReadOnlySet<Id<Host>> Best(IReadOnlyCollection<HostSight> hosts)
    {
        List<HostSight> seeing = [.. hosts.Where(host => host.SeesStorage).OrderBy(host => host.Host.Value)];
        List<HostSight> best = [];
        foreach (var host in seeing)
        {
            var part = Around(host, seeing);
            if (part.Count > best.Count || (part.Count == best.Count && part[0].Host.Value.CompareTo(best[0].Host.Value) < 0)) best = part;
        }

        return best.Select(host => host.Host).ToHashSet();
    }

    /// <summary>Hosts that all see each other, this one among them. Where sight is not the same for all, whoever sees the fewest is left out, of two the higher id.</summary>
    static List<HostSight> Around(HostSight middle, List<HostSight> seeing)
    {
        var part = seeing.FindAll(middle.Sees);
        while (part.Exists(one => !part.TrueForAll(one.Sees)))
            part.Remove(part.Where(host => host.Host != middle.Host).OrderBy(host => part.Count(host.Sees)).ThenByDescending(host => host.Host.Value).First());
        return part;
    }
}

/// <summary>What one host of a pool sees.</summary>
/// <param name="Host">The host.</param>
/// <param name="SeesStorage">Whether it reads and writes the heartbeat storage.</param>
/// <param name="Hears">The other hosts whose heartbeat it receives over the network.</param>
public sealed record HostSight(Id<Host> Host, bool SeesStorage, IReadOnlySet<Id<Host>> Hears)
{
    /// <summary>Whether the two see each other, which takes both directions; a host sees itself.</summary>
    public bool Sees(HostSight other) => Host == other.Host || (Hears.Contains(other.Host) && other.Hears.Contains(Host));
}
