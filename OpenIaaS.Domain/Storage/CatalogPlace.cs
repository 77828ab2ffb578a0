using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>Where disk images and the disks of templates may lie: on block storage of a pool, as disks do.</summary>
public static class CatalogPlace
{
    /// <summary>Whether data of the catalog may lie on a block storage of a pool, and fits there.</summary>
    /// <param name="name">What is to lie there.</param>
    /// <param name="size">How large it is.</param>
    /// <param name="storage">The block storage asked for, or null when none was chosen.</param>
    /// <param name="ofPool">The block storage of the pool it is in.</param>
    /// <param name="heartbeat">The storage that carries the heartbeat of the pool, or null while high availability is off.</param>
    /// <returns><c>image.no-storage</c>, <c>storage.disconnected</c>, <c>storage.heartbeat</c> (Concepts, High Availability: kept free) or <c>storage.full</c>.</returns>
    public static Result Check(string name, ByteSize size, Id<StorageRepository>? storage, IReadOnlyCollection<StorageRoom> ofPool, Id<StorageRepository>? heartbeat)
    {
        var room = ofPool.FirstOrDefault(known => known.Storage == storage);
        if (room is null) return Problem.Invalid("image.no-storage", $"Choose a block storage for {name}.", "Storage");
        if (!room.IsConnected) return Problem.Conflict("storage.disconnected", $"The block storage {room.Name} is disconnected.", "Storage");
        if (room.Storage == heartbeat && ofPool.Count > 1)
            return Problem.Conflict("storage.heartbeat", $"The block storage {room.Name} carries the heartbeat of its pool and is kept free; choose another one.", "Storage");
        return size <= room.Free ? Result.Success : Problem.Conflict("storage.full", $"The block storage {room.Name} has {room.Free} free; {size} was asked for.", "Storage");
    }
}
