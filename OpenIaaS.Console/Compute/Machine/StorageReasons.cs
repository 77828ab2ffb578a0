using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Storage;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>Block storage as the picker shows it, with the reason why it cannot be chosen in few words.</summary>
static class StorageReasons
{
    /// <param name="place">The block storage.</param>
    /// <param name="capacity">What is to lie there.</param>
    /// <param name="check">Whether that may be.</param>
    public static StorageChoice Choice(this IStringLocalizer<ComputeText> L, IStringLocalizer<ProblemText> sentences, DiskQueries.Place place, ByteSize capacity, Result check) => new(
        place.Id.ToString(), place.Pool, place.Name, place.IsReplicaTarget ? L["{0}, replica target", place.Class] : place.Class,
        L["{0} free", Units.Size(place.Free.Bytes)], place.Share, check.First is null ? null : L.Why(sentences, check.First, place, capacity));

    static string Why(this IStringLocalizer<ComputeText> L, IStringLocalizer<ProblemText> sentences, Problem problem, DiskQueries.Place place, ByteSize capacity) => problem.Code switch
    {
        "storage.full" => L["Too little: {0} of {1}", Units.Size(place.Free.Bytes), Units.Size(capacity.Bytes)],
        "storage.heartbeat" => L["Heartbeat, kept free"],
        "storage.disconnected" => L["Disconnected"],
        "disk.same-storage" => L["The disk lies here"],
        _ => sentences.Sentence(problem),
    };
}
