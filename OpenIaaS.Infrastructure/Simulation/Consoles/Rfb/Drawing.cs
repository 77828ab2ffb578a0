using System.IO.Compression;

namespace OpenIaaS.Infrastructure.Simulation.Consoles.Rfb;

/// <summary>Turns cells that stand side by side into the bytes of a rectangle.</summary>
sealed class Drawing : IDisposable
{
    /// <summary>The widest tile of ZRLE, in pixels.</summary>
    const int TileWidth = 64;

    readonly MemoryStream compressed = new();
    readonly ZLibStream compressor;

    // One stream of zlib for the whole session (RFC 6143, 7.7.6).
    public Drawing() => compressor = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true);

    /// <summary>Every pixel, row after row.</summary>
    public static byte[] Raw(ReadOnlySpan<Cell> cells, byte[][] pixels)
    {
        var size = pixels[0].Length;
        var bytes = new byte[cells.Length * Cell.Width * Cell.Height * size];
        var at = 0;
        for (var row = 0; row < Cell.Height; row++)
        {
            foreach (var cell in cells)
            {
                var bits = Font.Rows(cell.Glyph)[row];
                for (var mask = 0x80; mask > 0; mask >>= 1, at += size) pixels[(bits & mask) != 0 ? cell.Ink : cell.Paper].CopyTo(bytes, at);
            }
        }

        return bytes;
    }

    /// <summary>Tiles of few colours, compressed (RFC 6143, 7.7.6), with the length before them.</summary>
    public byte[] Zrle(ReadOnlySpan<Cell> cells, byte[][] shortPixels)
    {
        compressed.SetLength(0);
        compressed.Write(stackalloc byte[4]);
        for (var from = 0; from < cells.Length; from += TileWidth / Cell.Width)
            compressor.Write(Tile(cells[from..Math.Min(cells.Length, from + (TileWidth / Cell.Width))], shortPixels));
        compressor.Flush();
        var bytes = compressed.ToArray();
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(bytes.Length - 4));
        return bytes;
    }

    public void Dispose() => compressor.Dispose();

    static byte[] Tile(ReadOnlySpan<Cell> cells, byte[][] pixels)
    {
        List<byte> colours = [];
        foreach (var cell in cells)
        {
            if (!colours.Contains(cell.Paper)) colours.Add(cell.Paper);
            if (cell.Glyph != ' ' && !colours.Contains(cell.Ink)) colours.Add(cell.Ink);
        }

        List<byte> tile = [(byte)colours.Count];
        foreach (var colour in colours) tile.AddRange(pixels[colour]);
        if (colours.Count == 1) return [.. tile];
        var bits = colours.Count == 2 ? 1 : colours.Count <= 4 ? 2 : 4;
        for (var row = 0; row < Cell.Height; row++)
        {
            foreach (var cell in cells)
            {
                var (glyph, ink, paper) = (Font.Rows(cell.Glyph)[row], Math.Max(0, colours.IndexOf(cell.Ink)), colours.IndexOf(cell.Paper));
                // Eight pixels of a cell fill whole bytes, whatever the bits of each.
                for (var first = 0; first < Cell.Width; first += 8 / bits)
                {
                    var packed = 0;
                    for (var pixel = first; pixel < first + (8 / bits); pixel++) packed = (packed << bits) | ((glyph & (0x80 >> pixel)) != 0 ? ink : paper);
                    tile.Add((byte)packed);
                }
            }
        }

        return [.. tile];
    }
}
