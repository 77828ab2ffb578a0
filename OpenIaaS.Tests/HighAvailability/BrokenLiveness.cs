using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>Rules of living that are wrong on purpose, to show that the table notices.</summary>
static class BrokenLiveness
{
    public static string Living(string fault, IReadOnlyList<HostSight> hosts, bool missing) => Numbers(fault switch
    {
        "whoever sees the storage lives" when hosts.Any(host => host.SeesStorage) => hosts.Where(host => host.SeesStorage),
        "the largest part lives, with or without the storage" => Largest(hosts, higher: false, all: false),
        "of two halves both live" when hosts.Any(host => host.SeesStorage) => Largest([.. hosts.Where(host => host.SeesStorage)], higher: false, all: true),
        "of two halves the higher id lives" when hosts.Any(host => host.SeesStorage) => Largest([.. hosts.Where(host => host.SeesStorage)], higher: true, all: false),
        "nobody lives without the storage" when !hosts.Any(host => host.SeesStorage) => [],
        "everybody lives without the storage" when !hosts.Any(host => host.SeesStorage) => hosts,
        "a missing host is forgotten" => Right(hosts, missing: false),
        _ => Right(hosts, missing),
    });

    static IEnumerable<HostSight> Right(IReadOnlyList<HostSight> hosts, bool missing) => hosts.Where(host => Liveness.Judge(hosts, missing)[host.Host] == Standing.Lives);

    static IEnumerable<HostSight> Largest(IReadOnlyList<HostSight> hosts, bool higher, bool all)
    {
        var parts = hosts.GroupBy(host => hosts.Where(host.Sees).Min(other => FailoverTable.Number(other.Host))).ToList();
        var largest = parts.Where(part => part.Count() == parts.Max(other => other.Count())).OrderBy(part => part.Key).ToList();
        return all ? largest.SelectMany(part => part) : higher ? largest[^1] : largest[0];
    }

    static string Numbers(IEnumerable<HostSight> hosts) => string.Join(' ', hosts.Select(host => FailoverTable.Number(host.Host)).Order());
}
