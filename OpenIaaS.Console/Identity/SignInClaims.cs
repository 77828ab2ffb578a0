using System.Security.Claims;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>What a sign-in carries: the person and the tenant they work in. Permissions are not in it; they are read again.</summary>
public static class SignInClaims
{
    /// <summary>The working tenant.</summary>
    public const string Tenant = "tenant";

    public static Guid? UserId(this ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public static Id<Tenant> TenantId(this ClaimsPrincipal person) =>
        Id<Tenant>.TryParse(person.FindFirstValue(Tenant), null, out var id) ? id : default;
}
