using System.Globalization;
using System.Text.Json.Nodes;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Api.Provider;

/// <summary>The provider's personal access token, call by call (api-contract, section 8).</summary>
public sealed class AccessTokenResourceTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Address = "/iam/v2/personal_access_tokens";

    [Fact]
    public async Task Resource_is_created_planned_empty_and_destroyed()
    {
        var client = await cloud.ClientAsync();
        var roles = (await client.ListAsync("/iam/v2/roles")).Where(role => (string?)role!["name"] is Permission.ComputeRead or Permission.ActivityRead).Select(role => (string)role!["id"]!).Reverse().ToArray();
        // The configuration holds whole seconds, in the zone of whoever wrote it.
        var until = DateTimeOffset.Parse("2027-05-01T12:00:00+02:00", CultureInfo.InvariantCulture);
        client.Sent.Clear();

        var created = JsonNode.Parse(await client.DoAsync("POST", Address, new { name = "terraform", roles, expirationDate = until.ToUnixTimeMilliseconds() }))!;
        var id = (string)created["id"]!;
        Assert.NotEmpty((string)created["secret"]!);
        var first = await client.ReadAsync($"{Address}/{id}");
        Assert.Equal(roles, first!["roles"]!.AsArray().Select(role => (string)role!));
        Assert.Equal(until, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse((string)first["expirationDate"]!, CultureInfo.InvariantCulture)));

        Assert.Equal(first.ToJsonString(), (await client.ReadAsync($"{Address}/{id}"))!.ToJsonString());

        await client.DoAsync("DELETE", $"{Address}/{id}");
        Assert.Null(await client.ReadAsync($"{Address}/{id}"));
        Assert.DoesNotContain(await client.ListAsync(Address, strict: true), token => (string?)token!["id"] == id);
        Assert.Equal(
            [$"POST {Address}", $"GET {Address}/{id}", $"GET {Address}/{id}", $"DELETE {Address}/{id}", $"GET {Address}/{id}", $"GET {Address}"], client.Sent);
    }
}
