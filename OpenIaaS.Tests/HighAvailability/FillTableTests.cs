using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>The search answers every small pool, so the table behind it is tried on its own.</summary>
public class FillTableTests
{
    [Fact]
    public void Table_and_search_answer_as_trying_every_way_does()
    {
        var (packed, refused) = (0, 0);
        for (var seed = 0; seed < 600; seed++)
        {
            var pool = Drawn(seed);
            int[] machines = [.. Enumerable.Range(0, pool.Sizes.Length)];
            var possible = Try(pool, 0, [.. pool.Rooms]);
            Assert.True(FillTable.TryPack(pool, machines, out var table));
            Assert.True(HostSearch.TryPack(pool, machines, out var search));
            Assert.True(possible == table is not null && possible == search is not null, $"Seed {seed}: possible {possible}, table {table is not null}, search {search is not null}.");
            foreach (var found in new[] { table, search }.OfType<Packing>()) Assert.True(IsSound(found), $"Seed {seed}");
            _ = possible ? packed++ : refused++;
        }

        // Both answers must be tried often, or the comparison says little.
        Assert.InRange(packed, 100, 500);
        Assert.InRange(refused, 100, 500);
    }

    [Fact]
    public void Question_too_large_for_the_table_is_not_answered() =>
        Assert.False(FillTable.TryPack(new Packing([.. Enumerable.Range(1, 25).Select(size => (long)size)], new int[25], [400]), [.. Enumerable.Range(0, 25)], out _));

    static Packing Drawn(long seed)
    {
        var hosts = (int)Draw.Range(seed, "fill", "hosts", 0, 2, 4);
        var sizes = Enumerable.Range(0, 8).Select(each => Draw.Range(seed, "fill", "size", each, 2, 11)).ToArray();
        var share = sizes.Sum() / hosts;
        return new Packing(sizes, new int[8], [.. Enumerable.Range(0, hosts).Select(each => Draw.Range(seed, "fill", "room", each, share - 2, share + 3))]);
    }

    static bool IsSound(Packing packing) => packing.IsComplete && packing.Rooms.Index().All(room =>
        Enumerable.Range(0, packing.Sizes.Length).Where(machine => packing.HostOf[machine] == room.Index).Sum(machine => packing.Sizes[machine]) <= room.Item);

    static bool Try(Packing pool, int machine, long[] left)
    {
        if (machine == pool.Sizes.Length) return true;
        for (var host = 0; host < left.Length; host++)
        {
            if (left[host] < pool.Sizes[machine]) continue;
            left[host] -= pool.Sizes[machine];
            if (Try(pool, machine + 1, left)) return true;
            left[host] += pool.Sizes[machine];
        }

        return false;
    }
}
