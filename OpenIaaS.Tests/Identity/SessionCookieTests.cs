using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

/// <summary>The cookies of a console that is not being developed: for one host, over HTTPS alone (Reliability 2.4: ASVS 3.3).</summary>
public sealed class SessionCookieTests(SessionCookieTests.Production production) : IClassFixture<SessionCookieTests.Production>
{
    [Fact]
    public async Task Session_is_tied_to_the_host_and_to_https()
    {
        using var browser = production.Host.Browser();
        var person = await production.Host.PersonAsync();
        var secret = await production.Host.Services.GetRequiredService<SignInLinks>().IssueAsync(person.Id, default);

        using var answer = await ConsoleHost.SubmitAsync(browser, $"/sign-in/{secret}", []);

        Holds(answer, "__Host-openiaas.session");
        Assert.Equal(HttpStatusCode.NoContent, (await browser.GetAsync("/session")).StatusCode);
    }

    [Fact]
    public async Task Form_is_tied_to_the_host_and_to_https()
    {
        using var browser = production.Host.Browser();
        using var page = await browser.GetAsync("/sign-in");
        Holds(page, "__Host-openiaas.form");
    }

    [Theory]
    [InlineData("https://localhost")]
    [InlineData("http://localhost")]
    public async Task Cookie_is_secure_also_behind_a_proxy_that_takes_off_the_encryption(string address)
    {
        using var browser = production.Host.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri(address) });
        using var page = await browser.GetAsync("/sign-in");
        var cookies = page.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie => Assert.Matches("(?i)^__Host-openiaas.*; secure", cookie));
    }

    /// <summary>The prefix binds a browser to Secure, to the path / and to no domain.</summary>
    static void Holds(HttpResponseMessage answer, string name)
    {
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith(name + "=", StringComparison.Ordinal));
        var said = cookie.Split("; ").Skip(1).Select(part => part.ToLowerInvariant()).ToList();
        Assert.Contains("secure", said);
        Assert.Contains("httponly", said);
        Assert.Contains("samesite=lax", said);
        Assert.Contains("path=/", said);
        Assert.DoesNotContain(said, part => part.StartsWith("domain", StringComparison.Ordinal));
    }

    public sealed class Production : IAsyncDisposable
    {
        public ConsoleHost Host { get; } = new(demo: false, environment: "Production");

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
