using System.Collections.Concurrent;
using System.Text;

namespace OpenIaaS.Infrastructure.Simulation.Consoles;

/// <summary>
/// What the characters of a screen look like: 16 rows of 8 pixels. The glyphs are drawn in <c>Font.txt</c>; letters with accents are put together from
/// a letter and a mark, lines and blocks are computed. A character that nobody drew is an empty box.
/// </summary>
static class Font
{
    const int FirstRow = 2;
    const int SmallLetters = 3;

    static readonly Dictionary<char, byte[]> Drawn = Read();

    static readonly ConcurrentDictionary<char, byte[]> Known = new();

    /// <summary>Marks over a letter, two rows of eight pixels, by the combining character.</summary>
    static readonly Dictionary<char, (byte Upper, byte Lower)> Above = new()
    {
        ['\u0300'] = (0x10, 0x08), ['\u0301'] = (0x08, 0x10), ['\u0302'] = (0x18, 0x24), ['\u0303'] = (0x32, 0x4C), ['\u0308'] = (0x24, 0x24), ['\u030A'] = (0x18, 0x18),
    };

    /// <summary>Its rows from the top; in each the leftmost pixel is the highest bit.</summary>
    public static byte[] Rows(char glyph) => Known.GetOrAdd(glyph, static one => Drawn.GetValueOrDefault(one) ?? BoxGlyphs.Rows(one) ?? Composed(one) ?? Missing());

    /// <summary>Whether it looks like itself and not like an empty box.</summary>
    public static bool Has(char glyph) => Drawn.ContainsKey(glyph) || BoxGlyphs.Rows(glyph) is not null || Composed(glyph) is not null;

    static byte[]? Composed(char glyph)
    {
        if (char.IsSurrogate(glyph)) return null;
        var parts = glyph.ToString().Normalize(NormalizationForm.FormD);
        if (parts.Length != 2 || !Drawn.TryGetValue(parts[0], out var letter)) return null;
        byte[] rows = [.. letter];
        if (parts[1] == '\u0327')
        {
            (rows[FirstRow + 10], rows[FirstRow + 11]) = (0x08, 0x18);
            return rows;
        }

        if (!Above.TryGetValue(parts[1], out var mark)) return null;
        if (char.IsUpper(parts[0]))
        {
            // A capital gives up one row, so that its mark has room over it.
            for (var row = FirstRow + 2; row > FirstRow; row--) rows[row] = letter[row - 1];
            rows[FirstRow] = 0;
            (rows[0], rows[1]) = mark;
        }
        else
        {
            // The dot of i and j gives way.
            for (var row = FirstRow; row < FirstRow + SmallLetters; row++) rows[row] = 0;
            (rows[FirstRow], rows[FirstRow + 1]) = mark;
        }

        return rows;
    }

    static byte[] Missing()
    {
        var rows = new byte[Cell.Height];
        for (var row = 3; row < 12; row++) rows[row] = row is 3 or 11 ? (byte)0x7E : (byte)0x42;
        return rows;
    }

    static Dictionary<char, byte[]> Read()
    {
        using var text = new StreamReader(typeof(Font).Assembly.GetManifestResourceStream("consoles/font.txt")!);
        Dictionary<char, byte[]> glyphs = new() { [' '] = new byte[Cell.Height], ['\u00A0'] = new byte[Cell.Height] };
        string[] band = [];
        var row = 0;
        while (text.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == ';') continue;
            if (line.StartsWith("= ", StringComparison.Ordinal))
            {
                (band, row) = (line[2..].Split(' '), FirstRow);
                foreach (var glyph in band) glyphs[glyph[0]] = new byte[Cell.Height];
                continue;
            }

            foreach (var (art, position) in line.Split(' ').Select((art, position) => (art, position))) glyphs[band[position][0]][row] = Row(art);
            row++;
        }

        return glyphs;
    }

    static byte Row(string art)
    {
        var bits = 0;
        for (var column = 0; column < art.Length; column++)
            if (art[column] == '#') bits |= 0x80 >> column;
        return (byte)bits;
    }
}
