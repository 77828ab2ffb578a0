using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Api;

/// <summary>Whoever asks too often is told when to come back, in whole seconds of which the provider waits five at the most.</summary>
public sealed class ApiLimitTests : IAsyncDisposable
{
    /// <summary>More than any limit here, however the requests fall into seconds.</summary>
    const int Burst = 100;

    readonly ConsoleHost host = new(demo: false, "Development", ("OpenIaaS:Api:RequestsPerSecond", "3"), ("OpenIaaS:Api:SignInsPerSecond", "2"));

    [Fact]
    public async Task Burst_is_limited_for_each_product_by_itself()
    {
        using var client = host.Browser();
        await LimitedAsync(() => client.GetAsync("/api/compute/v1/open_iaas"), HttpStatusCode.Unauthorized);

        // The other products are as they were; in another spelling it is the same one.
        foreach (var other in new[] { "/api/backup/v1/open_iaas/policies", "/api/activity/v1/activities", "/api/iam/v2/users", "/api/tag/v1/tags" })
        {
            using var answer = await client.GetAsync(other);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, answer.StatusCode);
        }

        await LimitedAsync(() => client.GetAsync("/api/COMPUTE/v1/open_iaas"), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Sign_ins_have_a_limit_of_their_own()
    {
        using var client = host.Browser();
        await LimitedAsync(() => client.PostAsJsonAsync("/api/iam/v2/auth/personal_access_token", new { id = "0198c0de-0000-7000-8000-000000000001", secret = "wrong" }), HttpStatusCode.Unauthorized);
        using var answer = await client.GetAsync("/api/iam/v2/users");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Nothing_but_the_API_is_limited()
    {
        using var client = host.Browser();
        for (var sent = 0; sent < 20; sent++)
        {
            using var answer = await client.GetAsync("/health/live");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    static async Task LimitedAsync(Func<Task<HttpResponseMessage>> send, HttpStatusCode before)
    {
        for (var sent = 0; sent < Burst; sent++)
        {
            using var answer = await send();
            if (answer.StatusCode == before) continue;
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.InRange(int.Parse(Assert.Single(answer.Headers.GetValues("Retry-After")), NumberStyles.None, CultureInfo.InvariantCulture), 1, 5);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            return;
        }

        Assert.Fail($"{Burst} requests were taken.");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
