namespace OpenIaaS.Infrastructure.Simulation.Consoles;

/// <summary>Lines of boxes and blocks: they must meet the next cell, so they are computed and not drawn.</summary>
static class BoxGlyphs
{
    const int MiddleRow = 8;

    /// <summary>How thick the arms up, right, down and left are, in pixels.</summary>
    static readonly Dictionary<char, string> Lines = new()
    {
        ['─'] = "0101", ['│'] = "1010", ['┌'] = "0110", ['┐'] = "0011", ['└'] = "1100", ['┘'] = "1001", ['├'] = "1110", ['┤'] = "1011", ['┬'] = "0111", ['┴'] = "1101", ['┼'] = "1111",
        ['═'] = "0202", ['║'] = "2020", ['╔'] = "0220", ['╗'] = "0022", ['╚'] = "2200", ['╝'] = "2002", ['╠'] = "2220", ['╣'] = "2022", ['╦'] = "0222", ['╩'] = "2202", ['╬'] = "2222",
    };

    /// <summary>The pixels of each row of a block.</summary>
    static readonly Dictionary<char, Func<int, byte>> Blocks = new()
    {
        ['█'] = _ => 0xFF, ['▓'] = row => (byte)(row % 2 == 0 ? 0xEE : 0xBB), ['▒'] = row => (byte)(row % 2 == 0 ? 0xAA : 0x55), ['░'] = row => (byte)(row % 2 == 0 ? 0x88 : 0x22),
        ['▀'] = row => (byte)(row < MiddleRow ? 0xFF : 0), ['▄'] = row => (byte)(row < MiddleRow ? 0 : 0xFF), ['■'] = row => (byte)(row is > 4 and < 12 ? 0x7E : 0),
    };

    /// <summary>Its rows, or null when it is no box character.</summary>
    public static byte[]? Rows(char glyph)
    {
        if (Blocks.TryGetValue(glyph, out var block)) return [.. Enumerable.Range(0, Cell.Height).Select(block)];
        if (!Lines.TryGetValue(glyph, out var arms)) return null;
        var rows = new byte[Cell.Height];
        var (up, right, down, left) = (arms[0] - '0', arms[1] - '0', arms[2] - '0', arms[3] - '0');
        for (var row = 0; row < Cell.Height; row++)
        {
            if (row <= MiddleRow) rows[row] |= Upright(up);
            if (row >= MiddleRow) rows[row] |= Upright(down);
            if (row >= MiddleRow && row < MiddleRow + left) rows[row] |= 0xF0;
            if (row >= MiddleRow && row < MiddleRow + right) rows[row] |= 0x1F;
        }

        return rows;
    }

    static byte Upright(int thickness) => thickness switch { 0 => 0, 1 => 0x10, _ => 0x18 };
}
