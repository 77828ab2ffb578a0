using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Identity;

/// <summary>
/// Who and what belongs to the caller's tenant: its company, its people and what each may do. A permission holds in one tenant, so the people and permissions of
/// another one are not seen through it, even within the company.
/// </summary>
public sealed class DirectoryQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Email">Empty when it is not known.</param>
    public sealed record Person(Guid Id, string Name, string Email, bool IsEmailVerified, Id<Organization> CompanyId);

    public sealed record Assignment(Guid UserId, Id<Tenant> TenantId, Id<Role> RoleId);

    /// <summary>The people of the tenant, by name.</summary>
    public async Task<Result<IReadOnlyList<Person>>> PeopleAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.IamRead)) return Problem.Forbidden(Permission.IamRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await People(database, caller, database.Users).ToListAsync(stop);
    }

    /// <summary>One of them.</summary>
    public async Task<Result<Person>> PersonAsync(Id<User> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.IamRead)) return Problem.Forbidden(Permission.IamRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var person = await People(database, caller, database.Users.Where(user => user.Id == id.Value)).SingleOrDefaultAsync(stop);
        return person is null ? Problem.NotFound("person", id) : person;
    }

    /// <summary>The tenants the caller may work in, by name.</summary>
    public async Task<Result<IReadOnlyList<Tenant>>> TenantsAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.IamRead)) return Problem.Forbidden(Permission.IamRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await (
            from membership in database.Memberships
            join tenant in database.Tenants on membership.TenantId equals tenant.Id
            where membership.UserId == caller.UserId
            orderby tenant.Name, tenant.Id
            select tenant).AsNoTracking().ToListAsync(stop);
    }

    /// <summary>The company that holds the caller's tenant; there is no other for them.</summary>
    public async Task<Result<Organization>> CompanyAsync(Id<Organization> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.IamRead)) return Problem.Forbidden(Permission.IamRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var company = await (
            from membership in database.Memberships
            join tenant in database.Tenants on membership.TenantId equals tenant.Id
            join organization in database.Organizations on tenant.OrganizationId equals organization.Id
            where membership.UserId == caller.UserId && tenant.Id == caller.TenantId && organization.Id == id
            select organization).AsNoTracking().SingleOrDefaultAsync(stop);
        return company is null ? Problem.NotFound("organization", id) : company;
    }

    /// <summary>Which of its people holds which permission in the tenant.</summary>
    public async Task<Result<IReadOnlyList<Assignment>>> AssignmentsAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.IamRead)) return Problem.Forbidden(Permission.IamRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var memberships = await database.Memberships.AsNoTracking().Where(row => row.TenantId == caller.TenantId).OrderBy(row => row.UserId).ToListAsync(stop);
        return memberships.SelectMany(row => row.Permissions.Select(permission => new Assignment(row.UserId, row.TenantId, Role.IdOf(permission)))).ToList();
    }

    static IQueryable<Person> People(ConsoleDbContext database, Caller caller, IQueryable<User> users) =>
        from user in users
        where database.Memberships.Any(membership => membership.UserId == user.Id && membership.TenantId == caller.TenantId)
        orderby user.DisplayName, user.Id
        select new Person(user.Id, user.DisplayName, user.Email ?? "", user.EmailConfirmed, user.OrganizationId);
}
