using OpenIaaS.Infrastructure.Application.Compute.Palette;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>In which order objects stand: the kind with the best answer first, and in it what was used lately before its equals.</summary>
public static class PaletteOrder
{
    public static IEnumerable<IGrouping<FoundKind, FoundObject>> Of(IReadOnlyList<FoundObject> found, IReadOnlyList<FoundObject> recent, string text)
    {
        if (text.Length == 0) return [];
        var lately = recent.Where(one => one.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).ToList();
        var places = lately.Select((one, place) => (one.Kind, one.Id, place)).ToDictionary(one => (one.Kind, one.Id), one => one.place);
        return found.Concat(lately).DistinctBy(one => (one.Kind, one.Id))
            .OrderBy(one => one.Rank(text) == 0 ? 0 : 1).ThenBy(one => places.GetValueOrDefault((one.Kind, one.Id), int.MaxValue)).ThenBy(one => one.Rank(text)).ThenBy(one => one.Name.Length)
            .GroupBy(one => one.Kind).OrderBy(kind => kind.Min(one => one.Rank(text))).ThenBy(kind => kind.Key);
    }
}
