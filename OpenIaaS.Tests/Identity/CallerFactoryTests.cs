using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

public sealed class CallerFactoryTests
{
    [Fact]
    public async Task Member_gets_the_permissions_of_the_tenant()
    {
        await using var cloud = await Cloud.CreateAsync();

        var caller = await FindAsync(cloud);

        Assert.Equal("Maya Lefort", caller!.Name);
        Assert.Equal(Permission.All.Order(), caller.Permissions.Order());
    }

    [Fact]
    public async Task Tenant_without_a_membership_has_no_caller()
    {
        await using var cloud = await Cloud.CreateAsync();

        Assert.Null(await cloud.Get<CallerFactory>().FindAsync(cloud.World.Operator.Id, cloud.World.Stranger.TenantId, default));
    }

    [Fact]
    public async Task Permission_taken_away_is_gone_after_30_seconds()
    {
        await using var cloud = await Cloud.CreateAsync();
        await FindAsync(cloud);
        await using (var database = cloud.Database())
        {
            (await database.Memberships.SingleAsync()).Permissions.Remove(Permission.ComputeManagement);
            await database.SaveChangesAsync();
        }

        cloud.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.True((await FindAsync(cloud))!.May(Permission.ComputeManagement));
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await FindAsync(cloud))!.May(Permission.ComputeManagement));
    }

    [Fact]
    public async Task Disabled_person_has_no_caller_after_30_seconds()
    {
        await using var cloud = await Cloud.CreateAsync();
        await FindAsync(cloud);
        await using (var database = cloud.Database())
            await database.Users.ExecuteUpdateAsync(user => user.SetProperty(it => it.IsDisabled, true));

        cloud.Clock.Advance(CallerFactory.TrustedFor);

        Assert.Null(await FindAsync(cloud));
    }

    [Fact]
    public async Task Token_holds_what_its_owner_holds_too_and_its_caller_is_made_once_while_both_are_trusted()
    {
        await using var cloud = await Cloud.CreateAsync();
        var token = await TokenAsync(cloud, Permission.ComputeRead, Permission.ComputeManagement);
        var callers = cloud.Get<CallerFactory>();

        var first = await callers.FindAsync(token, default);
        Assert.Equal([Permission.ComputeManagement, Permission.ComputeRead], first!.Permissions.Order());
        Assert.Same(first, await callers.FindAsync(token, default));

        await using (var database = cloud.Database())
        {
            (await database.Memberships.SingleAsync()).Permissions.Remove(Permission.ComputeManagement);
            await database.SaveChangesAsync();
        }

        cloud.Clock.Advance(CallerFactory.TrustedFor);
        Assert.Equal([Permission.ComputeRead], (await callers.FindAsync(token, default))!.Permissions);
    }

    [Fact]
    public async Task What_the_owner_lost_is_lost_to_the_token_although_the_token_itself_was_read_later()
    {
        await using var cloud = await Cloud.CreateAsync();
        var token = await TokenAsync(cloud, Permission.ComputeRead, Permission.ComputeManagement);
        await FindAsync(cloud);
        cloud.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.True((await cloud.Get<CallerFactory>().FindAsync(token, default))!.May(Permission.ComputeManagement));
        await using (var database = cloud.Database())
        {
            (await database.Memberships.SingleAsync()).Permissions.Remove(Permission.ComputeManagement);
            await database.SaveChangesAsync();
        }

        cloud.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.False((await cloud.Get<CallerFactory>().FindAsync(token, default))!.May(Permission.ComputeManagement));
    }

    [Fact]
    public async Task Token_that_was_forgotten_is_read_again_at_once()
    {
        await using var cloud = await Cloud.CreateAsync();
        var token = await TokenAsync(cloud, Permission.ComputeRead);
        Assert.NotNull(await cloud.Get<CallerFactory>().FindAsync(token, default));
        await using (var database = cloud.Database()) await database.AccessTokens.ExecuteDeleteAsync();
        Assert.NotNull(await cloud.Get<CallerFactory>().FindAsync(token, default));

        cloud.Get<CallerFactory>().Forget(token);

        Assert.Null(await cloud.Get<CallerFactory>().FindAsync(token, default));
    }

    static async Task<Id<AccessToken>> TokenAsync(Cloud cloud, params string[] permissions)
    {
        var id = cloud.Get<IdSource>().Next<AccessToken>();
        await using var database = cloud.Database();
        database.Add(new AccessToken(id, cloud.World.Tenant.Id, cloud.World.Operator.Id, "ci", "0", permissions, cloud.Clock.GetUtcNow().AddDays(1)));
        await database.SaveChangesAsync();
        return id;
    }

    static async Task<Caller?> FindAsync(Cloud cloud) => await cloud.Get<CallerFactory>().FindAsync(cloud.World.Operator.Id, cloud.World.Tenant.Id, default);
}
