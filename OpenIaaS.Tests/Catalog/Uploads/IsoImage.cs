using System.Buffers.Binary;
using System.Text;

namespace OpenIaaS.Tests.Catalog.Uploads;

/// <summary>Small disk images made byte by byte: what a reader looks at, and nothing else.</summary>
static class IsoImage
{
    const int Sector = 2048;

    /// <summary>ISO 9660: a primary volume descriptor, a boot record and the terminator from sector 16 on, then content.</summary>
    public static byte[] Iso9660(string label, int sectors = 200, int? claimed = null)
    {
        var image = new byte[sectors * Sector];
        var primary = Descriptor(image, 16, 1, "CD001");
        Encoding.ASCII.GetBytes(label.PadRight(32)).CopyTo(primary[40..]);
        var blocks = (uint)(claimed ?? sectors);
        BinaryPrimitives.WriteUInt32LittleEndian(primary[80..], blocks);
        BinaryPrimitives.WriteUInt32BigEndian(primary[84..], blocks);
        BinaryPrimitives.WriteUInt16LittleEndian(primary[128..], Sector);
        BinaryPrimitives.WriteUInt16BigEndian(primary[130..], Sector);
        Encoding.ASCII.GetBytes("EL TORITO SPECIFICATION").CopyTo(Descriptor(image, 17, 0, "CD001")[7..]);
        Descriptor(image, 18, 255, "CD001");
        // Content that differs from place to place, so that parts in the wrong order would be seen.
        for (var at = 20 * Sector; at < image.Length; at++) image[at] = (byte)((at * 31) ^ (at >> 8));
        return image;
    }

    /// <summary>UDF alone: the recognition sequence, the anchor at 256 and two descriptors it leads to.</summary>
    public static byte[] Udf(string label, string revision = "NSR03", int partition = 40)
    {
        var image = new byte[(257 + partition) * Sector];
        Descriptor(image, 16, 0, "BEA01");
        Descriptor(image, 17, 0, revision);
        Descriptor(image, 18, 0, "TEA01");
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(256 * Sector), 2);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan((256 * Sector) + 16), 4 * Sector);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan((256 * Sector) + 20), 32);
        var volume = image.AsSpan(32 * Sector, Sector);
        BinaryPrimitives.WriteUInt16LittleEndian(volume, 1);
        volume[24] = 8;
        Encoding.ASCII.GetBytes(label).CopyTo(volume[25..]);
        volume[55] = (byte)(label.Length + 1);
        var place = image.AsSpan(33 * Sector, Sector);
        BinaryPrimitives.WriteUInt16LittleEndian(place, 5);
        BinaryPrimitives.WriteUInt32LittleEndian(place[188..], 257);
        BinaryPrimitives.WriteUInt32LittleEndian(place[192..], (uint)partition);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(34 * Sector), 8);
        return image;
    }

    static Span<byte> Descriptor(byte[] image, int sector, byte type, string mark)
    {
        var descriptor = image.AsSpan(sector * Sector, Sector);
        descriptor[0] = type;
        Encoding.ASCII.GetBytes(mark).CopyTo(descriptor[1..]);
        descriptor[6] = 1;
        return descriptor;
    }
}
