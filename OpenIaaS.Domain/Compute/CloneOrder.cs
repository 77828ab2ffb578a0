using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>A copy of a machine that a hypervisor is asked for.</summary>
/// <param name="Machine">The identity it will have.</param>
/// <param name="Name">Its name.</param>
/// <param name="Disks">Its disks, each a full copy of one of the other machine's.</param>
public sealed record CloneOrder(Id<VirtualMachine> Machine, string Name, IReadOnlyList<CloneOrder.Disk> Disks)
{
    /// <summary>One disk of the order.</summary>
    /// <param name="Source">The disk that is copied.</param>
    /// <param name="Id">The identity of the copy.</param>
    /// <param name="Storage">The block storage it will lie on.</param>
    public sealed record Disk(Id<VirtualDisk> Source, Id<VirtualDisk> Id, Id<StorageRepository> Storage);

    /// <summary>Whether copies of some disks may lie where they are asked for, and fit there together; what they are copies of must be readable.</summary>
    /// <param name="disks">The disks of the machine.</param>
    /// <param name="storage">The block storage for all of them, or null for each beside the one it is a copy of.</param>
    /// <param name="ofPool">The block storage of the pool.</param>
    /// <param name="heartbeat">The storage that carries the heartbeat of the pool, or null.</param>
    /// <returns>What <see cref="DiskPlace"/> returns, <c>storage.disconnected</c> or <c>storage.full</c>.</returns>
    public static Result CheckPlace(IReadOnlyCollection<VirtualDisk> disks, Id<StorageRepository>? storage, IReadOnlyCollection<StorageRoom> ofPool, Id<StorageRepository>? heartbeat)
    {
        List<Problem> found = [];
        foreach (var disk in disks)
        {
            found.AddRange(DiskPlace.Check(disk.Name, storage ?? disk.StorageRepositoryId, ofPool, heartbeat).Problems);
            if (ofPool.FirstOrDefault(room => room.Storage == disk.StorageRepositoryId) is { IsConnected: false } cut)
                found.Add(Problem.Conflict("storage.disconnected", $"The block storage {cut.Name} is disconnected.", "Storage"));
        }

        foreach (var room in ofPool.Where(room => room.IsConnected))
        {
            var asked = new ByteSize(disks.Where(disk => (storage ?? disk.StorageRepositoryId) == room.Storage).Sum(disk => disk.Capacity.Bytes));
            if (asked > room.Free) found.Add(StorageRepository.Full(room.Name, room.Free, asked).On("Storage"));
        }

        return Result.From([.. found.DistinctBy(problem => problem.Message)]);
    }
}
