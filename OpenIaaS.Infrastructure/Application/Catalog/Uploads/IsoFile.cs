using System.Buffers.Binary;
using System.Text;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Application.Catalog.Uploads;

/// <summary>
/// Reads what a disk image says of itself: its volume recognition sequence from sector 16 on (ECMA-119 8, ECMA-167 2/8 and 2/9), one descriptor of
/// 2048 bytes after the other. It looks for the primary volume descriptor of ISO 9660 and for the mark of UDF.
/// </summary>
/// <param name="Format">The file system.</param>
/// <param name="Label">The label of the volume; empty when it has none.</param>
public sealed record IsoFile(DiskImageFormat Format, string Label)
{
    const int Sector = 2048;
    const int FirstDescriptor = 16;

    /// <summary>More descriptors than any image has; a file that goes on and on is none.</summary>
    const int MostDescriptors = 64;

    const byte PrimaryVolume = 1;

    /// <summary>The sectors UDF has its anchor in: 256, or the last one (ECMA-167 3/8.4.2.1).</summary>
    const int Anchor = 256;

    const ushort AnchorTag = 2;

    /// <summary>Reads a file that can be sought in.</summary>
    /// <param name="name">What the file is called in sentences.</param>
    /// <returns><c>iso.none</c> when it is no disk image, <c>iso.truncated</c> when it is shorter than its volume.</returns>
    public static async Task<Result<IsoFile>> ReadAsync(string name, Stream file, CancellationToken stop)
    {
        var buffer = new byte[Sector];
        (string Label, long Bytes)? primary = null;
        var udf = false;
        for (var sector = FirstDescriptor; sector < FirstDescriptor + MostDescriptors && await ReadAsync(file, sector, buffer, stop); sector++)
        {
            var mark = Encoding.ASCII.GetString(buffer, 1, 5);
            if (mark is "NSR02" or "NSR03") udf = true;
            else if (mark == "CD001" && buffer[0] == PrimaryVolume) primary ??= Primary(buffer);
            else if (mark is not ("CD001" or "BEA01" or "BOOT2" or "CDW02" or "TEA01")) break;
            if (mark == "TEA01") break;
        }

        if (primary is { } volume) return Whole(name, file, volume.Bytes, new IsoFile(DiskImageFormat.Iso9660, volume.Label));
        if (!udf) return Problem.Invalid("iso.none", $"{name} is no disk image: it holds neither an ISO 9660 nor a UDF volume.");
        return await UdfAsync(name, file, buffer, stop);
    }

    static Result<IsoFile> Whole(string name, Stream file, long bytes, IsoFile read) => file.Length >= bytes ? read : Truncated(name, file, bytes);

    static Problem Truncated(string name, Stream file, long bytes) =>
        Problem.Invalid("iso.truncated", $"{name} is cut short: its volume has {bytes} bytes and the file {file.Length}.");

    /// <summary>Label and size of a primary volume descriptor: blocks at 80, their size at 128, each in both byte orders.</summary>
    static (string Label, long Bytes)? Primary(byte[] sector)
    {
        var blocks = BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(80));
        var block = BinaryPrimitives.ReadUInt16LittleEndian(sector.AsSpan(128));
        var agree = blocks == BinaryPrimitives.ReadUInt32BigEndian(sector.AsSpan(84)) && block == BinaryPrimitives.ReadUInt16BigEndian(sector.AsSpan(130));
        if (!agree || blocks == 0 || block is not (512 or 1024 or Sector)) return null;
        return (Printable(Encoding.ASCII.GetString(sector, 40, 32)), (long)blocks * block);
    }

    /// <summary>The anchor of UDF leads to its volume descriptors: label in tag 1, where its partition ends in tag 5, their end in tag 8 (ECMA-167 3/10).</summary>
    static async Task<Result<IsoFile>> UdfAsync(string name, Stream file, byte[] buffer, CancellationToken stop)
    {
        foreach (var sector in new[] { Anchor, (file.Length / Sector) - 1 })
        {
            if (sector < FirstDescriptor || !await ReadAsync(file, sector, buffer, stop) || BinaryPrimitives.ReadUInt16LittleEndian(buffer) != AnchorTag) continue;
            var (label, end) = ("", 0L);
            var first = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(20));
            for (var at = first; at < first + MostDescriptors && await ReadAsync(file, at, buffer, stop); at++)
            {
                var tag = BinaryPrimitives.ReadUInt16LittleEndian(buffer);
                if (tag == 1) label = Text(buffer.AsSpan(24, 32));
                else if (tag == 5) end = Math.Max(end, ((long)BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(188)) + BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(192))) * Sector);
                else if (tag is 0 or 8) break;
            }

            return Whole(name, file, end, new IsoFile(DiskImageFormat.Udf, label));
        }

        return Truncated(name, file, (Anchor + 1) * Sector);
    }

    /// <summary>A text of UDF: how it is written first, its length last (OSTA UDF 2.1.3).</summary>
    static string Text(ReadOnlySpan<byte> written)
    {
        var length = Math.Min((int)written[^1], written.Length - 1);
        if (length < 2) return "";
        return Printable(written[0] == 16 ? Encoding.BigEndianUnicode.GetString(written[1..length]) : Encoding.Latin1.GetString(written[1..length]));
    }

    static string Printable(string text) => string.Concat(text.Where(letter => !char.IsControl(letter))).Trim();

    static async Task<bool> ReadAsync(Stream file, long sector, byte[] buffer, CancellationToken stop)
    {
        file.Position = sector * Sector;
        return await file.ReadAtLeastAsync(buffer, Sector, throwOnEndOfStream: false, stop) == Sector;
    }
}
