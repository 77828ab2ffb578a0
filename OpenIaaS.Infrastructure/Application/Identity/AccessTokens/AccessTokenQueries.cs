using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Identity.AccessTokens;

/// <summary>The caller's own access tokens in the tenant they work in; never their secrets.</summary>
public sealed class AccessTokenQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    public const string ByExpiry = "expires";

    /// <param name="Permissions">In the order in which they were given.</param>
    public sealed record Row(Id<AccessToken> Id, string Name, IReadOnlyList<string> Permissions, DateTimeOffset ExpiresAt, Guid UserId, Id<Tenant> TenantId, string Tenant);

    /// <summary>All of them, by name.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.IamOfflineAccess)) return Problem.Forbidden(Permission.IamOfflineAccess);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Rows(database, database.TokensOf(caller)).ToListAsync(stop);
    }

    /// <summary>Some of them, sorted by <c>name</c> or <c>expires</c>.</summary>
    public async Task<Result<TablePage<Row>>> PageAsync(TableQuery query, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.IamOfflineAccess)) return Problem.Forbidden(Permission.IamOfflineAccess);
        await using var database = await databases.CreateDbContextAsync(stop);
        var own = database.TokensOf(caller);
        var sorted = (query.Sort == ByExpiry, query.Descending) switch
        {
            (true, false) => own.OrderBy(token => token.ExpiresAt).ThenBy(token => token.Id),
            (true, true) => own.OrderByDescending(token => token.ExpiresAt).ThenByDescending(token => token.Id),
            (false, false) => own.OrderBy(token => token.Name).ThenBy(token => token.Id),
            (false, true) => own.OrderByDescending(token => token.Name).ThenByDescending(token => token.Id),
        };
        var page = await sorted.Skip(query.Offset).Take(Math.Min(query.Count, TableQuery.Most)).AsNoTracking().ToListAsync(stop);
        var tenant = await database.Tenants.Where(row => row.Id == caller.TenantId).Select(row => row.Name).SingleOrDefaultAsync(stop) ?? "";
        return new TablePage<Row>(
            page.ConvertAll(token => new Row(token.Id, token.Name, token.Permissions, token.ExpiresAt, token.UserId, token.TenantId, tenant)), await own.CountAsync(stop));
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
