namespace OpenIaaS.Domain.HighAvailability;

/// <summary>
/// Whether certain machines can all be packed, and how. Hosts are filled one after another in a fixed order; for each set of machines the
/// table keeps the least (host reached, memory used on it) that holds them, which no other way of packing the same set can improve on. A set
/// that wastes more than there is to spare leads nowhere. Machines of one size are one class, so that a set is the count of each class: at
/// most 2^24 sets for 24 machines, far fewer with ordinary sizes.
/// </summary>
sealed class FillTable
{
    /// <summary>The most sets looked at: those of 24 machines that are all different. A table of 64 MiB.</summary>
    const int MostSets = 1 << 24;

    /// <summary>The most hosts: what the bits of an entry can tell apart.</summary>
    const int MostHosts = 31;

    const int UsedBits = 27;
    const uint UsedMask = (1u << UsedBits) - 1;
    const uint Impossible = uint.MaxValue;

    readonly int[][] classes;
    readonly long[] rooms;
    readonly long[] roomBefore;
    readonly uint[] reached;
    readonly int[] stride;
    readonly uint[] size;
    readonly uint[][] next;

    FillTable(int[][] classes, long[] sizes, long[] rooms, int sets)
    {
        (this.classes, this.rooms) = (classes, rooms);
        roomBefore = new long[rooms.Length];
        for (var host = 1; host < rooms.Length; host++) roomBefore[host] = roomBefore[host - 1] + rooms[host - 1];
        reached = new uint[sets];
        size = [.. classes.Select(each => (uint)sizes[each[0]])];
        stride = new int[classes.Length];
        for (int kind = 0, step = 1; kind < classes.Length; step *= classes[kind++].Length + 1) stride[kind] = step;
        next = [.. size.Select(NextHosts)];
    }

    /// <summary>Packs machines, if they can be packed.</summary>
    /// <param name="pool">The pool with its machines and hosts.</param>
    /// <param name="machines">The machines that are all to be packed.</param>
    /// <param name="packing">How they are packed, or null when they cannot be.</param>
    /// <returns>Whether the question was answered; not when it is too large.</returns>
    public static bool TryPack(Packing pool, IReadOnlyList<int> machines, out Packing? packing)
    {
        packing = null;
        int[][] classes = [.. machines.GroupBy(machine => pool.Sizes[machine]).OrderByDescending(group => group.Key).Select(group => group.ToArray())];
        var sets = classes.Aggregate(1.0, (product, each) => product * (each.Length + 1));
        if (sets > MostSets || pool.Rooms.Length > MostHosts || pool.Rooms.Any(room => room >= UsedMask)) return false;

        // Small hosts first: what they cannot hold shows early, and what is left is left in one piece on a large one.
        int[] hosts = [.. Enumerable.Range(0, pool.Rooms.Length).OrderBy(host => pool.Rooms[host])];
        var table = new FillTable(classes, pool.Sizes, [.. hosts.Select(host => pool.Rooms[host])], (int)sets);
        if (!table.Fill(machines.Sum(machine => pool.Sizes[machine]))) return true;
        packing = new Packing(pool.Sizes, pool.Ranks, pool.Rooms);
        foreach (var (kind, host, nth) in table.WayBack()) packing.Put(classes[kind][nth], hosts[host]);
        return true;
    }

    // For a class: from each host on, the entry after its machine is put on the next host that can hold it at all.
    uint[] NextHosts(uint machine)
    {
        var entries = new uint[rooms.Length + 1];
        entries[rooms.Length] = Impossible;
        for (var host = rooms.Length - 1; host >= 0; host--) entries[host] = machine <= rooms[host] ? ((uint)host << UsedBits) | machine : entries[host + 1];
        return entries;
    }

    uint Step(uint from, int kind)
    {
        var host = from >> UsedBits;
        return (from & UsedMask) + size[kind] <= rooms[host] ? from + size[kind] : next[kind][host + 1];
    }

    bool Fill(long asked)
    {
        Array.Fill(reached, Impossible);
        reached[0] = 0;
        var spare = rooms.Sum() - asked;
        if (spare < 0) return false;
        int[] most = [.. classes.Select(each => each.Length)];
        var count = new int[classes.Length];
        var packed = 0L;
        for (var set = 0; set < reached.Length - 1; set++)
        {
            // A host is left only when nothing more fits on it: a machine that does can be put there in any way of packing the rest.
            if (reached[set] is not Impossible and var from && !StayOnHost(set, from, count, most)) GoOn(set, from, count, most, spare + packed);
            for (var kind = 0; kind < count.Length; kind++)
            {
                if (count[kind] < most[kind])
                {
                    count[kind]++;
                    packed += size[kind];
                    break;
                }

                packed -= (long)count[kind] * size[kind];
                count[kind] = 0;
            }
        }

        return reached[^1] != Impossible;
    }

    bool StayOnHost(int set, uint from, int[] count, int[] most)
    {
        var (reached, stride, size) = (this.reached, this.stride, this.size);
        var left = rooms[from >> UsedBits] - (from & UsedMask);
        var stays = false;
        for (var kind = 0; kind < size.Length; kind++)
        {
            if (size[kind] > left || count[kind] == most[kind]) continue;
            stays = true;
            ref var known = ref reached[set + stride[kind]];
            known = Math.Min(known, from + size[kind]);
        }

        return stays;
    }

    void GoOn(int set, uint from, int[] count, int[] most, long room)
    {
        var host = from >> UsedBits;
        for (var kind = 0; kind < size.Length; kind++)
        {
            if (count[kind] == most[kind]) continue;
            var to = next[kind][host + 1];
            // All rooms up to there, less what is packed, is lost; more than there is to spare leads nowhere.
            if (to == Impossible || roomBefore[to >> UsedBits] > room) continue;
            ref var known = ref reached[set + stride[kind]];
            known = Math.Min(known, to);
        }
    }

    // From the whole set back to none: which class, on which host, and which machine of the class.
    IEnumerable<(int Kind, int Host, int Nth)> WayBack()
    {
        for (var set = reached.Length - 1; set > 0;)
        {
            for (var kind = 0; ; kind++)
            {
                var count = set / stride[kind] % (classes[kind].Length + 1);
                if (count == 0 || reached[set - stride[kind]] == Impossible || Step(reached[set - stride[kind]], kind) != reached[set]) continue;
                yield return (kind, (int)(reached[set] >> UsedBits), count - 1);
                set -= stride[kind];
                break;
            }
        }
    }
}
