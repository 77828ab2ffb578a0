using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using OpenIaaS.Console.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

/// <summary>Work over one open window, without a single request, keeps the session; an open window alone does not.</summary>
public sealed class CircuitActivityTests
{
    static readonly object?[] Click = ["1", null, "DispatchEventAsync", 1L, "[]"];

    [Fact]
    public async Task Work_over_one_window_for_2_hours_keeps_the_session()
    {
        await using var cloud = await Cloud.CreateAsync();
        var window = await Window.OpenAsync(cloud);
        await WorkAsync(cloud, window, until: 2 * 60);
    }

    [Fact]
    public async Task After_12_hours_the_session_ends_however_much_is_done()
    {
        await using var cloud = await Cloud.CreateAsync();
        var window = await Window.OpenAsync(cloud);
        await WorkAsync(cloud, window, until: (12 * 60) - 10);

        cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        await window.TellAsync("BeginInvokeDotNetFromJS", Click);

        Assert.False(await window.HoldsAsync());
    }

    [Theory]
    [InlineData("OnLocationChanged")]
    [InlineData("OnLocationChanging")]
    public async Task Going_to_another_page_counts(string method)
    {
        await using var cloud = await Cloud.CreateAsync();
        var window = await Window.OpenAsync(cloud);

        cloud.Clock.Advance(TimeSpan.FromMinutes(29));
        await window.TellAsync(method);
        cloud.Clock.Advance(TimeSpan.FromMinutes(29));

        Assert.True(await window.HoldsAsync());
    }

    public static TheoryData<string, object?[]> BySelf => new()
    {
        { "OnRenderCompleted", [1L, null] },
        { "EndInvokeJSFromDotNet", [1L, true, "[]"] },
        { "BeginInvokeDotNetFromJS", ["1", "MudBlazor", "RaiseOnResized", 1L, "[]"] },
        { "UpdateRootComponents", ["[]", ""] },
        { "ConnectCircuit", ["secret"] },
    };

    [Theory]
    [MemberData(nameof(BySelf))]
    public async Task Window_that_is_merely_open_loses_its_session_after_30_minutes(string method, object?[] arguments)
    {
        await using var cloud = await Cloud.CreateAsync();
        var window = await Window.OpenAsync(cloud);
        for (var minutes = 5; minutes < 30; minutes += 5)
        {
            cloud.Clock.Advance(TimeSpan.FromMinutes(5));
            await window.TellAsync(method, arguments);
            Assert.True(await window.HoldsAsync());
        }

        cloud.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.False(await window.HoldsAsync());
    }

    [Fact]
    public async Task Late_click_does_not_bring_a_session_back()
    {
        await using var cloud = await Cloud.CreateAsync();
        var window = await Window.OpenAsync(cloud);

        cloud.Clock.Advance(TimeSpan.FromMinutes(30));
        await window.TellAsync("BeginInvokeDotNetFromJS", Click);

        Assert.False(await window.HoldsAsync());
    }

    [Fact]
    public async Task What_was_clicked_is_done()
    {
        await using var cloud = await Cloud.CreateAsync();
        var window = await Window.OpenAsync(cloud);

        await window.TellAsync("BeginInvokeDotNetFromJS", Click);
        await window.TellAsync("OnRenderCompleted", 1L, null);

        Assert.Equal(2, window.Done);
    }

    [Fact]
    public void Events_of_a_page_still_go_by_the_name_that_counts() =>
        Assert.Contains(
            typeof(Microsoft.AspNetCore.Components.Web.MouseEventArgs).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)),
            method => method.Name == (string)Click[2]! && method.GetCustomAttribute<Microsoft.JSInterop.JSInvokableAttribute>() is not null);

    static async Task WorkAsync(Cloud cloud, Window window, int until)
    {
        for (var minutes = 10; minutes <= until; minutes += 10)
        {
            cloud.Clock.Advance(TimeSpan.FromMinutes(10));
            await window.TellAsync("BeginInvokeDotNetFromJS", Click);
            Assert.True(await window.HoldsAsync(), $"ended after {minutes} minutes");
        }
    }

    /// <summary>One connection of a browser. The methods it calls are looked up in the real hub: one that is renamed fails here.</summary>
    sealed class Window(CircuitActivity activity, Sessions sessions, SignedIn session) : HubCallerContext
    {
        static readonly Type Circuits = typeof(CircuitHandler).Assembly.GetType("Microsoft.AspNetCore.Components.Server.ComponentHub", throwOnError: true)!;

        public int Done { get; private set; }

        public static async Task<Window> OpenAsync(Cloud cloud) => new(
            new CircuitActivity(cloud.Get<Sessions>()), cloud.Get<Sessions>(), (await cloud.Get<Sessions>().BeginAsync(cloud.World.Operator.Id, default)).Value);

        public async Task TellAsync(string method, params object?[] arguments)
        {
            var call = new HubInvocationContext(this, new NoServices(), new NoHub(), Circuits.GetMethod(method)!, arguments);
            await activity.InvokeMethodAsync(call, _ =>
            {
                Done++;
                return ValueTask.FromResult<object?>(null);
            });
        }

        public ValueTask<bool> HoldsAsync() => sessions.HoldsAsync(session.SessionId, seen: false, CancellationToken.None);

        public override string ConnectionId => "1";
        public override string? UserIdentifier => null;
        public override ClaimsPrincipal? User { get; } = SignInClaims.Of(session, "cookie");
        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();
        public override IFeatureCollection Features { get; } = new FeatureCollection();
        public override CancellationToken ConnectionAborted => CancellationToken.None;
        public override void Abort() => throw new NotSupportedException();
    }

    sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    sealed class NoHub : Hub;
}
