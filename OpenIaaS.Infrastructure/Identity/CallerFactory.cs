using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Identity;

/// <summary>
/// Makes the caller from a person and a tenant. Permissions are read again from the database, because a window stays open for hours:
/// what was taken away at noon must not hold at five.
/// </summary>
public sealed class CallerFactory(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock, LabDoor lab)
{
    /// <summary>How long an answer is trusted before it is read again.</summary>
    public static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(30);

    /// <summary>Old answers are cleared out when there are more than this many.</summary>
    const int Most = 1_000;

    readonly ConcurrentDictionary<(Guid User, Id<Tenant> Tenant), Answer> answers = new();

    readonly ConcurrentDictionary<Id<AccessToken>, Held> tokens = new();

    sealed record Answer(Caller? Caller, DateTimeOffset ReadAt);

    /// <summary>A token as it was read, null when it is gone, and the last caller made of it and its owner.</summary>
    sealed record Held(AccessToken? Token, DateTimeOffset ReadAt)
    {
        public Pair? Last { get; set; }
    }

    sealed record Pair(Caller Owner, Caller Made);

    /// <summary>The caller, or null when the person is disabled, unknown or no member of the tenant.</summary>
    public async ValueTask<Caller?> FindAsync(Guid userId, Id<Tenant> tenantId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (answers.TryGetValue((userId, tenantId), out var known) && now - known.ReadAt < TrustedFor) return known.Caller;

        var caller = await ReadAsync(userId, tenantId, stop);
        answers[(userId, tenantId)] = new Answer(caller, now);
        if (answers.Count > Most) Clear(now);
        return caller;
    }

    /// <summary>The caller behind a personal access token: never more than its owner may now; null when either is gone.</summary>
    public async ValueTask<Caller?> FindAsync(Id<AccessToken> tokenId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (!tokens.TryGetValue(tokenId, out var held) || now - held.ReadAt >= TrustedFor)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var token = await database.AccessTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Id == tokenId && row.ExpiresAt > now, stop);
            if (tokens.Count > Most) tokens.Clear();
            tokens[tokenId] = held = new Held(token, now);
        }

        if (held.Token is not { } found || await FindAsync(found.UserId, found.TenantId, stop) is not { } owner) return null;
        // The set of permissions costs more to make than a whole request; the owner is the same object as long as the answer about them is trusted.
        if (held.Last is { } last && ReferenceEquals(last.Owner, owner)) return last.Made;
        var made = owner with { Permissions = found.Permissions.Where(owner.May).ToFrozenSet() };
        held.Last = new Pair(owner, made);
        return made;
    }

    /// <summary>Reads a token again at its next use: it was deleted.</summary>
    public void Forget(Id<AccessToken> tokenId) => tokens.TryRemove(tokenId, out _);

    async Task<Caller?> ReadAsync(Guid userId, Id<Tenant> tenantId, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await (
            from membership in database.Memberships
            join user in database.Users on membership.UserId equals user.Id
            where membership.UserId == userId && membership.TenantId == tenantId && !user.IsDisabled
            select new { user.DisplayName, membership.Permissions }).AsNoTracking().SingleOrDefaultAsync(stop);
        return found is null ? null : new Caller(tenantId, userId, found.DisplayName, found.Permissions.Where(Holds).ToFrozenSet());
    }

    bool Holds(string permission) => lab.IsOpen || permission != Permission.Lab;

    void Clear(DateTimeOffset now)
    {
        foreach (var (key, answer) in answers)
            if (now - answer.ReadAt >= TrustedFor) answers.TryRemove(key, out _);
    }
}
