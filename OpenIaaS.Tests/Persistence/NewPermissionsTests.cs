using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Persistence;

/// <summary>Databases made before a permission was known: who might do everything still may, and nobody else gains anything.</summary>
public sealed class NewPermissionsTests
{
    static readonly string[] Before = [.. Permission.All.Except([Permission.ConsoleAccess, Permission.NetworkWrite])];

    [Fact]
    public async Task Who_held_everything_gets_what_the_version_adds()
    {
        var held = await AfterAsync(Before, "20261128000000_MachinesNetworksAndViews");

        Assert.Equal(Permission.All.Order(), held.Order());
    }

    [Fact]
    public async Task Who_held_everything_of_a_database_two_versions_older_gets_what_both_add()
    {
        string[] oldest = [.. Before.Except([Permission.TagRead, Permission.IamRead, Permission.VpcRead])];

        Assert.Equal(Permission.All.Order(), (await AfterAsync(oldest, "20261128000000_MachinesNetworksAndViews", "20261128100000_RareMachinesAtHand")).Order());
    }

    [Fact]
    public async Task Who_held_everything_before_the_API_may_read_over_it()
    {
        string[] held = [.. Permission.All.Except([Permission.TagRead, Permission.IamRead, Permission.VpcRead])];

        Assert.Equal(Permission.All.Order(), (await AfterAsync(held, "20261128100000_RareMachinesAtHand")).Order());
    }

    [Fact]
    public async Task Who_lacked_something_gets_nothing() =>
        Assert.Equal(Before.Skip(1), await AfterAsync([.. Before.Skip(1)], "20261128000000_MachinesNetworksAndViews"));

    [Fact]
    public async Task What_was_taken_stays_taken_when_another_version_comes() =>
        Assert.Equal(Before, await AfterAsync(Before, "20270101000000_SomethingElse"));

    static async Task<List<string>> AfterAsync(string[] held, params string[] migrations)
    {
        await using var cloud = await Cloud.CreateAsync();
        var person = cloud.Get<Domain.Common.IdSource>().Next();
        await using (var database = cloud.Database())
        {
            database.Add(new Infrastructure.Identity.User { Id = person, UserName = "paul", Email = "paul@example.org" });
            database.Add(new Membership(person, cloud.World.Tenant.Id, held));
            await database.SaveChangesAsync();
            await NewPermissions.GrantAsync(database, migrations, default);
        }

        await using var after = cloud.Database();
        return (await after.Memberships.AsNoTracking().SingleAsync(row => row.UserId == person)).Permissions;
    }
}
