namespace OpenIaaS.Domain.HighAvailability;

/// <summary>
/// The bare problem behind a restart plan: machines of so many MiB in ranks, hosts with so many MiB free. A packing is better when it holds
/// more machines of the lowest rank in which two packings differ.
/// </summary>
sealed class Packing
{
    /// <summary>What <see cref="HostOf"/> holds for a machine that has no host.</summary>
    public const int Nowhere = -1;

    /// <summary>An empty packing.</summary>
    /// <param name="sizes">The memory of each machine in MiB.</param>
    /// <param name="ranks">The rank of each machine, from 0, lowest first.</param>
    /// <param name="rooms">The free memory of each host in MiB.</param>
    public Packing(long[] sizes, int[] ranks, long[] rooms)
    {
        (Sizes, Ranks, Rooms) = (sizes, ranks, rooms);
        Left = [.. rooms];
        HostOf = new int[sizes.Length];
        Array.Fill(HostOf, Nowhere);
    }

    public long[] Sizes { get; }

    public int[] Ranks { get; }

    public long[] Rooms { get; }

    /// <summary>What each host has left, MiB.</summary>
    public long[] Left { get; }

    /// <summary>The host of each machine, or <see cref="Nowhere"/>.</summary>
    public int[] HostOf { get; }

    public int RankCount => Ranks.Length == 0 ? 0 : Ranks.Max() + 1;

    public bool IsComplete => !HostOf.Contains(Nowhere);

    public void Put(int machine, int host)
    {
        if (HostOf[machine] != Nowhere) Left[HostOf[machine]] += Sizes[machine];
        HostOf[machine] = host;
        if (host != Nowhere) Left[host] -= Sizes[machine];
    }

    /// <summary>How many machines of each rank have a host.</summary>
    public int[] Score()
    {
        var score = new int[RankCount];
        for (var machine = 0; machine < HostOf.Length; machine++)
        {
            if (HostOf[machine] != Nowhere) score[Ranks[machine]]++;
        }

        return score;
    }

    /// <summary>A score that no packing can pass: as if all hosts were one, and each rank took its smallest machines.</summary>
    public int[] UpperBound()
    {
        var bound = new int[RankCount];
        var (room, largest) = (Rooms.Sum(), Rooms.DefaultIfEmpty(0).Max());
        foreach (var machine in Enumerable.Range(0, Sizes.Length).Where(machine => Sizes[machine] <= largest).OrderBy(machine => Ranks[machine]).ThenBy(machine => Sizes[machine]))
        {
            if (Sizes[machine] > room) continue;
            room -= Sizes[machine];
            bound[Ranks[machine]]++;
        }

        return bound;
    }

    /// <summary>More than 0 when this packing is the better one.</summary>
    public int CompareTo(Packing other) => Compare(Score(), other.Score());

    public static int Compare(ReadOnlySpan<int> left, ReadOnlySpan<int> right) => left.SequenceCompareTo(right);
}
