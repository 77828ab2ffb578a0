using OpenIaaS.Console.Shared;

namespace OpenIaaS.Tests.Shared;

public sealed class PdfSheetTests
{
    [Theory]
    [InlineData("first line\nsecond line", "first line second line")]
    [InlineData("a\tb\u0000c", "a b c")]
    [InlineData("Comptabilité générale – été", "Comptabilité générale – été")]
    public void What_breaks_a_line_is_a_space_on_paper(string words, string plain) => Assert.Equal(plain, PdfSheet.Plain(words));

    [Fact]
    public void Long_words_take_lines_of_their_own_and_a_long_table_takes_pages()
    {
        var sheet = new PdfSheet("sheet", "nobody", new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));
        sheet.Title("A title");
        sheet.Table(
            [new PdfColumn("Name", 1), new PdfColumn("Size", 1, Numeric: true)],
            Enumerable.Range(1, 60).Select(row => (IReadOnlyList<string>)[string.Join(' ', Enumerable.Repeat($"word{row}", 40)), $"{row}"]));
        var pages = 0;

        var file = sheet.Save((page, of) => $"{page} of {pages = of}");

        // Three lines a row are 41.5 points: 17 rows fill a page of 842 with its margins and the head.
        Assert.Equal(4, pages);
        Assert.Equal("%PDF"u8.ToArray(), file[..4]);
    }
}
