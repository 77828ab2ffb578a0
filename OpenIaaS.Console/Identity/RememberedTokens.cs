using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OpenIaaS.Console.Identity;

/// <summary>
/// Checks a token of the API once: a client sends the same one with each request, and signature and claims cost more than most answers. What can change, whether
/// the person and the access token behind it are still good, is asked with every request (see <see cref="JsonWebToken.Accept"/>).
/// </summary>
sealed class RememberedTokens(TimeProvider clock) : JsonWebTokenHandler
{
    /// <summary>Tokens beyond this are checked each time, until some have expired; 1 KiB each.</summary>
    const int Most = 10_000;

    readonly ConcurrentDictionary<string, TokenValidationResult> good = new(StringComparer.Ordinal);

    /// <summary>How many are remembered.</summary>
    public int Count => good.Count;

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (good.TryGetValue(token, out var known))
        {
            if (clock.GetUtcNow().UtcDateTime < known.SecurityToken.ValidTo) return known;
            good.TryRemove(token, out _);
        }

        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid && HasRoom())
        {
            // Makes the claims now, so that requests at the same time only read them.
            _ = result.ClaimsIdentity.Claims.Count();
            good[token] = result;
        }

        return result;
    }

    bool HasRoom()
    {
        if (good.Count < Most) return true;
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (token, known) in good)
            if (known.SecurityToken.ValidTo <= now) good.TryRemove(token, out _);
        return good.Count < Most;
    }
}
