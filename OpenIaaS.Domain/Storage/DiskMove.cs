using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>One of several disks of a machine that are moved to other block storage of its pool together.</summary>
/// <param name="Disk">The disk.</param>
/// <param name="Storage">Where it is to lie, or null while nothing is chosen.</param>
/// <param name="Can">Whether it can be moved at all (<see cref="VirtualDisk.CanMove"/>).</param>
public sealed record DiskMove(VirtualDisk Disk, Id<StorageRepository>? Storage, Result Can)
{
    /// <summary>The input it is chosen in.</summary>
    public static string Field(Id<VirtualDisk> disk) => $"Disks[{disk}]";

    /// <summary>Whether these disks can be moved so: each of them, and all that go to one block storage together.</summary>
    /// <param name="machine">The name of the machine.</param>
    /// <param name="moves">The disks that move.</param>
    /// <param name="ofPool">The block storage of the pool.</param>
    /// <param name="heartbeat">The storage that carries the heartbeat of the pool, or null while high availability is off.</param>
    /// <returns><c>disk.none-to-move</c>, what <see cref="VirtualDisk.CanMove"/> returns, <c>disk.same-storage</c> or <c>storage.*</c>, each with its input.</returns>
    public static Result Check(string machine, IReadOnlyList<DiskMove> moves, IReadOnlyCollection<StorageRoom> ofPool, Id<StorageRepository>? heartbeat)
    {
        if (moves.Count == 0) return Problem.Invalid("disk.none-to-move", $"Choose other block storage for at least one disk of {machine}.", "Disks");
        return Result.From(
        [
            .. moves.SelectMany(move => move.Check(ofPool, heartbeat)),
            .. DiskPlace.CheckRoom(moves.Where(move => move.Storage != move.Disk.StorageRepositoryId).Select(move => (move.Storage, move.Disk.Capacity, Field(move.Disk.Id))), ofPool),
        ]);
    }

    IEnumerable<Problem> Check(IReadOnlyCollection<StorageRoom> ofPool, Id<StorageRepository>? heartbeat)
    {
        var field = Field(Disk.Id);
        if (!Can.Ok) return Can.Problems.Select(problem => problem.On(field));
        return Disk.StorageRepositoryId == Storage && ofPool.FirstOrDefault(known => known.Storage == Storage) is { } here
            ? [Problem.Invalid("disk.same-storage", $"The disk {Disk.Name} lies on {here.Name} already; choose another block storage.", field)]
            : DiskPlace.Check(Disk.Name, Storage, ofPool, heartbeat, field).Problems;
    }
}
