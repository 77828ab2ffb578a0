using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

/// <summary>Work over one open window, without a single request, keeps the session; an open window alone does not.</summary>
public sealed class CircuitActivityTests
{
    [Fact]
    public async Task Work_over_one_window_keeps_the_session_and_12_hours_end_it()
    {
        await using var cloud = await Cloud.CreateAsync();
        var session = (await cloud.Get<Sessions>().BeginAsync(cloud.World.Operator.Id, default)).Value;
        var click = Window(cloud, session);

        for (var minutes = 10; minutes < 12 * 60; minutes += 10)
        {
            cloud.Clock.Advance(TimeSpan.FromMinutes(10));
            await click(null!);
            Assert.True(await cloud.Get<Sessions>().HoldsAsync(session.SessionId, seen: false, default), $"ended after {minutes} minutes");
        }

        cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        await click(null!);
        Assert.False(await cloud.Get<Sessions>().HoldsAsync(session.SessionId, seen: false, default));
    }

    [Fact]
    public async Task Window_that_is_merely_open_loses_it_after_30_minutes_and_a_late_click_does_not_bring_it_back()
    {
        await using var cloud = await Cloud.CreateAsync();
        var session = (await cloud.Get<Sessions>().BeginAsync(cloud.World.Operator.Id, default)).Value;
        var click = Window(cloud, session);
        await click(null!);

        cloud.Clock.Advance(TimeSpan.FromMinutes(30));
        await click(null!);

        Assert.False(await cloud.Get<Sessions>().HoldsAsync(session.SessionId, seen: false, default));
    }

    [Fact]
    public async Task What_was_clicked_is_done()
    {
        await using var cloud = await Cloud.CreateAsync();
        var done = 0;
        var handler = new CircuitActivity(new Seat(null), cloud.Get<Sessions>(), cloud.Clock).CreateInboundActivityHandler(_ =>
        {
            done++;
            return Task.CompletedTask;
        });

        await handler(null!);

        Assert.Equal(1, done);
    }

    static Func<Microsoft.AspNetCore.Components.Server.Circuits.CircuitInboundActivityContext, Task> Window(Cloud cloud, SignedIn session) =>
        new CircuitActivity(new Seat(session), cloud.Get<Sessions>(), cloud.Clock).CreateInboundActivityHandler(_ => Task.CompletedTask);

    sealed class Seat(SignedIn? session) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(session is null ? new ClaimsPrincipal() : SignInClaims.Of(session, "cookie")));
    }
}
