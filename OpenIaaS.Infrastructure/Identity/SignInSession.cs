namespace OpenIaaS.Infrastructure.Identity;

/// <summary>One sign-in in one browser. It is deleted when the person signs out, so a copied cookie is worth nothing afterwards.</summary>
public sealed class SignInSession
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The person's security stamp at sign-in; a new password changes it and so ends the session.</summary>
    public required string SecurityStamp { get; init; }

    public required DateTimeOffset SignedInAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; set; }
}
