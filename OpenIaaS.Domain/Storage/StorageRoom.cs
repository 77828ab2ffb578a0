using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>What a block storage has left at one moment.</summary>
/// <param name="Storage">The block storage.</param>
/// <param name="Name">Its name.</param>
/// <param name="Free">What is free on it.</param>
/// <param name="IsConnected">Whether it is reachable.</param>
public sealed record StorageRoom(Id<StorageRepository> Storage, string Name, ByteSize Free, bool IsConnected)
{
    /// <summary>The room of a storage as it stands.</summary>
    public static StorageRoom Of(StorageRepository storage) => new(storage.Id, storage.Name, storage.Free, storage.IsConnected);
}
