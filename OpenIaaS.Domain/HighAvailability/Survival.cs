using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>How many hosts of a pool may fail together, whichever they are, so that every machine set to restart still finds a place.</summary>
/// <param name="Hosts">How many connected hosts it has.</param>
/// <param name="Failures">How many may fail: 0 when already one is too many, or while high availability is off.</param>
/// <param name="IsProved">Whether more are known to be too many; false when trying them all would take too long.</param>
/// <param name="Weakest">Hosts whose failure together is one too many, by name; empty when that was not tried.</param>
public sealed record Survival(int Hosts, int Failures, bool IsProved, IReadOnlyList<string> Weakest)
{
    /// <summary>The most combinations of hosts that are tried; XAPI gives up at 3,500 (Reliability 1), which would take seconds in a large pool.</summary>
    public const int MostTried = 200;

    /// <summary>Tries it: one host after the other, then every two, as long as that takes no more than <see cref="MostTried"/> questions in all.</summary>
    public static Survival Of(WhatIfPool pool)
    {
        List<HostRoom> connected = [.. pool.Hosts.Where(host => host.Status == HostStatus.Connected).OrderBy(host => host.Name, StringComparer.Ordinal)];
        if (!pool.IsEnabled) return new Survival(connected.Count, 0, true, []);
        var tried = 0;
        for (var failures = 1; failures <= connected.Count; failures++)
        {
            foreach (var failing in Choose(connected, failures))
            {
                if (++tried > MostTried) return new Survival(connected.Count, failures - 1, false, []);
                if (!WhatIf.Keeps(pool, failing.Select(host => host.Host).ToHashSet())) return new Survival(connected.Count, failures - 1, true, [.. failing.Select(host => host.Name)]);
            }
        }

        return new Survival(connected.Count, connected.Count, true, []);
    }

    /// <summary>Whether any one host may fail, whichever it is; what <see cref="Of"/> begins with, for whoever asks no more. Nothing survives while high availability is off.</summary>
    /// <param name="pool">The pool as it is now; of its machines those set to restart are enough.</param>
    public static bool OfOne(WhatIfPool pool) =>
        pool.IsEnabled && pool.Hosts.Where(host => host.Status == HostStatus.Connected).All(host => WhatIf.Keeps(pool, new HashSet<Id<Host>> { host.Host }));

    static IEnumerable<HostRoom[]> Choose(List<HostRoom> from, int count)
    {
        var at = Enumerable.Range(0, count).ToArray();
        while (true)
        {
            yield return [.. at.Select(index => from[index])];
            var next = count - 1;
            while (next >= 0 && at[next] == from.Count - count + next) next--;
            if (next < 0) yield break;
            at[next]++;
            for (var rest = next + 1; rest < count; rest++) at[rest] = at[rest - 1] + 1;
        }
    }
}
