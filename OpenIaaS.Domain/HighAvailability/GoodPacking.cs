namespace OpenIaaS.Domain.HighAvailability;

/// <summary>A good packing for pools too large to prove the best one: three greedy ways, each mended by moving and swapping, and the best of them.</summary>
static class GoodPacking
{
    /// <summary>The most steps of mending in one plan, so that it ends in time whatever the pool looks like.</summary>
    const int MostSteps = 20_000_000;

    /// <summary>The largest machine onto the emptiest host, as XAPI does it (Reliability 1): spreads the load.</summary>
    public static Packing Spread(Packing empty) => Greedy(empty, largestFirst: true, tightest: false, mend: null);

    /// <summary>The best of three greedy packings after mending. The first of them is <see cref="Spread"/> mended, so it is never worse than that.</summary>
    /// <param name="mostSteps">The most steps of mending, for whoever has less time than the engine.</param>
    public static Packing Best(Packing empty, int mostSteps = MostSteps)
    {
        var steps = new Steps(mostSteps);
        Packing[] found = [Greedy(empty, true, false, steps), Greedy(empty, true, true, steps), Greedy(empty, false, true, steps)];
        return found.Aggregate((best, other) => other.CompareTo(best) > 0 ? other : best);
    }

    static Packing Greedy(Packing empty, bool largestFirst, bool tightest, Steps? mend)
    {
        var packing = new Packing(empty.Sizes, empty.Ranks, empty.Rooms);
        var ranks = Enumerable.Range(0, packing.Sizes.Length).GroupBy(machine => packing.Ranks[machine]).OrderBy(rank => rank.Key);
        foreach (var rank in ranks)
        {
            var machines = largestFirst ? rank.OrderByDescending(machine => packing.Sizes[machine]) : rank.OrderBy(machine => packing.Sizes[machine]);
            foreach (var machine in machines) packing.Put(machine, HostFor(packing, packing.Sizes[machine], tightest));
            if (mend is null) continue;
            // What makes no room for a small machine makes none for a larger one: the first failure ends the rank.
            foreach (var machine in rank.Where(machine => packing.HostOf[machine] == Packing.Nowhere).OrderBy(machine => packing.Sizes[machine]))
            {
                if (!MakeRoom(packing, machine, mend)) break;
            }
        }

        return packing;
    }

    static int HostFor(Packing packing, long size, bool tightest)
    {
        var chosen = Packing.Nowhere;
        for (var host = 0; host < packing.Left.Length; host++)
        {
            if (packing.Left[host] < size) continue;
            if (chosen == Packing.Nowhere || (tightest ? packing.Left[host] < packing.Left[chosen] : packing.Left[host] > packing.Left[chosen])) chosen = host;
        }

        return chosen;
    }

    static bool MakeRoom(Packing packing, int machine, Steps steps)
    {
        var size = packing.Sizes[machine];
        var host = HostFor(packing, size, tightest: true);
        if (host == Packing.Nowhere && !MoveOne(packing, size, steps, out host) && !SwapTwo(packing, size, steps, out host)) return false;
        packing.Put(machine, host);
        return true;
    }

    // Another machine of the plan goes elsewhere. Nothing runs yet, so this moves no running machine.
    static bool MoveOne(Packing packing, long size, Steps steps, out int host)
    {
        for (var other = 0; other < packing.Sizes.Length && steps.Any; other++)
        {
            host = packing.HostOf[other];
            if (host == Packing.Nowhere || packing.Left[host] + packing.Sizes[other] < size) continue;
            for (var target = 0; target < packing.Left.Length && steps.Take(); target++)
            {
                if (target == host || packing.Left[target] < packing.Sizes[other]) continue;
                packing.Put(other, target);
                return true;
            }
        }

        host = Packing.Nowhere;
        return false;
    }

    static bool SwapTwo(Packing packing, long size, Steps steps, out int host)
    {
        for (var large = 0; large < packing.Sizes.Length && steps.Any; large++)
        {
            host = packing.HostOf[large];
            if (host == Packing.Nowhere || packing.Left[host] + packing.Sizes[large] < size) continue;
            for (var small = 0; small < packing.Sizes.Length && steps.Take(); small++)
            {
                var target = packing.HostOf[small];
                var gain = packing.Sizes[large] - packing.Sizes[small];
                if (target == Packing.Nowhere || target == host || gain <= 0 || packing.Left[host] + gain < size || packing.Left[target] < gain) continue;
                packing.Put(small, Packing.Nowhere);
                packing.Put(large, target);
                packing.Put(small, host);
                return true;
            }
        }

        host = Packing.Nowhere;
        return false;
    }

    sealed class Steps(int most)
    {
        int left = most;

        public bool Any => left > 0;

        public bool Take() => --left > 0;
    }
}
