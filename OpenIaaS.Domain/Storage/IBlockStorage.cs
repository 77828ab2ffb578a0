using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>The arrays and their volumes.</summary>
public interface IBlockStorage
{
    /// <summary>What every volume holds now.</summary>
    Task<IReadOnlyList<VolumeObservation>> ObserveAsync(CancellationToken stop);

    /// <summary>Gives space back that recovery points took. Asked again under the same key, nothing more happens.</summary>
    Task ReleaseAsync(IReadOnlyCollection<SpaceRelease> releases, CancellationToken stop);

    /// <summary>That space was given back under these keys has been noted: nobody will ask for it again.</summary>
    Task ForgetAsync(IReadOnlyCollection<string> keys, CancellationToken stop);
}

/// <summary>Space that is given back.</summary>
/// <param name="Key">The key it is asked for under.</param>
/// <param name="Storage">Where it was taken.</param>
/// <param name="Size">How much.</param>
public sealed record SpaceRelease(string Key, Id<StorageRepository> Storage, ByteSize Size);
