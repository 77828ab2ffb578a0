using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Application.Catalog.Uploads;

/// <summary>
/// Where files lie that were sent here, under the identity of their upload, which is also that of the disk image made of one. The rows say whose they
/// are; a file without a row is removed.
/// </summary>
/// <param name="path">The folder; made with the first file.</param>
/// <param name="free">What is free on its disk; the operating system is asked when left out.</param>
public sealed class UploadFolder(string path, Func<ByteSize>? free = null)
{
    const int Buffer = 81_920;

    /// <summary>What is free on its disk.</summary>
    public ByteSize Free
    {
        get
        {
            if (free is not null) return free();
            Directory.CreateDirectory(path);
            return new ByteSize(new DriveInfo(path).AvailableFreeSpace);
        }
    }

    /// <summary>The files that are there.</summary>
    public IReadOnlyList<Guid> Files =>
        Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Select(file => Guid.TryParse(Path.GetFileName(file), out var id) ? id : (Guid?)null).OfType<Guid>()] : [];

    /// <summary>Opens a file to write on, for one writer at a time.</summary>
    /// <exception cref="IOException">Another one writes to it.</exception>
    public FileStream OpenWrite(Guid id)
    {
        Directory.CreateDirectory(path);
        return new FileStream(FileOf(id), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, Buffer, FileOptions.Asynchronous);
    }

    /// <summary>Opens a file to read.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public FileStream OpenRead(Guid id) => new(FileOf(id), FileMode.Open, FileAccess.Read, FileShare.Read, Buffer, FileOptions.Asynchronous);

    /// <summary>Removes a file; nothing happens when there is none.</summary>
    public void Delete(Guid id)
    {
        if (Directory.Exists(path)) File.Delete(FileOf(id));
    }

    string FileOf(Guid id) => Path.Combine(path, id.ToString());
}
