using System.Formats.Tar;
using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Application.Compute.Xva;

/// <summary>
/// The blocks of the disks, one after the other: numbered from 0, all as large as the first one but the last, each followed by its checksum (SHA-1, or
/// 64-bit xxHash in newer exports). Blocks of zeros are left out, but never the first and the last one of a disk.
/// </summary>
/// <param name="file">The name of the file, for sentences.</param>
/// <param name="disks">The size of each disk that may follow, by its reference.</param>
/// <param name="needed">The references of those that must.</param>
sealed class XvaBlocks(string file, IReadOnlyDictionary<string, ByteSize> disks, IReadOnlyList<string> needed)
{
    const int Largest = 4 * 1024 * 1024;

    readonly Dictionary<string, ByteSize> written = [];
    readonly byte[] buffer = new byte[Largest];
    string? disk;
    string? unproved;
    long number = -1;
    long end;
    int blockSize;
    int length;

    /// <summary>What of each disk is in the file, by its reference.</summary>
    public IReadOnlyDictionary<string, ByteSize> Written => written;

    /// <summary>Reads one member: a block, or the checksum of the one before.</summary>
    public async Task<Result> TakeAsync(TarEntry entry, string reference, string position, string sum, CancellationToken stop)
    {
        if (!disks.TryGetValue(reference, out var capacity)) return Problem.Invalid("xva.foreign", $"{file} has the member {entry.Name}, which belongs to no XVA file.");
        if (sum.Length > 0) return await ProveAsync(entry, $"{reference}/{position}", sum, stop);
        if (unproved is not null && length > 0) return NoChecksum();
        if (reference != disk)
        {
            var closed = Close();
            if (!closed.Ok) return closed;
            if (written.ContainsKey(reference)) return OutOfOrder(entry.Name);
            (disk, number, end, blockSize) = (reference, -1, 0, 0);
            written[reference] = ByteSize.Zero;
        }

        return await ReadAsync(entry, capacity, long.Parse(position, CultureInfo.InvariantCulture), stop);
    }

    /// <summary>Whether all of it was there.</summary>
    public Result End()
    {
        if (unproved is not null && length > 0) return NoChecksum();
        var closed = Close();
        if (!closed.Ok) return closed;
        return needed.FirstOrDefault(reference => !written.ContainsKey(reference)) is { } without ? Missing($"{without}/{0:D8}") : Result.Success;
    }

    async Task<Result> ReadAsync(TarEntry entry, ByteSize capacity, long next, CancellationToken stop)
    {
        if (next <= number) return OutOfOrder(entry.Name);
        if (number < 0 && next > 0) return Missing($"{disk}/{0:D8}");
        if (number < 0)
        {
            if (entry.Length is < 1 or > Largest) return WrongSize(entry, ByteSize.FromMiB(1));
            blockSize = (int)entry.Length;
        }

        var start = next * blockSize;
        var room = capacity.Bytes - start;
        var expected = Math.Min(blockSize, room);
        // One of zero length stands for zeros as one that is left out does; it keeps a slow export alive.
        if (room <= 0) return Problem.Invalid("xva.beyond", $"The member {entry.Name} of {file} lies beyond the end of its disk, which has {capacity}.");
        if (entry.Length != expected && !(entry.Length == 0 && number >= 0)) return WrongSize(entry, new ByteSize(expected));
        length = (int)entry.Length;
        if (length > 0) await entry.DataStream!.ReadExactlyAsync(buffer.AsMemory(0, length), stop);
        (number, end, unproved) = (next, length == 0 ? end : start + length, entry.Name);
        written[disk!] += new ByteSize(length);
        return Result.Success;
    }

    async Task<Result> ProveAsync(TarEntry entry, string block, string sum, CancellationToken stop)
    {
        if (unproved != block) return OutOfOrder(entry.Name);
        var expected = Convert.ToHexString(sum == "xxhash" ? XxHash64.Hash(buffer.AsSpan(0, length)) : Sha1(buffer.AsSpan(0, length)));
        if (entry.Length < expected.Length || entry.Length > expected.Length + 2) return WrongSize(entry, new ByteSize(expected.Length));
        var said = new byte[entry.Length];
        await entry.DataStream!.ReadExactlyAsync(said, stop);
        unproved = null;
        return string.Equals(Encoding.ASCII.GetString(said).Trim(), expected, StringComparison.OrdinalIgnoreCase)
            ? Result.Success
            : Problem.Invalid("xva.checksum", $"The member {block} of {file} does not match its checksum: the file is damaged. Export it again, or send it again.");
    }

    /// <summary>A disk ends with its last block.</summary>
    Result Close() => disk is null || end == disks[disk].Bytes ? Result.Success : Missing($"{disk}/{(disks[disk].Bytes - 1) / blockSize:D8}");

    /// <summary>The format has it; it guards against damage, not against somebody.</summary>
#pragma warning disable CA5350
    static byte[] Sha1(ReadOnlySpan<byte> block) => SHA1.HashData(block);
#pragma warning restore CA5350

    Problem NoChecksum() => Problem.Invalid("xva.checksum-missing", $"The member {unproved} of {file} has no checksum after it.");

    Problem OutOfOrder(string member) => Problem.Invalid("xva.order", $"The member {member} of {file} is out of order.");

    Problem WrongSize(TarEntry entry, ByteSize expected) => Problem.Invalid("xva.size", $"The member {entry.Name} of {file} has {new ByteSize(entry.Length)}; {expected} was expected.");

    Problem Missing(string member) => Problem.Invalid("xva.missing", $"The member {member} of {file} is missing: the first and the last block of a disk are always there.");
}
