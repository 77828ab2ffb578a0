using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Replication;

/// <summary>
/// Space at the other end that is to be given back. It is noted together with what frees it and done after that: so it is neither lost with a
/// process that dies, nor given back for a point that stays after all because another node was faster.
/// </summary>
public sealed class SpaceReturn
{
    SpaceReturn() => Key = "";

    /// <summary>Notes it.</summary>
    /// <param name="key">The key under which the array is asked for it: twice is once.</param>
    /// <param name="storageId">The storage.</param>
    /// <param name="size">How much.</param>
    public SpaceReturn(string key, Id<StorageRepository> storageId, ByteSize size) => (Key, StorageId, Size) = (key, storageId, size);

    /// <summary>The key under which the array is asked for it.</summary>
    public string Key { get; private set; }

    /// <summary>The storage.</summary>
    public Id<StorageRepository> StorageId { get; private set; }

    /// <summary>How much.</summary>
    public ByteSize Size { get; private set; }
}
