using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenIaaS.Console.Compute.Consoles;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>Asks for each request whether the session of its cookie still holds.</summary>
sealed class CookieEvents(Sessions sessions) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal?.SessionId() is { } session && await sessions.HoldsAsync(session, seen: true, context.HttpContext.RequestAborted)) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        IsForScripts(context.Request) ? ProblemResponse.NotSignedIn.ExecuteAsync(context.HttpContext) : base.RedirectToLogin(context);

    /// <summary>Downloads and circuits are asked for by scripts, which a page of HTML does not help.</summary>
    static bool IsForScripts(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments(Catalog.UploadEndpoints.Root, StringComparison.OrdinalIgnoreCase)
        || MachineConsoleEndpoints.IsForScripts(request.Path)
        || request.Path.StartsWithSegments("/session", StringComparison.OrdinalIgnoreCase);
}
