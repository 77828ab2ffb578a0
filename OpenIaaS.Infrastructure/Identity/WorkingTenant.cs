using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Identity;

/// <summary>The tenant a person works in now, and the ones they could work in.</summary>
public sealed class WorkingTenant(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>The tenants of the person, by name.</summary>
    public async Task<IReadOnlyList<TenantChoice>> ChoicesAsync(Guid userId, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await (
            from membership in database.Memberships
            join tenant in database.Tenants on membership.TenantId equals tenant.Id
            join organization in database.Organizations on tenant.OrganizationId equals organization.Id
            where membership.UserId == userId
            orderby organization.Name, tenant.Name
            select new TenantChoice(tenant.Id, tenant.Name, organization.Name, tenant.IsSecNumCloud)).ToListAsync(stop);
    }

    /// <summary>Another tenant of the caller's that owns an object, or null: what belongs to nobody or to a stranger is the same.</summary>
    public async Task<TenantChoice?> ElsewhereAsync<T>(Expression<Func<T, bool>> which, Caller caller, CancellationToken stop)
        where T : class, IOwned
    {
        if (caller.UserId is not { } userId) return null;
        await using var database = await databases.CreateDbContextAsync(stop);
        return await (
            from owned in database.Set<T>().Where(which)
            join membership in database.Memberships on owned.TenantId equals membership.TenantId
            join tenant in database.Tenants on owned.TenantId equals tenant.Id
            join organization in database.Organizations on tenant.OrganizationId equals organization.Id
            where membership.UserId == userId && tenant.Id != caller.TenantId
            select new TenantChoice(tenant.Id, tenant.Name, organization.Name, tenant.IsSecNumCloud)).FirstOrDefaultAsync(stop);
    }

    /// <summary>Remembers the choice for the next sign-in; false when it is not theirs to choose.</summary>
    public async Task<bool> ChooseAsync(Guid userId, Id<Tenant> tenantId, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        if (!await database.Memberships.AnyAsync(row => row.UserId == userId && row.TenantId == tenantId, stop)) return false;
        Id<Tenant>? chosen = tenantId;
        return await database.Users.Where(user => user.Id == userId && !user.IsDisabled)
            .ExecuteUpdateAsync(user => user.SetProperty(row => row.LastTenantId, chosen), stop) == 1;
    }
}

/// <summary>A tenant in the selector.</summary>
public sealed record TenantChoice(Id<Tenant> Id, string Name, string Organization, bool IsSecNumCloud);
