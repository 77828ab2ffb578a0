using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Tests.Persistence;

/// <summary>A database from before tags had a permission of their own.</summary>
public sealed class TagPermissionTests
{
    const string Before = "ReplicationRuns";

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Whoever_managed_machines_keeps_changing_their_tags_and_nobody_else_begins_to(Store store)
    {
        await using var installation = await Installation.CreateAsync(store, migrate: false);
        await using var database = installation.Database();
        await database.GetService<IMigrator>().MigrateAsync(Before);
        var manages = await AddAsync(database, installation.Get<IdSource>(), Permission.ComputeRead, Permission.ComputeManagement);
        var reads = await AddAsync(database, installation.Get<IdSource>(), Permission.ComputeRead);
        database.ChangeTracker.Clear();

        await database.Database.MigrateAsync();

        Assert.Equal([Permission.ComputeRead, Permission.ComputeManagement, Permission.TagWrite], await PermissionsAsync(database, manages));
        Assert.Equal([Permission.ComputeRead], await PermissionsAsync(database, reads));

        await database.GetService<IMigrator>().MigrateAsync(Before);
        Assert.Equal([Permission.ComputeRead, Permission.ComputeManagement], await PermissionsAsync(database, manages));
    }

    static async Task<Guid> AddAsync(Infrastructure.Persistence.ConsoleDbContext database, IdSource ids, params string[] permissions)
    {
        var organization = new Organization(ids.Next<Organization>(), $"Organization {permissions.Length}");
        var tenant = new Tenant(ids.Next<Tenant>(), organization.Id, "Production", false);
        var user = new User { Id = ids.Next(), UserName = $"person{permissions.Length}", OrganizationId = organization.Id };
        database.AddRange(organization, tenant, user, new Membership(user.Id, tenant.Id, permissions));
        await database.SaveChangesAsync();
        return user.Id;
    }

    static async Task<IReadOnlyList<string>> PermissionsAsync(Infrastructure.Persistence.ConsoleDbContext database, Guid person) =>
        (await database.Memberships.AsNoTracking().SingleAsync(row => row.UserId == person)).Permissions;
}
