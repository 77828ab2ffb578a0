using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using OpenIaaS.Console.Identity;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Tests.Identity;

/// <summary>A token of the API is checked once, and still refused from its end on.</summary>
public sealed class RememberedTokensTests
{
    readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));
    readonly byte[] key = RandomNumberGenerator.GetBytes(64);
    readonly RememberedTokens tokens;
    readonly TokenValidationParameters rules;
    int keysAsked;

    public RememberedTokensTests()
    {
        tokens = new RememberedTokens(clock) { MapInboundClaims = false };
        rules = new TokenValidationParameters
        {
            ValidIssuer = JsonWebToken.Issuer, ValidAudience = JsonWebToken.Audience,
            LifetimeValidator = (_, expires, _, _) => clock.GetUtcNow().UtcDateTime < expires,
            IssuerSigningKeyResolver = (_, _, _, _) =>
            {
                keysAsked++;
                return [new SymmetricSecurityKey(key)];
            },
        };
    }

    [Fact]
    public async Task Token_seen_before_is_not_verified_again_until_it_ends()
    {
        var token = Write(key);
        var first = await tokens.ValidateTokenAsync(token, rules);
        Assert.True(first.IsValid);
        Assert.NotNull(first.ClaimsIdentity.FindFirst("userId"));

        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Same(first, await tokens.ValidateTokenAsync(token, rules));
        Assert.Equal(1, keysAsked);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await tokens.ValidateTokenAsync(token, rules)).IsValid);
        Assert.Equal(0, tokens.Count);
    }

    [Fact]
    public async Task Token_with_another_signature_is_refused_each_time_and_not_remembered()
    {
        var good = Write(key);
        Assert.True((await tokens.ValidateTokenAsync(good, rules)).IsValid);
        var forged = Write(RandomNumberGenerator.GetBytes(64));
        foreach (var token in new[] { forged, string.Concat(good.AsSpan(0, good.LastIndexOf('.')), forged.AsSpan(forged.LastIndexOf('.'))) })
            for (var tries = 0; tries < 2; tries++)
                Assert.False((await tokens.ValidateTokenAsync(token, rules)).IsValid);
        Assert.Equal(1, tokens.Count);
    }

    string Write(byte[] with) => JsonWebToken.Write(
        new ApiGrant(new Id<AccessToken>(new Guid("0198c0de-0000-7000-8000-000000000001")), Guid.Empty, default, default), with, clock.GetUtcNow(), TimeSpan.FromMinutes(10));
}
