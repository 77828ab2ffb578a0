using Microsoft.EntityFrameworkCore;
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

    static async Task<Caller?> FindAsync(Cloud cloud) => await cloud.Get<CallerFactory>().FindAsync(cloud.World.Operator.Id, cloud.World.Tenant.Id, default);
}
