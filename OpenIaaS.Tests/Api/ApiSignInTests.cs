using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Api;

/// <summary>The API's door as its clients need it (api-contract, section 2, line by line).</summary>
public sealed class ApiSignInTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Door = "/api/iam/v2/auth/personal_access_token";
    const string Key = "0123456789abcdef0123";

    [Fact]
    public async Task Body_is_the_bare_token_without_quotes_or_a_lines_end()
    {
        using var answer = await ExchangeAsync(await TokenAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Location"));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Matches(@"\A[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\z", body);
    }

    [Fact]
    public async Task Header_names_an_algorithm_clients_know_and_the_signature_is_that_of_the_kept_key()
    {
        var token = await SignedInAsync();
        var parts = token.Split('.');
        Assert.Equal("HS256", (string?)Part(parts[0])["alg"]);
        var signature = HMACSHA256.HashData(cloud.Get<ApiTokens>().SigningKey, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        Assert.Equal(Base64UrlEncoder.Encode(signature), parts[2]);
    }

    [Fact]
    public async Task Claims_name_person_company_tenant_and_end()
    {
        var claims = Part((await SignedInAsync()).Split('.')[1]);
        Assert.Equal($"{cloud.World.Operator.Id}", (string?)claims["userId"]);
        Assert.Equal($"{cloud.World.Organization.Id}", (string?)claims["companyId"]);
        Assert.Equal($"{cloud.World.Tenant.Id}", (string?)claims["scope"]!["id"]);
        Assert.Equal(cloud.Clock.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds(), (long)claims["exp"]!);
    }

    [Fact]
    public async Task Token_is_taken_until_its_end_and_not_longer()
    {
        var client = await cloud.ClientAsync();
        await client.ListAsync("/compute/v1/open_iaas");
        cloud.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        await client.ListAsync("/compute/v1/open_iaas");
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        await client.RefusedAsync(HttpStatusCode.Unauthorized, "GET", "/compute/v1/open_iaas");
    }

    [Fact]
    public async Task Signing_key_is_the_same_after_the_next_start()
    {
        var next = new ApiTokens(cloud.Get<IDbContextFactory<ConsoleDbContext>>(), cloud.Clock);
        await next.ReadSigningKeyAsync(default);
        Assert.Equal(cloud.Get<ApiTokens>().SigningKey, next.SigningKey);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":"nonsense","secret":"x"}""")]
    [InlineData("""{"id":"0198c0de-0000-7000-8000-00000000dead","secret":"0123456789abcdef0123"}""")]
    public async Task Wrong_credentials_are_refused_at_once_as_a_problem(string body)
    {
        using var answer = await cloud.Host.Browser().PostAsync(Door, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Life_is_a_setting()
    {
        await using var host = new ConsoleHost(demo: false, "Development", ("OpenIaaS:Api:TokenMinutes", "7"), ("OpenIaaS:Demo:AccessToken", $"0198c0de-0000-7000-8000-000000000001:{Key}"));
        using var answer = await host.Browser().PostAsJsonAsync(Door, new { id = "0198c0de-0000-7000-8000-000000000001", secret = Key });
        var claims = Part((await answer.Content.ReadAsStringAsync()).Split('.')[1]);
        Assert.Equal(7 * 60, (long)claims["exp"]! - (long)claims["iat"]!);
    }

    async Task<string> SignedInAsync()
    {
        using var answer = await ExchangeAsync(await TokenAsync());
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    Task<HttpResponseMessage> ExchangeAsync(Id<AccessToken> id) => cloud.Host.Browser().PostAsJsonAsync(Door, new { id = $"{id}", secret = Key });

    async Task<Id<AccessToken>> TokenAsync()
    {
        var id = cloud.Get<IdSource>().Next<AccessToken>();
        await using var database = cloud.Host.Database();
        database.Add(new AccessToken(id, cloud.World.Tenant.Id, cloud.World.Operator.Id, "Test", Secret.Hash(Key), Permission.All, cloud.Clock.GetUtcNow().AddDays(30)));
        await database.SaveChangesAsync();
        return id;
    }

    static JsonObject Part(string part) => JsonNode.Parse(Base64UrlEncoder.DecodeBytes(part))!.AsObject();
}
