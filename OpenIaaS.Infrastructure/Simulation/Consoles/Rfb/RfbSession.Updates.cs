using System.Buffers.Binary;

namespace OpenIaaS.Infrastructure.Simulation.Consoles.Rfb;

/// <content>What is sent: rectangles of the cells that differ from those sent before.</content>
sealed partial class RfbSession
{
    const int EncodingRaw = 0;
    const int EncodingZrle = 16;
    const int DesktopSize = -223;
    const int ExtendedKeys = -258;

    /// <summary>Nobody looks more often than ten times a second, unless somebody types.</summary>
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    Cell[] sent = [];
    int columns;
    int rows;
    bool saysKeys;

    async Task WriteAsync(CancellationToken stop)
    {
        using var drawing = new Drawing();
        while (true)
        {
            await asked.WaitAsync(stop);
            while (true)
            {
                var typed = screen.Typed;
                if (await screen.LookAsync(stop) is not { } image) return;
                if (await UpdateAsync(image, drawing, stop)) break;
                var until = image.Due - clock.GetUtcNow();
                await screen.WaitAsync(typed, until < Shortest ? Shortest : until > Longest ? Longest : until, stop);
            }
        }
    }

    /// <summary>Sends what is new; false when nothing is.</summary>
    async Task<bool> UpdateAsync(ScreenImage image, Drawing drawing, CancellationToken stop)
    {
        var (known, wanted) = (encodings, format);
        if (formatChanged && !wanted.IsTrueColour) await SendAsync(ColourMap(), stop);
        formatChanged = false;
        if (!saysKeys && known.Contains(ExtendedKeys))
        {
            saysKeys = true;
            await SendAsync(Head(1), stop);
            await SendAsync(Rectangle(0, 0, 0, 0, ExtendedKeys), stop);
            return true;
        }

        if ((image.Columns, image.Rows) != (columns, rows) && known.Contains(DesktopSize))
        {
            (columns, rows, sent) = (image.Columns, image.Rows, []);
            await SendAsync(Head(1), stop);
            await SendAsync(Rectangle(0, 0, image.Width, image.Height, DesktopSize), stop);
            return true;
        }

        var shown = Fit(image);
        if (wantsAll) (wantsAll, sent) = (false, []);
        var spans = Differences(shown);
        if (spans.Count == 0) return false;
        sent = shown;
        var zrle = known.Contains(EncodingZrle);
        var pixels = zrle ? wanted.ShortPixels() : wanted.Pixels();
        await SendAsync(Head(spans.Count), stop);
        foreach (var (row, column, length) in spans)
        {
            var cells = shown.AsSpan((row * columns) + column, length);
            var content = zrle ? drawing.Zrle(cells, pixels) : Drawing.Raw(cells, pixels);
            await SendAsync(Rectangle(column * Cell.Width, row * Cell.Height, length * Cell.Width, Cell.Height, zrle ? EncodingZrle : EncodingRaw), stop);
            await SendAsync(content, stop);
        }

        return true;
    }

    /// <summary>The part of a screen of another size that this viewer, who cannot change, sees: the lines around the cursor.</summary>
    Cell[] Fit(ScreenImage image)
    {
        if ((image.Columns, image.Rows) == (columns, rows)) return image.Cells;
        var fitted = new Cell[columns * rows];
        Array.Fill(fitted, Cell.Blank);
        var top = Math.Max(0, image.CursorRow - rows + 1);
        for (var row = 0; row < Math.Min(rows, image.Rows - top); row++)
            image.Cells.AsSpan((row + top) * image.Columns, Math.Min(columns, image.Columns)).CopyTo(fitted.AsSpan(row * columns));
        return fitted;
    }

    List<(int Row, int Column, int Length)> Differences(Cell[] shown)
    {
        List<(int, int, int)> spans = [];
        for (var row = 0; row < rows; row++)
        {
            if (sent.Length == 0)
            {
                spans.Add((row, 0, columns));
                continue;
            }

            var line = shown.AsSpan(row * columns, columns);
            var before = sent.AsSpan(row * columns, columns);
            var first = line.CommonPrefixLength(before);
            if (first == columns) continue;
            var last = columns - 1;
            while (line[last] == before[last]) last--;
            spans.Add((row, first, last - first + 1));
        }

        return spans;
    }

    static byte[] Head(int rectangles)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)rectangles);
        return head;
    }

    static byte[] Rectangle(int x, int y, int width, int height, int encoding)
    {
        var head = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)x);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)y);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(4), (ushort)width);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(6), (ushort)height);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(8), encoding);
        return head;
    }

    static byte[] ColourMap()
    {
        var map = new byte[6 + (Palette.Colours.Length * 6)];
        map[0] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(4), (ushort)Palette.Colours.Length);
        var at = 6;
        foreach (var (red, green, blue) in Palette.Colours)
            foreach (var part in new[] { red, green, blue })
            {
                BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(at), (ushort)(part * 257));
                at += 2;
            }

        return map;
    }
}
