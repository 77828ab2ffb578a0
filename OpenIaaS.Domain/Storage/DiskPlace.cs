using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>Where a disk may lie: on block storage of its machine's pool, and not on the one that carries the heartbeat while there is another.</summary>
public static class DiskPlace
{
    /// <summary>Whether a disk may lie on a block storage; whether it fits there is another question.</summary>
    /// <param name="disk">The name of the disk.</param>
    /// <param name="storage">The block storage asked for, or null when none was chosen.</param>
    /// <param name="ofPool">The block storage of the pool.</param>
    /// <param name="heartbeat">The storage that carries the heartbeat of the pool, or null while high availability is off.</param>
    /// <param name="field">The input it was chosen in.</param>
    /// <returns><c>storage.not-in-pool</c>, <c>storage.disconnected</c> or <c>storage.heartbeat</c> (Concepts, High Availability: kept free).</returns>
    public static Result Check(string disk, Id<StorageRepository>? storage, IReadOnlyCollection<StorageRoom> ofPool, Id<StorageRepository>? heartbeat, string field = "Storage")
    {
        var room = ofPool.FirstOrDefault(known => known.Storage == storage);
        if (room is null) return Problem.Invalid("storage.not-in-pool", $"Choose a block storage of the pool for the disk {disk}.", field);
        if (!room.IsConnected) return Problem.Conflict("storage.disconnected", $"The block storage {room.Name} is disconnected.", field);
        return room.Storage == heartbeat && ofPool.Count > 1
            ? Problem.Conflict("storage.heartbeat", $"The block storage {room.Name} carries the heartbeat of its pool and is kept free; choose another one.", field)
            : Result.Success;
    }

    /// <summary>Whether a disk may lie on a block storage, and fits there.</summary>
    /// <param name="disk">The name of the disk.</param>
    /// <param name="capacity">Its size.</param>
    /// <param name="storage">The block storage asked for, or null when none was chosen.</param>
    /// <param name="ofPool">The block storage of the pool.</param>
    /// <param name="heartbeat">The storage that carries the heartbeat of the pool, or null while high availability is off.</param>
    /// <param name="lies">Where it lies now; null for a new one.</param>
    /// <returns><c>disk.same-storage</c>, what the other check returns, or <c>storage.full</c>.</returns>
    public static Result Check(
        string disk, ByteSize capacity, Id<StorageRepository>? storage, IReadOnlyCollection<StorageRoom> ofPool, Id<StorageRepository>? heartbeat, Id<StorageRepository>? lies)
    {
        var room = ofPool.FirstOrDefault(known => known.Storage == storage);
        if (room is not null && room.Storage == lies) return Problem.Invalid("disk.same-storage", $"The disk {disk} lies on {room.Name} already; choose another block storage.", "Storage");
        var allowed = Check(disk, storage, ofPool, heartbeat);
        if (!allowed.Ok) return allowed;
        return capacity <= room!.Free
            ? Result.Success
            : Problem.Conflict("storage.full", $"The block storage {room.Name} has {room.Free} free; {capacity} was asked for.", "Storage");
    }

    /// <summary>Whether all disks that are to lie on a block storage fit there together; the first one that no longer does carries the sentence.</summary>
    /// <param name="disks">Where each is to lie, its size, and the input it was chosen in.</param>
    /// <param name="ofPool">The block storage of the pool.</param>
    /// <returns><c>storage.full</c>, once for each storage.</returns>
    public static IEnumerable<Problem> CheckRoom(IEnumerable<(Id<StorageRepository>? Storage, ByteSize Capacity, string Field)> disks, IReadOnlyCollection<StorageRoom> ofPool)
    {
        var placed = disks.ToLookup(disk => disk.Storage);
        foreach (var storage in ofPool.Where(storage => storage.IsConnected))
        {
            var asked = ByteSize.Zero;
            string? first = null;
            foreach (var disk in placed[storage.Storage])
            {
                asked += disk.Capacity;
                if (asked > storage.Free) first ??= disk.Field;
            }

            if (first is not null) yield return Problem.Conflict("storage.full", $"The block storage {storage.Name} has {storage.Free} free; {asked} was asked for.", first);
        }
    }
}
