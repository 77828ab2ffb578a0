using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>
/// Plans which host each machine of failed hosts is restarted on. Restart machines come first, by their order, lower first; best-effort
/// machines get only what is left after every restart machine (Concepts, High Availability). "Restarted as soon as resources become
/// available" means that a complete placement that exists is found (Reliability 3, rule 1). Nothing that runs is moved or stopped for it.
/// </summary>
/// <remarks>
/// A plan that is proved best for up to 24 machines and 31 hosts, and for more machines while their sizes repeat; beyond that a good one.
/// The same input gives the same plan, in whatever order it is listed.
/// </remarks>
public static class RestartPlanner
{
    const long Mebibyte = 1024 * 1024;

    /// <summary>Makes the plan: as many machines as can be of the lowest order, then of the next one, and so on; then of best-effort.</summary>
    /// <param name="hosts">The connected hosts of the pool with their free memory; a failed or a maintained host is not among them.</param>
    /// <param name="restart">The machines set to restart that wait, also those of earlier failures.</param>
    /// <param name="bestEffort">The best-effort machines whose one attempt this is.</param>
    public static RestartPlan Plan(IReadOnlyList<RestartHost> hosts, IReadOnlyList<RestartMachine> restart, IReadOnlyList<RestartMachine> bestEffort)
    {
        RestartHost[] places = [.. hosts.OrderBy(host => host.Name, StringComparer.Ordinal).ThenBy(host => host.Host.Value)];
        RestartMachine[] machines = [.. Sorted(restart), .. Sorted(bestEffort)];
        var empty = Empty(places, machines, restart.Count);
        var (packing, exact) = Fill(empty);
        var left = packing.Left.DefaultIfEmpty(0).Max();
        return new RestartPlan([.. machines.Select((machine, index) => packing.HostOf[index] == Packing.Nowhere
            ? new RestartPlacement(machine, null, NoRoom(machine, places.Length, ByteSize.FromMiB(left)))
            : new RestartPlacement(machine, places[packing.HostOf[index]].Host, null))], exact);
    }

    /// <summary>Whether <see cref="Plan"/> would find a place for every machine set to restart: the same answer, sooner where it is plain.</summary>
    /// <param name="hosts">The hosts as the plan takes them.</param>
    /// <param name="restart">The machines set to restart.</param>
    public static bool PlacesAll(IReadOnlyList<RestartHost> hosts, IReadOnlyList<RestartMachine> restart)
    {
        var empty = Empty([.. hosts.OrderBy(host => host.Name, StringComparer.Ordinal).ThenBy(host => host.Host.Value)], [.. Sorted(restart)], restart.Count);
        if (GoodPacking.Spread(empty).IsComplete) return true;
        return empty.UpperBound().Sum() == restart.Count && Fill(empty).Packing.IsComplete;
    }

    static Packing Empty(RestartHost[] places, RestartMachine[] machines, int restart) => new(
        [.. machines.Select(machine => (machine.Memory.Bytes + Mebibyte - 1) / Mebibyte)],
        [.. Ranks(machines, restart)],
        [.. places.Select(host => Math.Max(0, host.Free.Bytes) / Mebibyte)]);

    static (Packing Packing, bool Exact) Fill(Packing empty)
    {
        // Spreading is kinder to the hosts, and when it places everything no plan is better.
        var spread = GoodPacking.Spread(empty);
        if (spread.IsComplete) return (spread, true);
        var good = GoodPacking.Best(empty);
        if (good.Score().SequenceEqual(empty.UpperBound())) return (good, true);
        return ExactPacking.Find(good) is { } best ? (best, true) : (good, false);
    }

    static IEnumerable<RestartMachine> Sorted(IEnumerable<RestartMachine> machines) =>
        machines.OrderBy(machine => machine.Order).ThenByDescending(machine => machine.Memory).ThenBy(machine => machine.Name, StringComparer.Ordinal).ThenBy(machine => machine.Machine.Value);

    static IEnumerable<int> Ranks(RestartMachine[] machines, int restart)
    {
        var rank = 0;
        for (var index = 0; index < machines.Length; index++)
        {
            if (index > 0 && (index == restart || machines[index].Order != machines[index - 1].Order)) rank++;
            yield return rank;
        }
    }

    static Problem NoRoom(RestartMachine machine, int hosts, ByteSize left) => hosts == 0
        ? Problem.Conflict("ha.no-host", $"{machine.Name} is not restarted: no host of the pool is connected.")
        : Problem.Conflict("ha.no-room", $"{machine.Name} is not restarted: it needs {machine.Memory}, and the most that one host has left is {left}.");
}
