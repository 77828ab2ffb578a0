using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace OpenIaaS.Console.Shared;

/// <summary>
/// The state of a page, kept in the query of its address: read with <c>Get</c>, written with <c>Set</c>. Typing
/// replaces the history entry, everything else adds one, so that "back" undoes one decision.
/// </summary>
public sealed class UrlState(NavigationManager navigation)
{
    public string? Get(string name) =>
        QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;

    public int GetInt(string name, int fallback) =>
        int.TryParse(Get(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : fallback;

    /// <summary>Values of one name that occurs several times.</summary>
    public IReadOnlyList<string> GetAll(string name) =>
        QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).TryGetValue(name, out var values) ? [.. values.Where(v => !string.IsNullOrEmpty(v)).Select(v => v!)] : [];

    /// <summary>The table's view from <c>page</c>, <c>rows</c>, <c>sort</c> (<c>-name</c> when descending).</summary>
    public TableView GetView(TableView fallback)
    {
        var sort = Get("sort") ?? (fallback.Sort is null ? null : (fallback.Descending ? "-" : "") + fallback.Sort);
        var size = GetInt("rows", fallback.Size);
        return new(GetInt("page", 1), TableView.Sizes.Contains(size) ? size : fallback.Size, sort?.TrimStart('-'), sort?.StartsWith('-') == true);
    }

    /// <summary>Writes the values (null removes) and keeps every other one. A string array stands for a name that occurs several times.</summary>
    public void Set(IReadOnlyDictionary<string, object?> values, bool typing = false) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(values), new NavigationOptions { ReplaceHistoryEntry = typing });

    public void Set(string name, object? value, bool typing = false) => Set(new Dictionary<string, object?> { [name] = value }, typing);

    /// <summary>The address of this page with one more value, for a link.</summary>
    public string With(string name, object value) => navigation.GetUriWithQueryParameter(name, value.ToString());

    /// <summary>Writes a table's view; what equals the fallback stays out of the address.</summary>
    public void SetView(TableView view, TableView fallback) => Set(new Dictionary<string, object?>
    {
        ["page"] = view.Page == 1 ? null : view.Page,
        ["rows"] = view.Size == fallback.Size ? null : view.Size,
        ["sort"] = (view.Sort, view.Descending) == (fallback.Sort, fallback.Descending) ? null : (view.Descending ? "-" : "") + view.Sort,
    });
}
