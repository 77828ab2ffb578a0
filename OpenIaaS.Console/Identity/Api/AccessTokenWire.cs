using System.Globalization;
using System.Text.Json.Serialization;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Identity.AccessTokens;

namespace OpenIaaS.Console.Identity.Api;

/// <summary>A personal access token of the caller in the tenant.</summary>
/// <param name="Secret">In the answer that makes it alone.</param>
/// <param name="Roles">The ids of its roles, in the order in which they were given.</param>
/// <param name="ExpirationDate">From when on it is refused: the digits of milliseconds since 1970, as a string.</param>
sealed record AccessTokenWire(
    string Id,
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret,
    string[] Roles,
    string ExpirationDate,
    string UserId,
    string TenantId,
    string TenantName)
{
    public static AccessTokenWire Of(AccessTokenQueries.Row row) => Of(row, null);

    public static AccessTokenWire Of(AccessTokenQueries.Row row, string? secret) => new(
        $"{row.Id}", row.Name, secret, [.. row.Permissions.Select(permission => $"{Role.IdOf(permission)}")],
        row.ExpiresAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), $"{row.UserId}", $"{row.TenantId}", row.Tenant);
}

/// <summary>An access token to be made.</summary>
/// <param name="Roles">The ids of roles the caller holds; their names are taken too.</param>
/// <param name="ExpirationDate">From when on it is to be refused, in milliseconds since 1970; at most 366 days from now.</param>
[Example("""{"name":"terraform","roles":["0198c0de-0000-7000-8000-00000000000a"],"expirationDate":1798761600000}""")]
sealed record AccessTokenRequest(string? Name, string?[]? Roles, long? ExpirationDate)
{
    public CreateAccessToken.Input Input => new(Name ?? "", [.. (Roles ?? []).Select(PermissionOf)], Moment(ExpirationDate ?? 0));

    /// <summary>What names no role is left as it is, for the rule to refuse by its name.</summary>
    static string PermissionOf(string? role) => Domain.Common.Id<Role>.TryParse(role, null, out var id) && Role.Find(id) is { } known ? known.Name : role ?? "";

    static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Clamp(milliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
}
