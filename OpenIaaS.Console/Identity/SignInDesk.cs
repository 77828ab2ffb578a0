using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>Gives and takes the cookie, and writes down who came and who was refused.</summary>
public sealed class SignInDesk(Sessions sessions, ILogger<SignInDesk> log)
{
    const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>Begins a session in this browser; an older one of the same browser ends.</summary>
    /// <returns>Why not, or null.</returns>
    public async Task<Problem?> SignInAsync(HttpContext context, Guid userId, string how)
    {
        var stop = context.RequestAborted;
        if (context.User.SessionId() is { } older) await sessions.EndAsync(older, stop);
        var signedIn = await sessions.BeginAsync(userId, stop);
        if (!signedIn.Ok) return signedIn.Problems[0];
        await context.SignInAsync(Scheme, SignInClaims.Of(signedIn.Value, Scheme));
        log.LogInformation("Signed in {User} by {How} from {Address}", userId, how, context.Connection.RemoteIpAddress);
        return null;
    }

    /// <summary>The same session with another working tenant; the moment it ends stays.</summary>
    public static async Task ReissueAsync(HttpContext context, SignedIn signedIn)
    {
        var ticket = await context.AuthenticateAsync(Scheme);
        await context.SignInAsync(Scheme, SignInClaims.Of(signedIn, Scheme), ticket.Properties);
    }

    public async Task SignOutAsync(HttpContext context)
    {
        if (context.User.SessionId() is { } session) await sessions.EndAsync(session, context.RequestAborted);
        await context.SignOutAsync(Scheme);
        log.LogInformation("Signed out {User}", context.User.UserId());
    }

    /// <summary>Notes a wrong password. What was typed is not written down: people type passwords into the wrong field.</summary>
    public void NoteRefusal(HttpContext context) => log.LogWarning("Refused a password from {Address}", context.Connection.RemoteIpAddress);
}
