using System.Net;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

/// <summary>What every answer tells the browser (Reliability 2.4: ASVS 3.2 to 3.4, 14.3).</summary>
public sealed class AnswerHeaderTests(ApiTest.Started started) : ApiTest(started)
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/")]
    [InlineData("/nowhere")]
    [InlineData("/css/tokens.css")]
    [InlineData("/js/console.js")]
    [InlineData("/health/live")]
    [InlineData("/api/export/replicas.csv")]
    public async Task Answer_carries_the_policy(string path)
    {
        using var browser = Host.Browser();
        using var answer = await browser.GetAsync(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"), value => value.StartsWith("default-src", StringComparison.Ordinal));
        foreach (var part in new[] { "default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'" }) Assert.Contains(part, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy.Split(';').Single(part => part.Contains("script-src", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task Page_of_somebody_is_kept_by_no_cache()
    {
        using var browser = await Host.SignedInAsync();
        using var page = await browser.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.True(page.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("https://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("https://localhost", HttpStatusCode.OK)]
    public async Task Circuit_opens_from_our_own_pages_alone(string origin, HttpStatusCode status)
    {
        using var browser = await Host.SignedInAsync();
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        asked.Headers.Add("Origin", origin);
        using var answer = await browser.SendAsync(asked);
        Assert.Equal(status, answer.StatusCode);
    }
}
