using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>The arrays and their volumes.</summary>
public interface IBlockStorage
{
    /// <summary>What every volume holds now.</summary>
    Task<IReadOnlyList<VolumeObservation>> ObserveAsync(CancellationToken stop);

    /// <summary>Gives space back that a recovery point took. Asked again under the same key, nothing more happens.</summary>
    Task ReleaseAsync(string key, Id<StorageRepository> storage, ByteSize size, CancellationToken stop);
}
