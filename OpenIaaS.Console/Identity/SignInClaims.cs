using System.Security.Claims;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>What a sign-in carries: the person, the session and the working tenant. Permissions are not in it; they are read again.</summary>
public static class SignInClaims
{
    public const string Tenant = "tenant";
    public const string Session = "session";

    /// <summary>The personal access token a script came with.</summary>
    public const string AccessToken = "token";

    public static Guid? UserId(this ClaimsPrincipal person) => Read(person, ClaimTypes.NameIdentifier);

    public static Guid? SessionId(this ClaimsPrincipal person) => Read(person, Session);

    public static Id<AccessToken>? AccessTokenId(this ClaimsPrincipal person) => Read(person, AccessToken) is { } id ? new Id<AccessToken>(id) : null;

    public static Id<Tenant> TenantId(this ClaimsPrincipal person) => new(Read(person, Tenant) ?? default);

    /// <summary>The ticket of a session.</summary>
    public static ClaimsPrincipal Of(SignedIn signedIn, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, $"{signedIn.UserId}"),
            new Claim(ClaimTypes.Name, signedIn.Name),
            new Claim(Tenant, $"{signedIn.TenantId}"),
            new Claim(Session, $"{signedIn.SessionId}"),
        ],
        scheme));

    static Guid? Read(ClaimsPrincipal person, string claim) => Guid.TryParse(person.FindFirstValue(claim), out var id) ? id : null;
}
