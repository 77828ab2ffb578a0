namespace OpenIaaS.Domain.HighAvailability;

/// <summary>
/// The best packing, proved. Hosts are filled one after another in a fixed order; for each set of machines the table keeps the least
/// (host reached, memory used on it) that holds them, which no other way of packing the same set can improve on. Machines alike in rank and
/// size are one class, so that a set is the count of each class: at most 2^24 sets for 24 machines, far fewer with ordinary sizes.
/// </summary>
static class ExactPacking
{
    /// <summary>The most sets looked at: those of 24 machines that are all different. A table of 64 MiB, some tenths of a second.</summary>
    public const int MostSets = 1 << 24;

    /// <summary>The most hosts: what the bits of a table entry can tell apart.</summary>
    public const int MostHosts = 31;

    const int UsedBits = 27;
    const uint UsedMask = (1u << UsedBits) - 1;
    const uint Impossible = uint.MaxValue;

    /// <summary>One class of machines alike.</summary>
    sealed record Class(long Size, int Rank, int[] Machines);

    /// <summary>Fills <paramref name="packing"/> in the best way, or leaves it alone when that would take too long.</summary>
    /// <param name="packing">An empty packing.</param>
    /// <returns>Whether it was filled.</returns>
    public static bool TryFill(Packing packing)
    {
        var classes = ClassesOf(packing);
        // Small hosts first, so that what is left is left in one piece on a large one.
        var hosts = Enumerable.Range(0, packing.Rooms.Length).OrderBy(host => packing.Rooms[host]).ToArray();
        var sets = classes.Aggregate(1.0, (product, each) => product * (each.Machines.Length + 1));
        if (sets > MostSets || hosts.Length > MostHosts || packing.Rooms.Any(room => room >= UsedMask)) return false;
        if (classes.Length == 0) return true;

        var table = new Table(classes, [.. hosts.Select(host => packing.Rooms[host])], (int)sets, packing.RankCount);
        table.Fill();
        foreach (var (kind, host, nth) in table.Best()) packing.Put(classes[kind].Machines[nth], hosts[host]);
        return true;
    }

    // A machine larger than every host is in no packing; leaving it out keeps the table small.
    static Class[] ClassesOf(Packing packing)
    {
        var largest = packing.Rooms.DefaultIfEmpty(-1).Max();
        return [.. Enumerable.Range(0, packing.Sizes.Length)
            .Where(machine => packing.Sizes[machine] <= largest)
            .GroupBy(machine => (Rank: packing.Ranks[machine], Size: packing.Sizes[machine]))
            .OrderBy(group => group.Key.Rank).ThenByDescending(group => group.Key.Size)
            .Select(group => new Class(group.Key.Size, group.Key.Rank, [.. group]))];
    }

    sealed class Table
    {
        readonly Class[] classes;
        readonly long[] rooms;
        readonly int ranks;
        readonly uint[] reached;
        readonly int[] stride;
        readonly uint[] size;
        readonly uint[][] next;
        int best;

        public Table(Class[] classes, long[] rooms, int sets, int ranks)
        {
            (this.classes, this.rooms, this.ranks) = (classes, rooms, ranks);
            reached = new uint[sets];
            size = [.. classes.Select(each => (uint)each.Size)];
            stride = new int[classes.Length];
            for (int kind = 0, step = 1; kind < classes.Length; step *= classes[kind++].Machines.Length + 1) stride[kind] = step;
            next = [.. classes.Select(each => NextHosts(each.Size))];
        }

        // For a class: from each host on, the entry after its machine is put on the next host that can hold it at all.
        uint[] NextHosts(long machine)
        {
            var entries = new uint[rooms.Length + 1];
            entries[rooms.Length] = Impossible;
            for (var host = rooms.Length - 1; host >= 0; host--) entries[host] = machine <= rooms[host] ? ((uint)host << UsedBits) | (uint)machine : entries[host + 1];
            return entries;
        }

        uint Step(uint from, int kind)
        {
            var host = from >> UsedBits;
            return (from & UsedMask) + size[kind] <= rooms[host] ? from + size[kind] : next[kind][host + 1];
        }

        public void Fill()
        {
            var (reached, stride) = (this.reached, this.stride);
            var count = new int[classes.Length];
            var score = new int[ranks];
            var bestScore = new int[ranks];
            for (var set = 1; set < reached.Length; set++)
            {
                for (var kind = 0; ; kind++)
                {
                    if (count[kind] < classes[kind].Machines.Length)
                    {
                        count[kind]++;
                        score[classes[kind].Rank]++;
                        break;
                    }

                    score[classes[kind].Rank] -= count[kind];
                    count[kind] = 0;
                }

                var least = Impossible;
                for (var kind = 0; kind < count.Length; kind++)
                {
                    if (count[kind] == 0) continue;
                    var before = reached[set - stride[kind]];
                    // What is too much already stays too much with one machine more.
                    least = before == Impossible ? Impossible : Math.Min(least, Step(before, kind));
                    if (before == Impossible) break;
                }

                reached[set] = least;
                if (least == Impossible || Packing.Compare(score, bestScore) <= 0) continue;
                best = set;
                score.CopyTo(bestScore, 0);
            }
        }

        /// <summary>The way back from the best set: which class, on which host, and which machine of the class.</summary>
        public IEnumerable<(int Kind, int Host, int Nth)> Best()
        {
            for (var set = best; set > 0;)
            {
                for (var kind = 0; ; kind++)
                {
                    var count = set / stride[kind] % (classes[kind].Machines.Length + 1);
                    if (count == 0 || reached[set - stride[kind]] == Impossible || Step(reached[set - stride[kind]], kind) != reached[set]) continue;
                    yield return (kind, (int)(reached[set] >> UsedBits), count - 1);
                    set -= stride[kind];
                    break;
                }
            }
        }
    }
}
