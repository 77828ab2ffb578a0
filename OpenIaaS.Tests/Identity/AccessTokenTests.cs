using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

/// <summary>The API's door: a personal access token against a token of minutes.</summary>
public sealed class AccessTokenTests : IAsyncDisposable
{
    const string Door = "/api/iam/v2/auth/personal_access_token";
    const string Id = "0198c0de-0000-7000-8000-000000000001";
    const string Secret = "0123456789abcdef0123";

    readonly ConsoleHost host = new(demo: false, environment: "Development", ("OpenIaaS:Demo:AccessToken", $"{Id}:{Secret}"));

    [Fact]
    public async Task Good_token_gives_a_bare_one_that_opens_the_exports()
    {
        using var script = host.Browser();
        using var answer = await script.PostAsJsonAsync(Door, new { id = Id, secret = Secret });
        var token = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(3, token.Split('.').Length);
        Assert.DoesNotContain('"', token);

        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await script.GetAsync("/api/export/replicas.csv")).StatusCode);
    }

    [Theory]
    [InlineData(Id, "0123456789abcdef0124")]
    [InlineData(Id, "")]
    [InlineData("0198c0de-0000-7000-8000-000000000002", Secret)]
    [InlineData("nonsense", Secret)]
    public async Task Wrong_token_is_refused_in_the_same_words(string id, string secret)
    {
        using var script = host.Browser();
        using var answer = await script.PostAsJsonAsync(Door, new { id, secret });
        using var other = await script.PostAsJsonAsync(Door, new { id = Id, secret = "another wrong secret" });
        Assert.Equal(other.StatusCode, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(await other.Content.ReadAsStringAsync(), await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Expired_token_is_refused()
    {
        using var script = host.Browser();
        await using (var database = host.Database())
            await database.AccessTokens.ExecuteUpdateAsync(token => token.SetProperty(row => row.ExpiresAt, DateTimeOffset.UnixEpoch));
        Assert.Equal(HttpStatusCode.Unauthorized, (await script.PostAsJsonAsync(Door, new { id = Id, secret = Secret })).StatusCode);
    }

    [Fact]
    public async Task Token_of_a_disabled_person_is_refused_at_the_door_in_the_same_words()
    {
        using var script = host.Browser();
        await DisableAsync();

        using var answer = await script.PostAsJsonAsync(Door, new { id = Id, secret = Secret });
        using var other = await script.PostAsJsonAsync(Door, new { id = Id, secret = "another wrong secret" });

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(await other.Content.ReadAsStringAsync(), await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Token_had_before_its_person_was_disabled_opens_nothing()
    {
        using var script = await LetInAsync();
        await DisableAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await script.GetAsync("/api/export/replicas.csv")).StatusCode);
    }

    [Fact]
    public async Task Token_had_for_an_access_token_that_is_gone_opens_nothing()
    {
        using var script = await LetInAsync();
        await using (var database = host.Database()) await database.AccessTokens.ExecuteDeleteAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await script.GetAsync("/api/export/replicas.csv")).StatusCode);
    }

    [Fact]
    public async Task Secret_is_kept_as_a_hash_alone()
    {
        using var script = host.Browser();
        await using var database = host.Database();
        var kept = await database.AccessTokens.AsNoTracking().SingleAsync();
        Assert.DoesNotContain(Secret, kept.SecretHash, StringComparison.Ordinal);
    }

    /// <summary>A script that has got its token and used it for nothing yet.</summary>
    async Task<HttpClient> LetInAsync()
    {
        var script = host.Browser();
        using var answer = await script.PostAsJsonAsync(Door, new { id = Id, secret = Secret });
        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await answer.Content.ReadAsStringAsync());
        return script;
    }

    async Task DisableAsync()
    {
        await using var database = host.Database();
        Assert.True(await database.Users.ExecuteUpdateAsync(user => user.SetProperty(row => row.IsDisabled, true)) > 0);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
