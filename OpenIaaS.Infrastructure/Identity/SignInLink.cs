namespace OpenIaaS.Infrastructure.Identity;

/// <summary>A link that signs one person in, once, until it expires. Only the hash of its secret is kept.</summary>
public sealed class SignInLink
{
    public required string SecretHash { get; init; }

    public required Guid UserId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}
