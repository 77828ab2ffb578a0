using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Identity;

/// <summary>What is known of the person who asks: the header shows it, and forms to support come filled with it.</summary>
public sealed class ProfileQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>The caller's own card, or null for an engine or somebody who is no member any more.</summary>
    public async Task<CallerProfile?> FindAsync(Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await (
            from membership in database.Memberships
            join user in database.Users on membership.UserId equals user.Id
            join tenant in database.Tenants on membership.TenantId equals tenant.Id
            join organization in database.Organizations on tenant.OrganizationId equals organization.Id
            where membership.UserId == caller.UserId && membership.TenantId == caller.TenantId
            select new CallerProfile(
                user.DisplayName, user.Email ?? "", user.PhoneNumber ?? "", organization.Name, tenant.Name, tenant.IsSecNumCloud)).SingleOrDefaultAsync(stop);
    }
}

/// <summary>A person in a tenant, in words.</summary>
/// <param name="Email">Empty when it is not known.</param>
/// <param name="Phone">Empty when it is not known.</param>
public sealed record CallerProfile(string Name, string Email, string Phone, string Organization, string Tenant, bool IsSecNumCloud)
{
    public static CallerProfile Nobody { get; } = new("", "", "", "", "", false);
}
