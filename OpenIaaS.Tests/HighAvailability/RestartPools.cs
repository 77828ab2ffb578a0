using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>Pools for the planner's tests, written by hand or drawn from a seed.</summary>
static class RestartPools
{
    public sealed record Pool(IReadOnlyList<RestartHost> Hosts, IReadOnlyList<RestartMachine> Restart, IReadOnlyList<RestartMachine> BestEffort)
    {
        public RestartPlan Plan() => RestartPlanner.Plan(Hosts, Restart, BestEffort);
    }

    public static RestartHost Host(int number, long freeGiB) => new(new Id<Host>(Number(1, number)), $"host-{number:00}", ByteSize.FromGiB(freeGiB));

    public static RestartMachine Machine(int number, long gib, int order = 0) =>
        new(new Id<VirtualMachine>(Number(2, number)), $"machine-{number:0000}", ByteSize.FromGiB(gib), order);

    public static Pool Of(long[] hosts, long[] restart, params long[] bestEffort) => new(
        [.. hosts.Select((free, index) => Host(index, free))],
        [.. restart.Select((gib, index) => Machine(index, gib))],
        [.. bestEffort.Select((gib, index) => Machine(restart.Length + index, gib))]);

    /// <summary>A pool in which the machines ask for about as much as there is, so that some do not fit.</summary>
    public static Pool Drawn(long seed, int hosts, int machines, int bestEffort, long largest = 12)
    {
        long Roll(string purpose, int ordinal, long least, long most) => Draw.Range(seed, "pool", purpose, ordinal, least, most);
        var share = Math.Max(2, largest * (machines + bestEffort) / (2 * hosts));
        return new Pool(
            [.. Enumerable.Range(0, hosts).Select(each => Host(each, Roll("free", each, share / 2, share + 2)))],
            [.. Enumerable.Range(0, machines).Select(each => Machine(each, Roll("memory", each, 1, largest), (int)Roll("order", each, 0, 2)))],
            [.. Enumerable.Range(machines, bestEffort).Select(each => Machine(each, Roll("memory", each, 1, largest), (int)Roll("order", each, 0, 1)))]);
    }

    static Guid Number(short kind, int number) => new(number, kind, 0, new byte[8]);
}
