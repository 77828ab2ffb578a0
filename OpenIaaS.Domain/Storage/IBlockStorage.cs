using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>The arrays and their volumes.</summary>
public interface IBlockStorage
{
    /// <summary>What every volume holds now.</summary>
    Task<IReadOnlyList<VolumeObservation>> ObserveAsync(CancellationToken stop);

    /// <summary>
    /// Writes data onto a volume that no machine has: an ISO, the disks of a template. Its space is taken from the beginning. Fails when the volume is
    /// full or cannot be reached, also on the way, and gives the space back then.
    /// </summary>
    /// <param name="key">The key of this work.</param>
    /// <param name="storage">The volume.</param>
    /// <param name="size">How much.</param>
    /// <param name="megabits">What brings the data here carries, in Mbit/s; null when it is no slower than the volume.</param>
    /// <param name="stop">Gives up asking; the work goes on.</param>
    Task<HardwareTask> WriteAsync(string key, Id<StorageRepository> storage, ByteSize size, int? megabits, CancellationToken stop);

    /// <summary>How the work under <paramref name="key"/> stands now; null when none was ever asked for under it.</summary>
    Task<HardwareTask?> TaskAsync(string key, CancellationToken stop);

    /// <summary>Gives space back that recovery points, ISOs or templates took. Asked again under the same key, nothing more happens.</summary>
    Task ReleaseAsync(IReadOnlyCollection<SpaceRelease> releases, CancellationToken stop);

    /// <summary>That space was given back under these keys has been noted: nobody will ask for it again.</summary>
    Task ForgetAsync(IReadOnlyCollection<string> keys, CancellationToken stop);
}

/// <summary>Space that is given back.</summary>
/// <param name="Key">The key it is asked for under.</param>
/// <param name="Storage">Where it was taken.</param>
/// <param name="Size">How much.</param>
public sealed record SpaceRelease(string Key, Id<StorageRepository> Storage, ByteSize Size);
