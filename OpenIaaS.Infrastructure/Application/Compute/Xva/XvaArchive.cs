using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.Compute.Xva;

/// <summary>
/// Reads an XVA file from its beginning to its end, once, and verifies all of it: a tar archive whose first member is <c>ova.xml</c>, followed by the
/// blocks of each disk with a checksum after each. Nothing of it is written anywhere, and no name in it leads anywhere.
/// </summary>
public static partial class XvaArchive
{
    /// <summary>How many times longer than the file its content may become when it is compressed; blocks of zeros are left out, so that no honest file comes near.</summary>
    const int MostExpansion = 100;

    const string Description = "ova.xml";

    /// <summary>Reads a file.</summary>
    /// <param name="name">The name of the file, for sentences.</param>
    /// <param name="file">The file at its beginning; compressed by gzip or not.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The machine in it; <c>xva.*</c>, or what <see cref="XvaMachine.Check"/> returns.</returns>
    public static async Task<Result<XvaMachine>> ReadAsync(string name, Stream file, CancellationToken stop)
    {
        var member = Description;
        try
        {
            await using var content = await OpenAsync(file, stop);
            await using var archive = new TarReader(content);
            if (await archive.GetNextEntryAsync(copyData: false, stop) is not { } first) return Problem.Invalid("xva.not-tar", $"{name} is no XVA file: it is not a tar archive.");
            if (first.Name != Description || !IsFile(first)) return Problem.Invalid("xva.ova-missing", $"{name} begins with {Shown(first.Name)} and not with ova.xml, so that nothing is known of its machine.");
            var described = await XvaDescription.ReadAsync(name, first, stop);
            if (!described.Ok) return Result<XvaMachine>.Refused(described.Problems);
            var within = described.Value.Machine.Check();
            if (!within.Ok) return Result<XvaMachine>.Refused(within.Problems);

            var blocks = new XvaBlocks(name, described.Value.Disks, described.Value.References);
            while (await archive.GetNextEntryAsync(copyData: false, stop) is { } entry)
            {
                member = Shown(entry.Name);
                if (!IsFile(entry) || Names().Match(entry.Name) is not { Success: true } parts) return Problem.Invalid("xva.foreign", $"{name} has the member {member}, which belongs to no XVA file.");
                var taken = await blocks.TakeAsync(entry, parts.Groups["disk"].Value, parts.Groups["number"].Value, parts.Groups["sum"].Value, stop);
                if (!taken.Ok) return Result<XvaMachine>.Refused(taken.Problems);
            }

            var whole = blocks.End();
            return whole.Ok ? described.Value.With(blocks.Written) : Result<XvaMachine>.Refused(whole.Problems);
        }
        catch (EndOfStreamException)
        {
            return Problem.Invalid("xva.truncated", $"{name} ends in the middle of {member}: it was not exported or not sent to its end.");
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or ArgumentException)
        {
            return member == Description
                ? Problem.Invalid("xva.not-tar", $"{name} is no XVA file: it is not a tar archive.")
                : Problem.Invalid("xva.damaged", $"{name} is damaged after its member {member}: what follows is no tar archive.");
        }
    }

    static bool IsFile(TarEntry entry) => entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;

    static async Task<Stream> OpenAsync(Stream file, CancellationToken stop)
    {
        var mark = new byte[2];
        var read = await file.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, stop);
        file.Position -= read;
        return mark is [0x1f, 0x8b] ? new BoundedStream(new GZipStream(file, CompressionMode.Decompress, leaveOpen: true), file.Length * MostExpansion) : new BoundedStream(file, file.Length);
    }

    /// <summary>A name from the file, so that a sentence stays one.</summary>
    static string Shown(string member) => string.Concat(member.Take(80).Select(letter => char.IsControl(letter) ? '?' : letter));

    [GeneratedRegex(@"\A(?<disk>Ref:[0-9]{1,9})/(?<number>[0-9]{8,10})(?:\.(?<sum>checksum|xxhash))?\z")]
    private static partial Regex Names();
}
