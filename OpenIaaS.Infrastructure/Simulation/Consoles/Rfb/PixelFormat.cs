using System.Buffers.Binary;

namespace OpenIaaS.Infrastructure.Simulation.Consoles.Rfb;

/// <summary>How a viewer wants its pixels (RFC 6143, 7.4): true colour of 8, 16 or 32 bits, or numbers in a map of colours.</summary>
sealed record PixelFormat(int Bits, int Depth, bool IsBigEndian, bool IsTrueColour, int RedMost, int GreenMost, int BlueMost, int RedShift, int GreenShift, int BlueShift)
{
    /// <summary>The bytes it takes on the wire.</summary>
    public const int Length = 16;

    /// <summary>What is used until a viewer asks for another one.</summary>
    public static readonly PixelFormat Usual = new(32, 24, false, true, 255, 255, 255, 16, 8, 0);

    public int Bytes => Bits / 8;

    /// <summary>Reads one, or null when nobody could draw with it.</summary>
    public static PixelFormat? Read(ReadOnlySpan<byte> wire)
    {
        var format = new PixelFormat(
            wire[0], wire[1], wire[2] != 0, wire[3] != 0, BinaryPrimitives.ReadUInt16BigEndian(wire[4..]), BinaryPrimitives.ReadUInt16BigEndian(wire[6..]),
            BinaryPrimitives.ReadUInt16BigEndian(wire[8..]), wire[10], wire[11], wire[12]);
        var fits = format.Bits is 8 or 16 or 32 && (!format.IsTrueColour || (format.RedShift < format.Bits && format.GreenShift < format.Bits && format.BlueShift < format.Bits));
        return fits ? format : null;
    }

    public void Write(Span<byte> wire)
    {
        wire[..Length].Clear();
        (wire[0], wire[1], wire[2], wire[3]) = ((byte)Bits, (byte)Depth, (byte)(IsBigEndian ? 1 : 0), (byte)(IsTrueColour ? 1 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(wire[4..], (ushort)RedMost);
        BinaryPrimitives.WriteUInt16BigEndian(wire[6..], (ushort)GreenMost);
        BinaryPrimitives.WriteUInt16BigEndian(wire[8..], (ushort)BlueMost);
        (wire[10], wire[11], wire[12]) = ((byte)RedShift, (byte)GreenShift, (byte)BlueShift);
    }

    /// <summary>The colours of <see cref="Palette"/> as pixels.</summary>
    public byte[][] Pixels() => [.. Palette.Colours.Select((colour, number) => Pixel(IsTrueColour
        ? (Scaled(colour.Red, RedMost) << RedShift) | (Scaled(colour.Green, GreenMost) << GreenShift) | (Scaled(colour.Blue, BlueMost) << BlueShift)
        : (uint)number))];

    /// <summary>The same as the shorter pixels of ZRLE (RFC 6143, 7.7.5): three of four bytes where the fourth holds nothing.</summary>
    public byte[][] ShortPixels()
    {
        var used = ((uint)RedMost << RedShift) | ((uint)GreenMost << GreenShift) | ((uint)BlueMost << BlueShift);
        if (!IsTrueColour || Bits != 32 || Depth > 24 || (used > 0xFFFFFF && (used & 0xFF) != 0)) return Pixels();
        var skipsFirst = used <= 0xFFFFFF == IsBigEndian;
        return [.. Pixels().Select(pixel => skipsFirst ? pixel[1..] : pixel[..3])];
    }

    static uint Scaled(byte value, int most) => (uint)(((value * most) + 127) / 255);

    byte[] Pixel(uint value)
    {
        var pixel = new byte[4];
        if (IsBigEndian) BinaryPrimitives.WriteUInt32BigEndian(pixel, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(pixel, value);
        return IsBigEndian ? pixel[(4 - Bytes)..] : pixel[..Bytes];
    }
}
