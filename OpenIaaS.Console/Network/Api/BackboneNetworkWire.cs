using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Network.Api;

/// <summary>A network of the backbone.</summary>
/// <param name="Kind">Vlan or VlanTrunk.</param>
/// <param name="VlanIds">Its VLAN ID, or those a trunk carries.</param>
/// <param name="PublicRange">The public range it has to the internet, or empty.</param>
/// <param name="Owner">The tenant that shares it; absent for one's own.</param>
/// <param name="SharedWith">The tenants it is shared with.</param>
/// <param name="Adapters">How many adapters of the tenant are on it.</param>
sealed record BackboneNetworkWire(
    string Id, string Name, string Kind, IReadOnlyList<int> VlanIds, string PublicRange, bool Deactivated, string? Owner, IReadOnlyList<string> SharedWith, int Adapters,
    IReadOnlyList<BackboneNetworkWire.PlaceWire> Propagations)
{
    /// <summary>Where it is.</summary>
    /// <param name="State">How far its propagation is.</param>
    /// <param name="Reason">Why it failed, or empty.</param>
    public sealed record PlaceWire(string Id, string PoolId, string Pool, string State, string Reason, int Adapters);

    public static BackboneNetworkWire Of(BackboneQueries.Row row) => new(
        $"{row.Id}", row.Name, $"{row.Kind}", row.VlanIds, row.PublicRange, row.IsDeactivated, row.Owner, row.SharedWith, row.Adapters,
        [.. row.Places.Select(place => new PlaceWire($"{place.Id}", $"{place.PoolId}", place.Pool, $"{place.State}", place.Reason, place.Adapters))]);
}
