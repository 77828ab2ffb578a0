using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Identity;

/// <summary>
/// Begins, checks and ends sign-ins. A session ends 30 minutes after the last sign of its person, 12 hours after it began, when they sign out,
/// are disabled or get a new password (ASVS 7.3, 7.4).
/// </summary>
public sealed class Sessions(IDbContextFactory<ConsoleDbContext> databases, IdSource ids, TimeProvider clock)
{
    /// <summary>How long an answer is trusted; within it a session that was ended elsewhere still counts.</summary>
    public static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(20);

    /// <summary>What is remembered of sessions is forgotten above this many.</summary>
    const int Most = 10_000;

    static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<Guid, (bool Holds, DateTimeOffset ReadAt)> answers = new();

    /// <summary>When a sign of somebody was last written: the database is asked once a minute and not at every click.</summary>
    readonly ConcurrentDictionary<Guid, DateTimeOffset> signs = new();

    /// <summary>A new session, and the tenant to begin in: the one worked in last, or the first by name.</summary>
    public async Task<Result<SignedIn>> BeginAsync(Guid userId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var user = await database.Users.SingleOrDefaultAsync(row => row.Id == userId, stop);
        if (user is null || user.IsDisabled) return SignInRule.Disabled;
        var tenants = await (
            from membership in database.Memberships
            join tenant in database.Tenants on membership.TenantId equals tenant.Id
            where membership.UserId == userId
            orderby tenant.Name
            select tenant.Id).ToListAsync(stop);
        if (tenants.Count == 0) return SignInRule.NoTenant;
        var begun = user.LastTenantId is { } last && tenants.Contains(last) ? last : tenants[0];

        var oldest = now - SignInRule.LongestSession;
        await database.SignInSessions.Where(session => session.SignedInAt < oldest).ExecuteDeleteAsync(stop);
        var session = new SignInSession { Id = ids.Next(), UserId = userId, SecurityStamp = user.SecurityStamp ?? "", SignedInAt = now, LastSeenAt = now };
        database.SignInSessions.Add(session);
        await database.SaveChangesAsync(stop);
        Note(session.Id, now);
        return new SignedIn(session.Id, userId, user.DisplayName, begun);
    }

    /// <summary>Whether the session still holds.</summary>
    /// <param name="seen">Whether the person did something just now; an open window alone does not keep a session alive.</param>
    public async ValueTask<bool> HoldsAsync(Guid sessionId, bool seen, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (answers.TryGetValue(sessionId, out var known) && now - known.ReadAt < TrustedFor)
        {
            // An open window asks all the time: what the person does in between must not be lost on its answer.
            if (known.Holds && seen) await SeeAsync(sessionId, stop);
            return known.Holds;
        }

        var (oldest, idle) = (now - SignInRule.LongestSession, now - SignInRule.IdleSession);
        await using var database = await databases.CreateDbContextAsync(stop);
        var holds = await (
            from session in database.SignInSessions
            join user in database.Users on session.UserId equals user.Id
            where session.Id == sessionId && !user.IsDisabled && (user.SecurityStamp ?? "") == session.SecurityStamp
                && session.SignedInAt > oldest && session.LastSeenAt > idle
            select session.Id).AnyAsync(stop);
        if (holds && seen) await SeeAsync(sessionId, stop);
        if (answers.Count > Most) answers.Clear();
        answers[sessionId] = (holds, now);
        return holds;
    }

    /// <summary>Notes a sign of the person, at most once a minute; a session that has ended stays ended.</summary>
    public async Task SeeAsync(Guid sessionId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (signs.TryGetValue(sessionId, out var noted) && now - noted < WriteEvery) return;
        var (written, idle) = (now - WriteEvery, now - SignInRule.IdleSession);
        await using var database = await databases.CreateDbContextAsync(stop);
        // Asked before it is written: another node, or this one before it was started anew, may have noted it a moment ago, and a write waits for every other one.
        var last = await database.SignInSessions.Where(session => session.Id == sessionId).Select(session => (DateTimeOffset?)session.LastSeenAt).SingleOrDefaultAsync(stop);
        if (last > written) Note(sessionId, last.Value);
        if (last > written || last is null || last <= idle) return;
        var changed = await database.SignInSessions.Where(session => session.Id == sessionId && session.LastSeenAt <= written && session.LastSeenAt > idle)
            .ExecuteUpdateAsync(session => session.SetProperty(row => row.LastSeenAt, now), stop);
        if (changed > 0) Note(sessionId, now);
    }

    void Note(Guid sessionId, DateTimeOffset seenAt)
    {
        if (signs.Count > Most) signs.Clear();
        signs[sessionId] = seenAt;
    }

    /// <summary>Signs out one browser.</summary>
    public async Task EndAsync(Guid sessionId, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await database.SignInSessions.Where(session => session.Id == sessionId).ExecuteDeleteAsync(stop);
        answers.TryRemove(sessionId, out _);
        signs.TryRemove(sessionId, out _);
    }
}

/// <summary>What a sign-in ticket is made of.</summary>
public sealed record SignedIn(Guid SessionId, Guid UserId, string Name, Id<Tenant> TenantId);
