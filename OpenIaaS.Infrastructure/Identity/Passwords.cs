using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Identity;

/// <summary>Signs in with e-mail and password, and sets passwords. Wrong pairs get one and the same answer, after the same work.</summary>
public sealed class Passwords(IDbContextFactory<ConsoleDbContext> databases, IPasswordHasher<User> hasher, IdSource ids, TimeProvider clock)
{
    readonly Lazy<string> unknown = new(() => hasher.HashPassword(new User(), Secret.Create()));

    /// <summary>Who has this e-mail and this password.</summary>
    public async Task<Result<Guid>> CheckAsync(string email, string password, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var key = email.Trim().ToUpperInvariant();
        var user = password.Length <= PasswordRule.Longest ? await database.Users.FirstOrDefaultAsync(row => row.NormalizedEmail == key, stop) : null;
        if (user?.PasswordHash is not { } hash || user.IsDisabled)
        {
            // The same work as for a known e-mail, so that the time does not tell which ones there are.
            hasher.VerifyHashedPassword(new User(), unknown.Value, password.Length <= PasswordRule.Longest ? password : "");
            return SignInRule.WrongPassword;
        }

        return await CheckAsync(database, user, hash, password, stop);
    }

    /// <summary>Whether the person has set one.</summary>
    public async Task<bool> ExistsAsync(Guid userId, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Users.AnyAsync(user => user.Id == userId && user.PasswordHash != null, stop);
    }

    /// <summary>Sets a new password; who already has one must know it. Every session of the person ends.</summary>
    public async Task<Result> SetAsync(Guid userId, string current, string password, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var user = await database.Users.SingleAsync(row => row.Id == userId, stop);
        if (user.PasswordHash is { } hash)
        {
            var known = await CheckAsync(database, user, hash, current, stop);
            if (!known.Ok) return Result.From(known.Problems.Select(problem => problem.On("Current")));
        }

        var organization = await database.Organizations.Where(row => row.Id == user.OrganizationId).Select(row => row.Name).SingleOrDefaultAsync(stop);
        var ruled = PasswordRule.Check(password, user.Email ?? "", user.DisplayName, organization ?? "");
        if (!ruled.Ok) return ruled;
        user.PasswordHash = hasher.HashPassword(user, password);
        user.SecurityStamp = $"{ids.Next():N}";
        await database.SaveChangesAsync(stop);
        return Result.Success;
    }

    /// <summary>One check, counted: the fifth wrong one in a row closes the account for a while, and while it is closed nothing is checked.</summary>
    async Task<Result<Guid>> CheckAsync(ConsoleDbContext database, User user, string hash, string password, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var verified = hasher.VerifyHashedPassword(user, hash, password);
        if (user.LockoutEnd > now) return SignInRule.WrongPassword;
        if (verified == PasswordVerificationResult.Failed)
        {
            // Counted in the database, so that guesses at the same moment all count.
            await database.Users.Where(row => row.Id == user.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.AccessFailedCount, it => it.AccessFailedCount + 1), stop);
            DateTimeOffset? until = now + SignInRule.Lockout;
            await database.Users.Where(row => row.Id == user.Id && row.AccessFailedCount >= SignInRule.MostAttempts)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.LockoutEnd, until).SetProperty(it => it.AccessFailedCount, 0), stop);
            return SignInRule.WrongPassword;
        }

        await database.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(row => row.SetProperty(it => it.AccessFailedCount, 0), stop);
        return user.Id;
    }
}
