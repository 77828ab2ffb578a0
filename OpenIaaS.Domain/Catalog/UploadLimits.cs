using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Catalog;

/// <summary>How much may be sent to this console.</summary>
/// <param name="LargestFile">The largest file.</param>
/// <param name="Quota">The most a tenant may have at once: what is on its way, and the files of the disk images it sent.</param>
public sealed record UploadLimits(ByteSize LargestFile, ByteSize Quota)
{
    /// <summary>What stays free on the disk of the data folder, for the database (own bound).</summary>
    public static readonly ByteSize KeptFree = ByteSize.FromGiB(1);

    /// <summary>Whether a file may be sent.</summary>
    /// <param name="file">The file.</param>
    /// <param name="taken">What the tenant has already.</param>
    /// <param name="room">What is free on the disk of the data folder, less what other uploads have still to send.</param>
    /// <returns>
    /// What <see cref="UploadFile.CheckName"/> returns, <c>upload.empty</c>, <c>upload.too-large</c>, <c>upload.quota</c> and <c>upload.disk</c>.
    /// </returns>
    public Result Check(UploadFile file, ByteSize taken, ByteSize room)
    {
        List<Problem> found = [.. file.CheckName().Problems];
        if (file.Size <= ByteSize.Zero) found.Add(Problem.Invalid("upload.empty", $"{file.Name} is empty.", "File"));
        else if (file.Size > LargestFile) found.Add(Problem.Invalid("upload.too-large", $"A file can be at most {LargestFile}; {file.Name} has {file.Size}.", "File"));
        else if (taken + file.Size > Quota) found.Add(Problem.Conflict("upload.quota", $"This tenant may keep {Quota} of files and keeps {taken}; {file.Size} more do not fit. Delete a disk image or give up an upload.", "File"));
        else if (file.Size + KeptFree > room) found.Add(Problem.Unavailable("upload.disk", $"The disk of the console has {Left(room)} left for uploads; {file.Size} was asked for."));
        return found;
    }

    static ByteSize Left(ByteSize room) => room > KeptFree ? room - KeptFree : ByteSize.Zero;
}
