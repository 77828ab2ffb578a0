namespace OpenIaaS.Domain.HighAvailability;

/// <summary>
/// Looks for a way to pack certain machines by trying, the largest machine first and the tightest host first. Quick where there is some room
/// to spare; where it runs out of tries, <see cref="FillTable"/> has the answer.
/// </summary>
sealed class HostSearch
{
    /// <summary>The most machines put on a host in one search: some hundredths of a second.</summary>
    const int MostTries = 200_000;

    /// <summary>The most machines in one search, for each is one call deeper.</summary>
    const int MostMachines = 64;

    readonly Packing packing;
    readonly int[] machines;
    int tries;

    HostSearch(Packing packing, IEnumerable<int> machines) =>
        (this.packing, this.machines) = (packing, [.. machines.OrderByDescending(machine => packing.Sizes[machine])]);

    /// <summary>Packs machines, if a way is found.</summary>
    /// <param name="pool">The pool with its machines and hosts.</param>
    /// <param name="machines">The machines that are all to be packed.</param>
    /// <param name="found">How they are packed, or null when no way was found.</param>
    /// <returns>Whether the answer is sure: a way was found, or every way was tried.</returns>
    public static bool TryPack(Packing pool, IReadOnlyList<int> machines, out Packing? found)
    {
        found = null;
        if (machines.Count > MostMachines) return false;
        var search = new HostSearch(new Packing(pool.Sizes, pool.Ranks, pool.Rooms), machines);
        var spare = pool.Rooms.Sum() - machines.Sum(machine => pool.Sizes[machine]);
        found = spare >= 0 && search.Place(0, spare) ? search.packing : null;
        return found is not null || search.tries < MostTries;
    }

    bool Place(int index, long spare)
    {
        if (index == machines.Length) return true;
        if (Wasted(packing.Sizes[machines[^1]]) > spare) return false;
        var size = packing.Sizes[machines[index]];
        Span<long> tried = stackalloc long[packing.Left.Length];
        var count = 0;
        while (tries < MostTries)
        {
            var host = Tightest(size, tried[..count]);
            if (host == Packing.Nowhere) return false;
            tried[count++] = packing.Left[host];
            tries++;
            packing.Put(machines[index], host);
            if (Place(index + 1, spare)) return true;
            packing.Put(machines[index], Packing.Nowhere);
        }

        return false;
    }

    // Two hosts with the same memory left are the same to every machine: one of them is enough.
    int Tightest(long size, ReadOnlySpan<long> tried)
    {
        var chosen = Packing.Nowhere;
        for (var host = 0; host < packing.Left.Length; host++)
        {
            var left = packing.Left[host];
            if (left >= size && (chosen == Packing.Nowhere || left < packing.Left[chosen]) && !tried.Contains(left)) chosen = host;
        }

        return chosen;
    }

    // What is left on a host and is less than the smallest machine is lost.
    long Wasted(long smallest)
    {
        var wasted = 0L;
        foreach (var left in packing.Left)
        {
            if (left < smallest) wasted += left;
        }

        return wasted;
    }
}
