using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Catalog;

namespace OpenIaaS.Console.Catalog;

/// <summary>The block storage that something of the catalog can lie on, as a dialog offers it.</summary>
static class PlaceChoices
{
    /// <summary>Every block storage; what cannot take it says why.</summary>
    public static IReadOnlyList<StorageChoice> Of(IReadOnlyList<CatalogPlaceQueries.Place> places, string name, ByteSize size, IStringLocalizer<CatalogText> L, IStringLocalizer<ProblemText> sentences) =>
    [
        .. places.Select(place => new StorageChoice(
            place.Room.Storage.ToString(), place.Location, place.Room.Name, place.ClassName, L["{0} free", Units.Size(place.Room.Free.Bytes)],
            place.Capacity.Bytes == 0 ? 1 : 1 - ((double)place.Room.Free.Bytes / place.Capacity.Bytes),
            Check(place, name, size).First is { } refused ? sentences.Sentence(refused) : null)),
    ];

    public static Result Check(CatalogPlaceQueries.Place place, string name, ByteSize size) => CatalogPlace.Check(name, size, place.Room.Storage, place.Pool.Rooms, place.Pool.Heartbeat);

    public static CatalogPlaceQueries.Place? Find(IReadOnlyList<CatalogPlaceQueries.Place> places, string? key) => places.FirstOrDefault(place => place.Room.Storage.ToString() == key);
}
