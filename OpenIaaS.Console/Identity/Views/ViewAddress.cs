using Microsoft.AspNetCore.WebUtilities;

namespace OpenIaaS.Console.Identity.Views;

/// <summary>What a list shows, as text: the same choices give the same text, in whichever order they were made.</summary>
static class ViewAddress
{
    /// <summary>The name of the view in the address of its list.</summary>
    public const string Name = "view";

    /// <summary>Stands in place of a view: the list as it is, although it opens with a view otherwise.</summary>
    public const string None = "all";

    public static string Of(IReadOnlyList<string> names, Func<string, IReadOnlyList<string>> values) => string.Join('&',
        from name in names
        from value in values(name).Order(StringComparer.Ordinal)
        select $"{name}={Uri.EscapeDataString(value)}");

    /// <summary>What was saved, written as it would be today; names the list no longer knows are left out.</summary>
    public static string Of(IReadOnlyList<string> names, string query)
    {
        var read = QueryHelpers.ParseQuery(query);
        return Of(names, name => read.TryGetValue(name, out var values) ? [.. values.OfType<string>().Where(value => value.Length > 0)] : []);
    }

    /// <summary>The address that shows this of a view, or of none.</summary>
    public static string Link(string path, string? view, string query) => (view, query) switch
    {
        (null, "") => path,
        (null, _) => $"{path}?{query}",
        (_, "") => $"{path}?{Name}={view}",
        _ => $"{path}?{Name}={view}&{query}",
    };
}
