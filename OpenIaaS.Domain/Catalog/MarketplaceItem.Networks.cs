using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Domain.Catalog;

/// <content>Which of its adapters comes onto which network.</content>
public sealed partial record MarketplaceItem
{
    /// <summary>One adapter's network, as whoever deploys an image gives it.</summary>
    /// <param name="Adapter">The name of the adapter, or null; goes before <paramref name="NetworkName"/>.</param>
    /// <param name="NetworkName">What the image says the network is for, or null.</param>
    /// <param name="Network">The network it comes onto.</param>
    public sealed record Mapping(string? Adapter, string? NetworkName, Id<VirtualNetwork>? Network);

    /// <summary>The network of each adapter, in their order; null where none was given.</summary>
    /// <param name="given">What was given, in any order; of two for one adapter the last counts.</param>
    /// <returns><c>marketplace.adapter</c> for each that names an adapter it does not have.</returns>
    public Result<IReadOnlyList<Id<VirtualNetwork>?>> NetworksOf(IReadOnlyList<Mapping> given)
    {
        var networks = new Id<VirtualNetwork>?[Machine.NetworkAdapters.Count];
        List<Problem> found = [];
        foreach (var (place, mapping) in given.Index())
        {
            var position = Machine.NetworkAdapters.ToList().FindIndex(adapter => mapping.Adapter is { Length: > 0 } name ? adapter.Name == name : adapter.NetworkName == mapping.NetworkName);
            if (position >= 0) networks[position] = mapping.Network;
            else found.Add(Unknown(mapping, place));
        }

        return found.Count > 0 ? found : networks;
    }

    Problem Unknown(Mapping mapping, int place) => Problem.Invalid(
        "marketplace.adapter",
        $"{Name} has no network adapter {mapping.Adapter ?? mapping.NetworkName ?? ""}; it has {string.Join(", ", Machine.NetworkAdapters.Select(adapter => $"{adapter.Name} ({adapter.NetworkName})"))}.",
        $"Networks[{place}]");
}
