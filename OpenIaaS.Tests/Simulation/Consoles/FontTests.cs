using OpenIaaS.Infrastructure.Simulation.Consoles;

namespace OpenIaaS.Tests.Simulation.Consoles;

public sealed class FontTests
{
    const string French = "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»€’…·°";
    const string Boxes = "─│┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬█▓▒░▀▄■";

    [Fact]
    public void Every_character_that_can_be_typed_in_English_and_French_is_drawn()
    {
        var ascii = string.Concat(Enumerable.Range(0x20, 0x5F).Select(code => (char)code));
        Assert.DoesNotContain(ascii + French + Boxes, glyph => !Font.Has(glyph));
        Assert.False(Font.Has('漢'));
    }

    [Fact]
    public void No_two_of_them_look_alike()
    {
        var all = string.Concat(Enumerable.Range(0x21, 0x5E).Select(code => (char)code)) + French.Replace("’", "", StringComparison.Ordinal) + Boxes;
        var alike = all.GroupBy(glyph => Convert.ToHexString(Font.Rows(glyph))).Where(same => same.Count() > 1).Select(same => string.Concat(same));
        Assert.Empty(alike);
    }

    [Fact]
    public void Letters_stand_in_the_rows_of_a_cell_and_leave_a_gap_to_the_next()
    {
        foreach (var glyph in string.Concat(Enumerable.Range(0x21, 0x5E).Select(code => (char)code)) + French)
        {
            var rows = Font.Rows(glyph);
            Assert.Equal(Cell.Height, rows.Length);
            Assert.All(rows, row => Assert.Equal(0, row & 1));
            Assert.Contains(rows, row => row != 0);
        }
    }

    [Fact]
    public void Capital_makes_room_for_its_accent()
    {
        var (plain, accented) = (Font.Rows('E'), Font.Rows('É'));
        Assert.Equal((0, 0, 0), (plain[0], plain[1], accented[2]));
        Assert.NotEqual(0, accented[0]);
        Assert.Equal(plain[11], accented[11]);
    }

    [Fact]
    public void Lines_meet_the_next_cell()
    {
        Assert.Equal(0xFF, Font.Rows('─')[8]);
        Assert.All(Font.Rows('│'), row => Assert.Equal(0x10, row));
    }
}
