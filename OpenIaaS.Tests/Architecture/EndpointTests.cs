using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task Endpoint_asks_who_is_there()
    {
        var folder = Directory.CreateTempSubdirectory("openiaas-");
        try
        {
            await using var factory = new WebApplicationFactory<Program>();
            await using var configured = factory.WithWebHostBuilder(host => host
                .UseSetting("OpenIaaS:DataDirectory", folder.FullName)
                .UseSetting("OpenIaaS:Demo:Enabled", "false"));
            var endpoints = configured.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).ToList();
            Assert.NotEmpty(endpoints);
            var unlessSaid = await configured.Services.GetRequiredService<IAuthorizationPolicyProvider>().GetFallbackPolicyAsync();
            Assert.Empty(EndpointRules.UnguardedEndpoints(endpoints, Open, unlessSaid));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Endpoint_that_asks_nobody_is_noticed()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/api/open", () => "open");
        app.MapGet("/api/opened", () => "opened").RequireAuthorization().AllowAnonymous();
        app.MapGet("/api/guarded", () => "guarded").RequireAuthorization();
        app.MapGet("/health/live", () => "live");
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).ToList();
        var everybody = new AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build();
        var known = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        Assert.Equal(["/api/open", "/api/opened"], Routes(EndpointRules.UnguardedEndpoints(endpoints, Open, unlessSaid: null)));
        Assert.Equal(["/api/open", "/api/opened"], Routes(EndpointRules.UnguardedEndpoints(endpoints, Open, everybody)));
        Assert.Equal(["/api/opened"], Routes(EndpointRules.UnguardedEndpoints(endpoints, Open, known)));
    }

    static IEnumerable<string> Routes(IEnumerable<string> offences) => offences.Select(offence => offence.Split(' ')[0]);

    [Route("/open")]
    sealed class OpenPage : ComponentBase;

    [Route("/opened"), Authorize, AllowAnonymous]
    sealed class OpenedPage : ComponentBase;

    [Route("/guarded"), Authorize]
    sealed class GuardedPage : ComponentBase;
}
