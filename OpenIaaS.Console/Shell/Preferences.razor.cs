using System.Globalization;
using Microsoft.AspNetCore.Components.Routing;

namespace OpenIaaS.Console.Shell;

public sealed partial class Preferences : IDisposable
{
    sealed record Group(string Name, string Title, string? Current, IReadOnlyList<(string Value, string Text)> Choices);

    string ReturnUrl => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

    // Theme and density are ticked by console.js when the menu opens: only the browser knows what it shows now.
    IEnumerable<Group> Groups =>
    [
        new("theme", L["Theme"], null, [("light", L["Light"]), ("dark", L["Dark"]), ("system", L["As the system"])]),
        new("density", L["Density"], null, [("comfortable", L["Comfortable"]), ("compact", L["Compact"])]),
        new("language", L["Language"], CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, [("en", "English"), ("fr", "Français")]),
    ];

    protected override void OnInitialized() => Navigation.LocationChanged += Follow;

    void Follow(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);

    public void Dispose() => Navigation.LocationChanged -= Follow;
}
