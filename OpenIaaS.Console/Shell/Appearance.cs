namespace OpenIaaS.Console.Shell;

/// <summary>What the browser's cookies say about the look; anything unknown counts as not said.</summary>
public sealed record Appearance(string Theme, string Density, string? Zone)
{
    public const string ThemeCookie = "openiaas.theme";
    public const string DensityCookie = "openiaas.density";
    public const string ZoneCookie = "openiaas.zone";

    public static readonly IReadOnlyList<string> Themes = ["light", "dark", "system"];
    public static readonly IReadOnlyList<string> Densities = ["comfortable", "compact"];

    /// <summary>The theme for the first paint; "system" is decided by console.js, which runs before it.</summary>
    public string FirstTheme => Theme == "dark" ? "dark" : "light";

    public static Appearance Of(HttpRequest? request) => new(
        Known(Themes, request?.Cookies[ThemeCookie]) ?? "system",
        Known(Densities, request?.Cookies[DensityCookie]) ?? "comfortable",
        Zoned(request?.Cookies[ZoneCookie]));

    public static string? Known(IReadOnlyList<string> values, string? value) => value is not null && values.Contains(value) ? value : null;

    static string? Zoned(string? id) => id is not null && id.Length < 64 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out _) ? id : null;
}
