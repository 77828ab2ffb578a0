using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Identity.AccessTokens;

/// <summary>The caller's own access tokens in the tenant they work in; never their secrets.</summary>
public sealed class AccessTokenQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Permissions">In the order in which they were given.</param>
    public sealed record Row(Id<AccessToken> Id, string Name, IReadOnlyList<string> Permissions, DateTimeOffset ExpiresAt, Guid UserId, Id<Tenant> TenantId, string Tenant);

    /// <summary>All of them, by name.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.IamOfflineAccess)) return Problem.Forbidden(Permission.IamOfflineAccess);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Rows(database, database.TokensOf(caller)).ToListAsync(stop);
    }

    /// <summary>One of them.</summary>
    public async Task<Result<Row>> FindAsync(Id<AccessToken> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.IamOfflineAccess)) return Problem.Forbidden(Permission.IamOfflineAccess);
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await Rows(database, database.TokensOf(caller).Where(token => token.Id == id)).SingleOrDefaultAsync(stop);
        return row is null ? Problem.NotFound(AccessTokenTarget.Noun, id) : row;
    }

    static IQueryable<Row> Rows(ConsoleDbContext database, IQueryable<AccessToken> tokens) =>
        from token in tokens
        join tenant in database.Tenants on token.TenantId equals tenant.Id
        orderby token.Name, token.Id
        select new Row(token.Id, token.Name, token.Permissions, token.ExpiresAt, token.UserId, token.TenantId, tenant.Name);
}
