using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Api;

/// <summary>Personal access tokens over the API (api-contract, section 5.5).</summary>
public sealed class AccessTokenApiTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Address = "/iam/v2/personal_access_tokens";

    [Fact]
    public async Task Token_is_made_read_listed_and_deleted()
    {
        var client = await cloud.ClientAsync();
        string[] roles = [RoleOf(Permission.TagRead), RoleOf(Permission.ComputeRead)];
        var until = cloud.Clock.GetUtcNow().AddDays(30).AddMilliseconds(123).ToUnixTimeMilliseconds();

        var made = await MakeAsync(client, new { name = "ci", roles, expirationDate = until });

        Assert.Equal("ci", (string?)made["name"]);
        Assert.True(((string)made["secret"]!).Length >= 32);
        Assert.Equal(until.ToString(CultureInfo.InvariantCulture), (string?)made["expirationDate"]);
        var read = (await client.ReadAsync($"{Address}/{made["id"]}"))!;
        Assert.False(read.ContainsKey("secret"));
        Assert.Equal(roles, read["roles"]!.AsArray().Select(role => (string)role!));
        Assert.Equal(until.ToString(CultureInfo.InvariantCulture), (string?)read["expirationDate"]);
        Assert.Equal($"{cloud.World.Tenant.Id}", (string?)read["tenantId"]);
        Assert.Contains(await client.ListAsync(Address, strict: true), token => (string?)token!["id"] == (string?)made["id"]);

        Assert.Equal("", await client.DoAsync("DELETE", $"{Address}/{made["id"]}"));

        Assert.Null(await client.ReadAsync($"{Address}/{made["id"]}"));
        Assert.DoesNotContain(await client.ListAsync(Address, strict: true), token => (string?)token!["id"] == (string?)made["id"]);
    }

    [Fact]
    public async Task Making_and_deleting_leave_activities_without_the_secret()
    {
        var client = await cloud.ClientAsync();
        var made = await MakeAsync(client, Good("traced"));
        await client.DoAsync("DELETE", $"{Address}/{made["id"]}");

        await using var database = cloud.Host.Database();
        var traces = await database.Activities.Where(activity => activity.TargetId == Guid.Parse((string)made["id"]!)).OrderBy(activity => activity.Sequence).ToListAsync();
        Assert.Equal([ActivityTypes.AccessTokenCreate, ActivityTypes.AccessTokenDelete], traces.Select(activity => activity.Type));
        Assert.All(traces, activity => Assert.Equal(ActivityState.Completed, activity.State));
        Assert.DoesNotContain((string)made["secret"]!, traces[0].Input, StringComparison.Ordinal);
        Assert.DoesNotContain(Infrastructure.Identity.Secret.Hash((string)made["secret"]!), traces[0].Input, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_gives_a_token_more_than_they_may()
    {
        var client = await cloud.ClientAsync(Permission.IamOfflineAccess, Permission.ComputeRead);

        var problem = await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", Address, Good("more", Permission.ComputeRead, Permission.ComputeManagement));

        Assert.Equal("An access token may do no more than its owner, and you do not have compute_iaas_opensource_management in this tenant.", (string?)problem["detail"]);
        Assert.Contains("\"roles\"", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(367 * 24)]
    [InlineData(10_000_000)]
    public async Task Life_is_twelve_months_at_the_most(int hours)
    {
        var client = await cloud.ClientAsync();
        var until = cloud.Clock.GetUtcNow().AddHours(hours).ToUnixTimeMilliseconds();

        var problem = await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", Address, new { name = "long", roles = new[] { RoleOf(Permission.ComputeRead) }, expirationDate = until });

        Assert.StartsWith("An access token expires at most 366 days after it is made", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Contains("\"expirationDate\"", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_missing_is_named_at_once()
    {
        var problem = await (await cloud.ClientAsync()).RefusedAsync(HttpStatusCode.BadRequest, "POST", Address, new { });

        var text = problem.ToJsonString();
        Assert.All(["\"name\"", "\"roles\"", "\"expirationDate\""], field => Assert.Contains(field, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Role_nobody_knows_is_refused_by_its_name()
    {
        var client = await cloud.ClientAsync();
        var body = new { name = "x", roles = new[] { "0198c0de-0000-7000-8000-00000000dead" }, expirationDate = cloud.Clock.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds() };
        Assert.Equal("There is no permission 0198c0de-0000-7000-8000-00000000dead.", (string?)(await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", Address, body))["detail"]);
    }

    [Fact]
    public async Task Date_that_is_no_integer_is_refused() =>
        await (await cloud.ClientAsync()).RefusedAsync(HttpStatusCode.BadRequest, "POST", Address, new { name = "x", roles = new[] { RoleOf(Permission.ComputeRead) }, expirationDate = "tomorrow" });

    [Fact]
    public async Task Deleted_token_opens_nothing_from_then_on()
    {
        var client = await cloud.ClientAsync();
        var made = await MakeAsync(client, Good("leaked"));
        var leaked = await cloud.SignInAsync((string)made["id"]!, (string)made["secret"]!);
        Assert.NotEmpty(await leaked.ListAsync("/compute/v1/open_iaas"));

        await client.DoAsync("DELETE", $"{Address}/{made["id"]}");

        using var answer = await leaked.SendAsync(HttpMethod.Get, "/compute/v1/open_iaas");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Token_of_somebody_else_is_absent()
    {
        var id = cloud.Get<IdSource>().Next<AccessToken>();
        await using (var database = cloud.Host.Database())
        {
            database.Add(new AccessToken(id, cloud.World.Tenant.Id, cloud.Get<IdSource>().Next(), "theirs", "0", [Permission.ComputeRead], cloud.Clock.GetUtcNow().AddDays(1)));
            await database.SaveChangesAsync();
        }

        var client = await cloud.ClientAsync();
        Assert.Null(await client.ReadAsync($"{Address}/{id}"));
        await client.RefusedAsync(HttpStatusCode.NotFound, "DELETE", $"{Address}/{id}");
    }

    [Fact]
    public async Task Permission_is_asked_for()
    {
        var client = await cloud.ClientAsync(Permission.IamRead);
        var problem = await client.RefusedAsync(HttpStatusCode.Forbidden, "GET", Address);
        Assert.Contains(Permission.IamOfflineAccess, (string)problem["detail"]!, StringComparison.Ordinal);
        await client.RefusedAsync(HttpStatusCode.Forbidden, "POST", Address, Good("x"));
    }

    object Good(string name, params string[] permissions) => new
    {
        name, roles = (permissions.Length == 0 ? [Permission.ComputeRead] : permissions).Select(RoleOf), expirationDate = cloud.Clock.GetUtcNow().AddDays(30).ToUnixTimeMilliseconds(),
    };

    static string RoleOf(string permission) => $"{Role.IdOf(permission)}";

    static async Task<JsonObject> MakeAsync(ProviderClient client, object body)
    {
        var made = JsonNode.Parse(await client.DoAsync("POST", Address, body))!.AsObject();
        Assert.Empty(Contract.Faults("Token", made));
        return made;
    }
}
