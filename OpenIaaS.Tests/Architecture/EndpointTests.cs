using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;

namespace OpenIaaS.Tests.Architecture;

/// <summary>Every door asks who is there, or is on a short list. Every rule has a twin that shows it an offender.</summary>
public sealed class EndpointTests
{
    /// <summary>What may be reached by anybody. Each line says why; a new one is a decision.</summary>
    static readonly string[] Open =
    [
        "/sign-in", "/sign-in/{Secret}", // one signs in here
        "/api/iam/v2/auth/personal_access_token", // a token is had here
        "/health/live", "/health/ready", // asked by whoever watches the process
        "/preferences", // the language of the sign-in page
        "/{**path:file}", // files of a build that is not published
        "/error", "/not-found", "/not-allowed", // they say what went wrong and nothing else
        "/_blazor", "/_blazor/negotiate", "/_blazor/initializers", "/_blazor/disconnect", // the wire of pages, which ask themselves
    ];

    [Fact]
    public void Page_asks_who_is_there() => Assert.Empty(EndpointRules.UnguardedPages(typeof(Program).Assembly.GetTypes(), Open));

    [Fact]
    public void Page_that_asks_nobody_is_noticed() =>
        Assert.Equal(["/open (OpenPage)", "/opened (OpenedPage)"], EndpointRules.UnguardedPages([typeof(OpenPage), typeof(OpenedPage), typeof(GuardedPage)], Open));

    [Fact]
    public async Task Endpoint_that_asks_nobody_is_noticed()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/api/open", () => "open");
        app.MapGet("/api/opened", () => "opened").RequireAuthorization().AllowAnonymous();
        app.MapGet("/api/guarded", () => "guarded").RequireAuthorization();
        app.MapGet("/health/live", () => "live");
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints);
        Assert.Equal(["/api/open", "/api/opened"], EndpointRules.UnguardedEndpoints(endpoints, Open).Select(offence => offence.Split(' ')[0]));
    }

    [Route("/open")]
    sealed class OpenPage : ComponentBase;

    [Route("/opened"), Authorize, AllowAnonymous]
    sealed class OpenedPage : ComponentBase;

    [Route("/guarded"), Authorize]
    sealed class GuardedPage : ComponentBase;
}
