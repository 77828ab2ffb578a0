using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

public sealed class SessionTests
{
    [Fact]
    public async Task Session_begins_in_the_tenant_worked_in_last()
    {
        await using var cloud = await Cloud.CreateAsync();
        await using (var database = cloud.Database())
        {
            database.Add(new Membership(cloud.World.Operator.Id, cloud.World.Stranger.TenantId, []));
            await database.SaveChangesAsync();
        }

        Assert.True(await cloud.Get<WorkingTenant>().ChooseAsync(cloud.World.Operator.Id, cloud.World.Tenant.Id, default));

        Assert.Equal(cloud.World.Tenant.Id, (await BeginAsync(cloud)).TenantId);
    }

    [Fact]
    public async Task Tenant_of_others_cannot_be_chosen()
    {
        await using var cloud = await Cloud.CreateAsync();

        Assert.False(await cloud.Get<WorkingTenant>().ChooseAsync(cloud.World.Operator.Id, cloud.World.Stranger.TenantId, default));
        Assert.Equal(cloud.World.Tenant.Id, Assert.Single(await cloud.Get<WorkingTenant>().ChoicesAsync(cloud.World.Operator.Id, default)).Id);
    }

    [Fact]
    public async Task Session_ends_after_30_idle_minutes()
    {
        await using var cloud = await Cloud.CreateAsync();
        var session = await BeginAsync(cloud);

        cloud.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.True(await HoldsAsync(cloud, session, seen: false));
        cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await HoldsAsync(cloud, session, seen: false));
    }

    [Fact]
    public async Task Request_right_after_an_open_window_asked_still_counts()
    {
        await using var cloud = await Cloud.CreateAsync();
        var session = await BeginAsync(cloud);

        cloud.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.True(await HoldsAsync(cloud, session, seen: false));
        Assert.True(await HoldsAsync(cloud, session, seen: true));
        cloud.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.True(await HoldsAsync(cloud, session, seen: false));
    }

    [Fact]
    public async Task Session_in_use_ends_after_12_hours()
    {
        await using var cloud = await Cloud.CreateAsync();
        var session = await BeginAsync(cloud);

        for (var minutes = 20; minutes < 12 * 60; minutes += 20)
        {
            cloud.Clock.Advance(TimeSpan.FromMinutes(20));
            Assert.True(await HoldsAsync(cloud, session, seen: true), $"ended after {minutes} minutes");
        }

        cloud.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.False(await HoldsAsync(cloud, session, seen: true));
    }

    [Fact]
    public async Task Open_window_of_a_disabled_person_ends_within_a_minute()
    {
        await using var cloud = await Cloud.CreateAsync();
        var session = await BeginAsync(cloud);
        Assert.True(await HoldsAsync(cloud, session, seen: false));
        await using (var database = cloud.Database())
            await database.Users.ExecuteUpdateAsync(user => user.SetProperty(row => row.IsDisabled, true));

        cloud.Clock.Advance(Sessions.TrustedFor);

        Assert.False(await HoldsAsync(cloud, session, seen: false));
        Assert.True(Sessions.TrustedFor + TimeSpan.FromSeconds(30) <= TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Signing_out_holds_at_once()
    {
        await using var cloud = await Cloud.CreateAsync();
        var session = await BeginAsync(cloud);
        Assert.True(await HoldsAsync(cloud, session, seen: true));

        await cloud.Get<Sessions>().EndAsync(session.SessionId, default);

        Assert.False(await HoldsAsync(cloud, session, seen: true));
    }

    [Fact]
    public async Task New_password_ends_every_session()
    {
        await using var cloud = await Cloud.CreateAsync();
        var session = await BeginAsync(cloud);

        Assert.True((await cloud.Get<Passwords>().SetAsync(cloud.World.Operator.Id, "", "quiet-otter-lamp-river", default)).Ok);

        Assert.False(await HoldsAsync(cloud, session, seen: true));
    }

    static async Task<SignedIn> BeginAsync(Cloud cloud) => (await cloud.Get<Sessions>().BeginAsync(cloud.World.Operator.Id, default)).Value;

    static async Task<bool> HoldsAsync(Cloud cloud, SignedIn session, bool seen) => await cloud.Get<Sessions>().HoldsAsync(session.SessionId, seen, default);
}
