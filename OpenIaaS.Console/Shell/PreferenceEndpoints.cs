using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace OpenIaaS.Console.Shell;

/// <summary>
/// Keeps theme, density and language in cookies of this browser. A form post with the antiforgery token: with scripts, theme and
/// density change in place and only the language comes here.
/// </summary>
public static class PreferenceEndpoints
{
    static readonly string[] Languages = ["en", "fr"];

    public static void MapPreferences(this IEndpointRouteBuilder app) => app.MapPost("/preferences", Save).AllowAnonymous();

    static LocalRedirectHttpResult Save(
        HttpContext context,
        [FromForm] string? theme = null,
        [FromForm] string? density = null,
        [FromForm] string? language = null,
        [FromForm] string? returnUrl = null)
    {
        if (Appearance.Known(Appearance.Themes, theme) is { } knownTheme)
            Keep(context, Appearance.ThemeCookie, knownTheme, readByScript: true);
        if (Appearance.Known(Appearance.Densities, density) is { } knownDensity)
            Keep(context, Appearance.DensityCookie, knownDensity, readByScript: true);
        if (Appearance.Known(Languages, language) is { } knownLanguage)
            Keep(context, CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new(knownLanguage)), readByScript: false);
        return new LocalRedirectHttpResult(LocalOrHome(returnUrl));
    }

    /// <summary>The address when it stays on this site, otherwise the dashboard: no link may bounce an operator elsewhere.</summary>
    public static string LocalOrHome(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl) ? url : "/";

    static void Keep(HttpContext context, string name, string value, bool readByScript) =>
        context.Response.Cookies.Append(name, value, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            HttpOnly = !readByScript,
            IsEssential = true,
        });
}

/// <summary>A redirect that says 303, so that the browser follows with GET.</summary>
public sealed class LocalRedirectHttpResult(string url) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = url;
        return Task.CompletedTask;
    }
}
