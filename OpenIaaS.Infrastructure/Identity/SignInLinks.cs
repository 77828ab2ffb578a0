using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Identity;

/// <summary>Makes and redeems links that sign one person in, once.</summary>
public sealed class SignInLinks(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    /// <summary>The secret of a new link for a person. It cannot be read again later.</summary>
    public async Task<string> IssueAsync(Guid userId, CancellationToken stop)
    {
        var secret = Secret.Create();
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        await database.SignInLinks.Where(link => link.ExpiresAt < now - SignInRule.LinkLife).ExecuteDeleteAsync(stop);
        database.SignInLinks.Add(new SignInLink { SecretHash = Secret.Hash(secret), UserId = userId, ExpiresAt = now + SignInRule.LinkLife });
        await database.SaveChangesAsync(stop);
        return secret;
    }

    /// <summary>Who a link would sign in. Looking does not use it up: mail programs and chats look at links before people do.</summary>
    public async Task<Result<User>> ReadAsync(string secret, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await FindAsync(database, Secret.Hash(secret), stop);
    }

    /// <summary>Uses the link up. Of two at the same moment one wins.</summary>
    public async Task<Result<User>> RedeemAsync(string secret, CancellationToken stop)
    {
        var hash = Secret.Hash(secret);
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var person = await FindAsync(database, hash, stop);
        if (!person.Ok) return person;
        var used = await database.SignInLinks.Where(link => link.SecretHash == hash && link.UsedAt == null && link.ExpiresAt > now)
            .ExecuteUpdateAsync(link => link.SetProperty(row => row.UsedAt, now), stop);
        return used == 1 ? person : SignInRule.LinkUsed;
    }

    async Task<Result<User>> FindAsync(ConsoleDbContext database, string hash, CancellationToken stop)
    {
        var found = await (
            from link in database.SignInLinks
            join user in database.Users on link.UserId equals user.Id
            where link.SecretHash == hash
            select new { link.UsedAt, link.ExpiresAt, User = user }).AsNoTracking().SingleOrDefaultAsync(stop);
        if (found is null) return SignInRule.LinkUnknown;
        if (found.UsedAt is not null) return SignInRule.LinkUsed;
        if (found.ExpiresAt <= clock.GetUtcNow()) return SignInRule.LinkExpired;
        return found.User.IsDisabled ? SignInRule.Disabled : found.User;
    }
}
