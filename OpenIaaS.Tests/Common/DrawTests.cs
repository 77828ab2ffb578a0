using OpenIaaS.Domain.Common;

namespace OpenIaaS.Tests.Common;

public class DrawTests
{
    [Fact]
    public void Draw_is_the_same_value_whenever_it_is_asked_for()
    {
        var first = Draw.Unit(7, "az05/pool", "seconds", 3);
        Draw.Unit(7, "az05/pool", "seconds", 4);

        Assert.Equal(first, Draw.Unit(7, "az05/pool", "seconds", 3));
    }

    [Fact]
    public void Draw_differs_with_each_of_its_arguments()
    {
        ulong[] drawn = [Draw.Bits(1, "a", "b", 0), Draw.Bits(2, "a", "b", 0), Draw.Bits(1, "c", "b", 0), Draw.Bits(1, "a", "c", 0), Draw.Bits(1, "b", "a", 0), Draw.Bits(1, "a", "b", 1)];

        Assert.Equal(drawn.Length, drawn.Distinct().Count());
    }

    [Fact]
    public void Ten_thousand_fractions_spread_evenly_over_ten_tenths()
    {
        var tenths = new int[10];
        for (var each = 0; each < 10_000; each++) tenths[(int)(Draw.Unit(1, "key", "spread", each) * 10)]++;

        Assert.All(tenths, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Whole_numbers_reach_both_bounds_and_never_leave_them()
    {
        var drawn = Enumerable.Range(0, 1000).Select(each => Draw.Range(1, "key", "dice", each, 1, 6)).ToArray();

        Assert.Equal([1, 2, 3, 4, 5, 6], drawn.Distinct().Order());
    }

    [Fact]
    public void Whole_numbers_may_span_everything_a_number_can_hold() =>
        Assert.Equal(2, Enumerable.Range(0, 64).Select(each => Math.Sign(Draw.Range(1, "key", "all", each, long.MinValue, long.MaxValue))).Distinct().Count());

    [Fact]
    public void Bounds_the_wrong_way_round_are_a_bug() => Assert.Throws<ArgumentOutOfRangeException>(() => Draw.Range(1, "key", "dice", 0, 6L, 1L));
}
