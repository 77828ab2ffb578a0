using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>
/// Keeps the promise of a pool from being broken unnoticed: "a change is refused only if a plan exists now and would stop existing; an already overcommitted
/// pool blocks nothing" (Reliability 1, XAPI HA). The plan is that any one connected host may fail and every machine set to restart finds a place on the others.
/// </summary>
/// <remarks>
/// It asks whether a complete placement exists, and makes no plan: spreading answers almost always. Where that fails it searches exactly for so many machines
/// as one can, and beyond that takes what it does not find for impossible, as XAPI takes a pessimistic bound.
/// </remarks>
public static class AdmissionGuard
{
    /// <summary>How many hosts may fail together in the plan that is guarded.</summary>
    public const int Tolerated = 1;

    /// <summary>What a refusal is known by; whoever saw it may ask again knowingly.</summary>
    public const string Code = "ha.unprotected";

    const long Mebibyte = 1024 * 1024;

    /// <summary>The most steps of mending a placement; a plan of the engine may take a hundred times as many.</summary>
    const int MostSteps = 200_000;

    /// <summary>The most machines that are searched for exactly.</summary>
    const int MostExact = 24;

    /// <summary>Whether a change may be made.</summary>
    /// <param name="now">The pool as it is; null when high availability is off in it, which promises nothing.</param>
    /// <param name="then">The pool as the change leaves it.</param>
    /// <param name="knowingly">Whether whoever asks for it has said that the promise may be broken.</param>
    /// <returns><c>ha.unprotected</c>.</returns>
    public static Result Check(GuardedPool? now, Func<GuardedPool, GuardedPool> then, bool knowingly)
    {
        // With one host there is no plan that could be kept.
        if (now is null || knowingly || now.Hosts.Count <= Tolerated) return Result.Success;
        var after = then(now);
        if (Gap(after) is not { } failing || Gap(now) is not null) return Result.Success;
        List<ByteSize> others = [.. after.Hosts.Where(host => host != failing).Select(host => host.Free)];
        return Problem.Conflict(
            Code,
            $"High availability of {now.Name} would not hold any more: if {failing.Name} failed, its machines set to restart ({failing.Promised.Count}, {Sum(failing.Promised)} together) would not all find a place, for the other hosts would have {Sum(others)} left, the most on one {others.DefaultIfEmpty(ByteSize.Zero).Max()}. Today any one host may fail. It can be done knowingly all the same.");
    }

    /// <summary>The first host by name whose failure would leave a machine set to restart without a place; null when any one may fail.</summary>
    public static GuardedHost? Gap(GuardedPool pool) => pool.Hosts.OrderBy(host => host.Name, StringComparer.Ordinal)
        .FirstOrDefault(failing => failing.Promised.Count > 0 && !Fits([.. pool.Hosts.Where(host => host != failing).Select(host => host.Free)], failing.Promised));

    /// <summary>Whether machines can all be placed in what hosts have left.</summary>
    public static bool Fits(IReadOnlyList<ByteSize> hosts, IReadOnlyList<ByteSize> machines)
    {
        var empty = new Packing(
            [.. machines.Select(memory => (memory.Bytes + Mebibyte - 1) / Mebibyte).OrderDescending()], new int[machines.Count], [.. hosts.Select(free => Math.Max(0, free.Bytes) / Mebibyte)]);
        if (GoodPacking.Spread(empty).IsComplete) return true;
        if (machines.Count > 0 && empty.UpperBound()[0] < machines.Count) return false;
        if (GoodPacking.Best(empty, MostSteps).IsComplete) return true;
        if (machines.Count > MostExact) return false;
        int[] all = [.. Enumerable.Range(0, machines.Count)];
        return (HostSearch.TryPack(empty, all, out var packing) || FillTable.TryPack(empty, all, out packing)) && packing is not null;
    }

    static ByteSize Sum(IEnumerable<ByteSize> sizes) => new(sizes.Sum(size => size.Bytes));
}
