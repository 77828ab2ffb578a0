using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What a copy of a machine needs and where it can lie, and why it cannot be copied or become a template now.</summary>
public sealed class ExportQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Same">What the copies take where their originals lie.</param>
    /// <param name="Size">What they take together.</param>
    /// <param name="SameRefused">Why they cannot lie there, or null.</param>
    /// <param name="Storages">The block storage of the pool, by name.</param>
    /// <param name="Cloning">Why it cannot be cloned now, or null.</param>
    /// <param name="Converting">Why it cannot become a template now, or null.</param>
    public sealed record View(IReadOnlyList<SnapshotQueries.Need> Same, ByteSize Size, Problem? SameRefused, IReadOnlyList<Place> Storages, Problem? Cloning, Problem? Converting);

    /// <param name="Refused">Why the copies cannot lie there, or null.</param>
    public sealed record Place(Id<StorageRepository> Id, string Name, string ClassName, ByteSize Capacity, ByteSize Used, Problem? Refused);

    public async Task<Result<View>> OfAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var machine = await database.VisibleTo<VirtualMachine>(caller).SingleOrDefaultAsync(row => row.Id == id, stop);
        if (machine is null) return Problem.NotFound(MachineTarget.Noun, id);
        var place = await DiskFacts.OfAsync(database, machine, stop);
        List<StorageRoom> rooms = [.. place.Storages.Select(StorageRoom.Of)];
        return new View(
            [.. place.Disks.GroupBy(disk => disk.StorageRepositoryId).Select(on => NeedOf(place.Storages.Single(storage => storage.Id == on.Key), on))],
            new ByteSize(place.Disks.Sum(disk => disk.Capacity.Bytes)), CloneOrder.CheckPlace(place.Disks, null, rooms, place.Heartbeat).First,
            [.. place.Storages.Select(storage => new Place(
                storage.Id, storage.Name, storage.ClassName, storage.Capacity, storage.Used, CloneOrder.CheckPlace(place.Disks, storage.Id, rooms, place.Heartbeat).First))],
            machine.CanClone().First, (await ConvertToTemplate.CheckAsync(database, machine, stop)).First);
    }

    static SnapshotQueries.Need NeedOf(StorageRepository storage, IEnumerable<VirtualDisk> disks) => new(storage.Name, new ByteSize(disks.Sum(disk => disk.Capacity.Bytes)), storage.Free);
}
