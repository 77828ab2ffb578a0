using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>
/// A personal access token: an id and a secret that scripts exchange for a short-lived API token.
/// The secret is shown once and kept only as a hash; it lasts 12 months at the most (Console specification 2.24).
/// </summary>
public sealed class AccessToken : IOwned
{
    /// <summary>The longest life of a token.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    AccessToken() => (Name, SecretHash, Permissions) = ("", "", []);

    /// <summary>Makes a token for <paramref name="userId"/> with some of that person's permissions in one tenant.</summary>
    public AccessToken(Id<AccessToken> id, Id<Tenant> tenantId, Guid userId, string name, string secretHash, IReadOnlyList<string> permissions, DateTimeOffset expiresAt)
    {
        (Id, TenantId, UserId, Name, SecretHash, ExpiresAt) = (id, tenantId, userId, name, secretHash, expiresAt);
        Permissions = [.. permissions];
    }

    /// <summary>Its identity, public.</summary>
    public Id<AccessToken> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The person it acts for.</summary>
    public Guid UserId { get; private set; }

    /// <summary>What its owner calls it.</summary>
    public string Name { get; private set; }

    /// <summary>The hash of its secret.</summary>
    public string SecretHash { get; private set; }

    /// <summary>What it may do, never more than its owner may.</summary>
    public List<string> Permissions { get; private set; }

    /// <summary>From when on it is refused, UTC.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }
}
