using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Identity;

/// <summary>Checks personal access tokens, and keeps the key that the short-lived tokens of the API are signed with.</summary>
public sealed class ApiTokens(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    const string KeyName = "api-token-signing";

    byte[]? signing;

    /// <summary>What the right pair of id and secret stands for.</summary>
    public async Task<Result<ApiGrant>> ExchangeAsync(Id<AccessToken> id, string secret, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await (
            from token in database.AccessTokens
            join user in database.Users on token.UserId equals user.Id
            where token.Id == id && !user.IsDisabled
            select new { Token = token, user.OrganizationId }).AsNoTracking().SingleOrDefaultAsync(stop);
        if (found is null || !Secret.Matches(secret, found.Token.SecretHash)) return SignInRule.WrongToken;
        return found.Token.ExpiresAt <= clock.GetUtcNow()
            ? SignInRule.TokenExpired
            : new ApiGrant(id, found.Token.UserId, found.OrganizationId, found.Token.TenantId);
    }

    /// <summary>The key tokens are signed with; there once the start is over.</summary>
    public byte[] SigningKey => signing ?? throw new InvalidOperationException("The signing key is read when the product starts.");

    /// <summary>Reads the signing key; the first start of an installation makes it.</summary>
    public async Task ReadSigningKeyAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var stored = await database.StoredKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Name == KeyName, stop);
        if (stored is null)
        {
            stored = new StoredKey { Name = KeyName, Value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)) };
            database.StoredKeys.Add(stored);
            await database.SaveChangesAsync(stop);
        }

        signing = Convert.FromBase64String(stored.Value);
    }
}

/// <summary>For whom, in which tenant, an API token is written.</summary>
public sealed record ApiGrant(Id<AccessToken> Token, Guid UserId, Id<Organization> OrganizationId, Id<Tenant> TenantId);
