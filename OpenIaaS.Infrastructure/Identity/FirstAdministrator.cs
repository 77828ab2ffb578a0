using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Identity;

/// <summary>Makes sure that somebody can sign in to a new installation. There is no account with a known password.</summary>
public sealed class FirstAdministrator(IDbContextFactory<ConsoleDbContext> databases, IdSource ids)
{
    /// <summary>Into a database without people: an organization, a tenant and an administrator who may do everything in it.</summary>
    public async Task EnsureAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.Users.AnyAsync(stop)) return;
        var organization = new Organization(ids.Next<Organization>(), "My organization");
        var tenant = new Tenant(ids.Next<Tenant>(), organization.Id, "My tenant", false);
        var user = new User
        {
            Id = ids.Next(), UserName = "administrator", NormalizedUserName = "ADMINISTRATOR", Email = "administrator@localhost", DisplayName = "Administrator",
            OrganizationId = organization.Id, LastTenantId = tenant.Id, SecurityStamp = $"{ids.Next():N}",
        };
        database.AddRange(organization, tenant, user, new Membership(user.Id, tenant.Id, Permission.All));
        await database.SaveChangesAsync(stop);
    }

    /// <summary>The person a link is printed for at start: the one there longest who may do most.</summary>
    public async Task<User?> FindAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var members = await (
            from membership in database.Memberships
            join user in database.Users on membership.UserId equals user.Id
            where !user.IsDisabled
            select new { User = user, membership.Permissions }).AsNoTracking().ToListAsync(stop);
        return members.OrderByDescending(member => member.Permissions.Count).ThenBy(member => member.User.Id).FirstOrDefault()?.User;
    }

    /// <summary>Whether nobody could sign in without a link.</summary>
    public async Task<bool> NobodyHasAPasswordAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return !await database.Users.AnyAsync(user => user.PasswordHash != null && !user.IsDisabled, stop);
    }
}
