using OpenIaaS.Infrastructure.Simulation.Consoles;

namespace OpenIaaS.Tests.Simulation.Consoles;

public sealed class TerminalTests
{
    [Theory]
    [InlineData("one\ntwo", "one\ntwo")]
    [InlineData("abcdefghijkl", "abcdefghij\nkl")]
    [InlineData("abcdefghij\nk", "abcdefghij\nk")]
    [InlineData("a\tb", "a       b")]
    [InlineData("12345\rab", "ab345")]
    [InlineData("1\n2\n3\n4", "2\n3\n4")]
    [InlineData("old\e[Jnew", "new")]
    [InlineData("abc\e[2;3Hd", "abc\n  d")]
    [InlineData("abcdef\e[1;3H\e[K", "ab")]
    [InlineData("a\u0007\u0001b", "ab")]
    [InlineData("\e[31mred\e[0m", "red")]
    public void Text_stands_where_it_belongs(string written, string shown)
    {
        var terminal = new Terminal(10, 3);
        terminal.Write(written);
        Assert.Equal(shown, terminal.Text);
    }

    [Fact]
    public void Colours_last_until_they_are_taken_back()
    {
        var terminal = new Terminal(10, 2);
        terminal.Write("\e[92;44mA\e[0mB\e[7mC");
        var cells = terminal.Cells.ToArray();
        Assert.Equal((10, 4), (cells[0].Ink, cells[0].Paper));
        Assert.Equal((Palette.Grey, Palette.Black), (cells[1].Ink, cells[1].Paper));
        Assert.Equal((Palette.Black, Palette.Grey), (cells[2].Ink, cells[2].Paper));
    }

    [Fact]
    public void Going_back_crosses_the_beginning_of_a_line()
    {
        var terminal = new Terminal(4, 3);
        terminal.Write("abcdef");
        terminal.Back(4);
        terminal.Write("X");
        Assert.Equal("abXd\nef", terminal.Text);
    }

    [Fact]
    public void Other_size_is_empty()
    {
        var terminal = new Terminal(10, 3);
        terminal.Write("text");
        terminal.Resize(20, 5);
        Assert.Equal(("", 20, 5, 100), (terminal.Text, terminal.Columns, terminal.Rows, terminal.Cells.Length));
    }
}
