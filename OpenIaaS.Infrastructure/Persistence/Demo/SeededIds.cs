using System.Buffers.Binary;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>
/// Identities that are the same for the same seed, so that an address of a page stays good when the world is built again. They have the form
/// of version 7 and count up; all of them lie before anything made later.
/// </summary>
sealed class SeededIds(long seed, TimeProvider clock) : IdSource(clock)
{
    /// <summary>The first of January 2026 in milliseconds.</summary>
    const long Beginning = 1_767_225_600_000;
    const ulong LastFiveBytes = 0xFF_FFFF_FFFF;

    /// <summary>Odd, so that no two counts give the same last five bytes: MAC addresses are made of these.</summary>
    const ulong Stride = 0x9E_3779_B97F;

    readonly ulong offset = Draw.Bits(seed, "ids", "offset", 0);
    long count;

    public override Guid Next()
    {
        var number = count++;
        var drawn = Draw.Bits(seed, "ids", "middle", number);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)(Beginning + number) << 16) | 0x7000 | (drawn & 0xFFF));
        var tail = unchecked(offset + ((ulong)number * Stride)) & LastFiveBytes;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x8000_0000_0000_0000 | (drawn & 0x3FFF_FF00_0000_0000) | tail);
        return new Guid(bytes, bigEndian: true);
    }
}
