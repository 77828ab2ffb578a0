namespace OpenIaaS.Domain.HighAvailability;

/// <summary>
/// The best packing, proved. Of each rank the smallest machines are taken, for any packing of as many others can be changed into one of those.
/// So only their number is open: rank by rank the largest one is sought that can be packed, from the bound downwards.
/// </summary>
static class ExactPacking
{
    /// <summary>The best packing, or null when to prove one would take too long.</summary>
    /// <param name="good">A packing that is known already; handed back when none is better.</param>
    public static Packing? Find(Packing good)
    {
        List<int> taken = [];
        var best = good;
        var known = good.Score();
        foreach (var rank in Enumerable.Range(0, good.Sizes.Length).GroupBy(machine => good.Ranks[machine]).OrderBy(rank => rank.Key))
        {
            int[] machines = [.. rank.OrderBy(machine => good.Sizes[machine])];
            var count = MostThatMayFit(good, taken, machines);
            // The good packing stands as long as it has as many as the best one in each rank so far.
            for (; count > 0 && !(ReferenceEquals(best, good) && count == known[rank.Key]); count--)
            {
                int[] asked = [.. taken, .. machines.Take(count)];
                if (!HostSearch.TryPack(good, asked, out var packing) && !FillTable.TryPack(good, asked, out packing)) return null;
                if (packing is null) continue;
                best = packing;
                break;
            }

            taken.AddRange(machines.Take(count));
        }

        return best;
    }

    static int MostThatMayFit(Packing packing, List<int> taken, int[] machines)
    {
        var room = packing.Rooms.Sum() - taken.Sum(machine => packing.Sizes[machine]);
        var largest = packing.Rooms.DefaultIfEmpty(0).Max();
        return machines.TakeWhile(machine => packing.Sizes[machine] <= largest && (room -= packing.Sizes[machine]) >= 0).Count();
    }
}
