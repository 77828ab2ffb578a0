using Microsoft.AspNetCore.Mvc;
using OpenIaaS.Console.Shell;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>What changes the cookie: signing out and working in another tenant. Forms with the antiforgery token, never a link.</summary>
static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder app)
    {
        app.MapPost("/sign-out", SignOutAsync);
        app.MapPost("/session/tenant", SwitchTenantAsync);
        // For scripts of ours and for tests: whether this cookie still holds.
        app.MapGet("/session", () => TypedResults.NoContent());
    }

    /// <param name="form">Asked for so that the antiforgery token is.</param>
    static async Task<LocalRedirectHttpResult> SignOutAsync(HttpContext context, SignInDesk desk, IFormCollection form)
    {
        await desk.SignOutAsync(context);
        return new LocalRedirectHttpResult("/sign-in");
    }

    static async Task<LocalRedirectHttpResult> SwitchTenantAsync(
        HttpContext context, WorkingTenant working, [FromForm] Guid tenant, [FromForm] string? returnUrl, CancellationToken stop)
    {
        var person = context.User;
        var chosen = new Id<Tenant>(tenant);
        if (person.UserId() is { } userId && person.SessionId() is { } session && await working.ChooseAsync(userId, chosen, stop))
            await SignInDesk.ReissueAsync(context, new SignedIn(session, userId, person.Identity?.Name ?? "", chosen));
        return new LocalRedirectHttpResult(PreferenceEndpoints.LocalOrHome(returnUrl));
    }
}
