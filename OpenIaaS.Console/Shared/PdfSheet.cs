using System.Globalization;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace OpenIaaS.Console.Shared;

/// <summary>One column of a table on paper.</summary>
/// <param name="Share">Its part of the width, in whatever unit the others have.</param>
public sealed record PdfColumn(string Title, double Share, bool Numeric = false);

/// <summary>Pages filled from top to bottom: headings, paragraphs, tables whose head is repeated on each page.</summary>
sealed class PdfSheet
{
    const double Margin = 48;
    const double Line = 12.5;
    const int MostLines = 3;

    readonly PdfDocument document = new();
    readonly XFont text = Font(9);
    readonly XFont strong = Font(9, XFontStyleEx.Bold);
    readonly XFont title = Font(18, XFontStyleEx.Bold);
    readonly XFont heading = Font(11.5, XFontStyleEx.Bold);
    readonly XBrush ink = new XSolidBrush(XColor.FromArgb(0x1c, 0x23, 0x21));
    readonly XBrush pale = new XSolidBrush(XColor.FromArgb(0x5b, 0x66, 0x62));
    readonly XPen rule = new(XColor.FromArgb(0xd5, 0xdb, 0xd8), 0.6);
    XGraphics graphics = null!;
    PdfPage page = null!;
    double y;

    public PdfSheet(string name, string author, DateTimeOffset made)
    {
        (document.Info.Title, document.Info.Author, document.Info.CreationDate) = (name, author, made.UtcDateTime);
        Turn();
    }

    double Width => page.Width.Point - (2 * Margin);

    public void Title(string words) => Write(words, title, ink, 26);

    public void Heading(string words)
    {
        Need(4 * Line);
        y += 10;
        Write(words, heading, ink, 18);
    }

    public void Paragraph(string words, bool quiet = false)
    {
        Write(words, text, quiet ? pale : ink, Line);
        y += 4;
    }

    /// <summary>Names and figures beside each other, large.</summary>
    public void Figures(IReadOnlyList<(string Name, string Figure)> figures)
    {
        Need(46);
        for (var at = 0; at < figures.Count; at++)
        {
            var x = Margin + (Width * at / figures.Count);
            graphics.DrawString(figures[at].Figure, title, ink, x, y + 18);
            graphics.DrawString(figures[at].Name, text, pale, x, y + 32);
        }

        y += 44;
    }

    public void Table(IReadOnlyList<PdfColumn> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Head(columns);
        foreach (var row in rows)
        {
            var lines = Lay(columns, row, text);
            if (y + HeightOf(lines) > Bottom)
            {
                Turn();
                Head(columns);
            }

            Row(columns, lines, text, ink);
        }
    }

    /// <summary>The whole file, each page with its number.</summary>
    public byte[] Save(Func<int, int, string> foot)
    {
        graphics.Dispose();
        for (var number = 0; number < document.PageCount; number++)
        {
            using var drawn = XGraphics.FromPdfPage(document.Pages[number]);
            drawn.DrawString(foot(number + 1, document.PageCount), Font(7.5), pale, Margin, document.Pages[number].Height.Point - 26);
        }

        using var file = new MemoryStream();
        document.Save(file, closeStream: false);
        return file.ToArray();
    }

    double Bottom => page.Height.Point - Margin;

    static XFont Font(double size, XFontStyleEx style = XFontStyleEx.Regular)
    {
        PdfFonts.Use();
        return new XFont(PdfFonts.Family, size, style);
    }

    void Head(IReadOnlyList<PdfColumn> columns)
    {
        Need(3 * Line);
        Row(columns, Lay(columns, [.. columns.Select(column => column.Title)], strong), strong, pale);
    }

    /// <summary>What each cell is broken into: figures stay on one line, words take up to three.</summary>
    List<IReadOnlyList<string>> Lay(IReadOnlyList<PdfColumn> columns, IReadOnlyList<string> cells, XFont font)
    {
        var all = columns.Sum(column => column.Share);
        return [.. columns.Select((column, at) =>
        {
            var (words, width) = (Plain(cells[at]), (Width * column.Share / all) - 6);
            IReadOnlyList<string> lines = column.Numeric ? [words] : [.. Lines(words, font, width)];
            if (lines.Count > MostLines) lines = [.. lines.Take(MostLines - 1), string.Join(' ', lines.Skip(MostLines - 1))];
            return (IReadOnlyList<string>)[.. lines.Select(line => Fitting(line, font, width))];
        })];
    }

    static double HeightOf(List<IReadOnlyList<string>> cells) => (cells.Max(lines => lines.Count) * Line) + 4;

    void Row(IReadOnlyList<PdfColumn> columns, List<IReadOnlyList<string>> cells, XFont font, XBrush brush)
    {
        var (x, all) = (Margin, columns.Sum(column => column.Share));
        for (var at = 0; at < columns.Count; at++)
        {
            var width = Width * columns[at].Share / all;
            for (var line = 0; line < cells[at].Count; line++)
            {
                var words = cells[at][line];
                graphics.DrawString(words, font, brush, columns[at].Numeric ? x + width - 6 - graphics.MeasureString(words, font).Width : x, y + ((line + 1) * Line) - 2.5);
            }

            x += width;
        }

        y += HeightOf(cells);
        graphics.DrawLine(rule, Margin, y - 2, Margin + Width, y - 2);
    }

    /// <summary>Text that breaks a line, or that no font draws, is a space on paper.</summary>
    internal static string Plain(string words) => string.Concat(words.Select(letter => char.IsControl(letter) ? ' ' : letter));

    string Fitting(string words, XFont font, double width)
    {
        if (graphics.MeasureString(words, font).Width <= width) return words;
        var elements = StringInfo.ParseCombiningCharacters(words);
        var (few, many) = (0, elements.Length - 1);
        while (few < many)
        {
            var half = (few + many + 1) / 2;
            if (graphics.MeasureString(words[..elements[half]] + "…", font).Width <= width) few = half;
            else many = half - 1;
        }

        return words[..elements[few]] + "…";
    }

    void Write(string words, XFont font, XBrush brush, double height)
    {
        foreach (var line in Lines(Plain(words), font, Width))
        {
            Need(height);
            y += height;
            graphics.DrawString(line, font, brush, Margin, y - (height * 0.25));
        }
    }

    /// <summary>Words broken where a line is full; a word that is longer than a line has one of its own.</summary>
    List<string> Lines(string words, XFont font, double width)
    {
        List<string> lines = [];
        var line = "";
        foreach (var word in words.Split(' '))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && graphics.MeasureString(longer, font).Width > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        lines.Add(line);
        return lines;
    }

    void Need(double height)
    {
        if (y + height > Bottom) Turn();
    }

    void Turn()
    {
        graphics?.Dispose();
        page = document.AddPage();
        page.Size = PageSize.A4;
        (graphics, y) = (XGraphics.FromPdfPage(page), Margin);
    }
}
