using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>Where something can be put into the catalog: every block storage with its pool, and the names in use there.</summary>
public sealed class CatalogPlaceQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Pool">The pool with its block storage and the one that carries its heartbeat.</param>
    /// <param name="Names">The names of the disk images of the pool.</param>
    public sealed record Place(StorageRoom Room, string ClassName, ByteSize Capacity, string Location, PoolRooms Pool, IReadOnlyList<string> Names);

    public sealed record PoolRooms(IReadOnlyList<StorageRoom> Rooms, Id<StorageRepository>? Heartbeat);

    /// <summary>All of them, by zone, pool and name.</summary>
    public async Task<Result<IReadOnlyList<Place>>> ListAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var found = await (
            from storage in database.VisibleTo<StorageRepository>(caller)
            join pool in database.Pools on storage.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name, storage.Name
            select new { storage, pool.HeartbeatStorageId, Location = zone.Name + " / " + pool.Name }).ToListAsync(stop);
        List<Place> places = new(found.Count);
        foreach (var ofPool in found.GroupBy(row => row.storage.PoolId))
        {
            var rooms = new PoolRooms([.. ofPool.Select(row => StorageRoom.Of(row.storage))], ofPool.First().HeartbeatStorageId);
            var names = (await ImagePlace.OfAsync(database, ofPool.First().storage, stop)).Names;
            places.AddRange(ofPool.Select(row => new Place(StorageRoom.Of(row.storage), row.storage.ClassName, row.storage.Capacity, row.Location, rooms, names)));
        }

        return places;
    }
}
