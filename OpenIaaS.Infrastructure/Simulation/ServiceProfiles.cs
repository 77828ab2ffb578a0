using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// The service profiles of blades, drawn from their name paths. No two have an identity in common: who was racked later draws again when a number is
/// taken, as a pool of identities gives each of them once.
/// </summary>
static class ServiceProfiles
{
    /// <param name="hosts">All hosts of the site, in the order in which they were racked.</param>
    /// <param name="parts">The interconnects and chassis of the site.</param>
    public static Dictionary<Id<Host>, ServiceProfile> Of(IEnumerable<SimulatedHost> hosts, IEnumerable<SimulatedPart> parts, long seed)
    {
        var zones = parts.ToLookup(part => part.ZoneId);
        HashSet<int> taken = [];
        return hosts.ToDictionary(host => host.Id, host => ServiceProfile.Of(
            host.Id, host.Name, Draw.Bits(seed, host.PoolName, "service-profile-prefix", 0), Next(host.Key, taken, seed), Wiring.CauseOf(host, [.. zones[host.ZoneId]])));
    }

    static int Next(string key, HashSet<int> taken, long seed)
    {
        for (var ordinal = 0; ; ordinal++)
        {
            var number = (int)Draw.Range(seed, key, "service-profile", ordinal, 0L, ServiceProfile.Most - 1L);
            if (taken.Add(number)) return number;
        }
    }
}
