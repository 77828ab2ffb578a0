using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>How long an access token may last: 12 months at the most (Console specification 3.1).</summary>
public static class AccessTokenLife
{
    /// <summary>Whether a token may expire then.</summary>
    /// <param name="now">When it is made, UTC.</param>
    /// <param name="expiresAt">From when on it is refused, UTC.</param>
    /// <returns><c>token.life</c>.</returns>
    public static Result Check(DateTimeOffset now, DateTimeOffset expiresAt) => expiresAt > now && expiresAt - now <= AccessToken.LongestLife
        ? Result.Success
        : Problem.Invalid("token.life", $"An access token expires at most {(int)AccessToken.LongestLife.TotalDays} days after it is made, and not in the past.", "ExpiresAt");
}
