using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Identity.AccessTokens;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity.AccessTokens;

/// <summary>The list of access tokens is read a page at a time.</summary>
public sealed class AccessTokenPageOrderTests
{
    [Theory]
    [InlineData(null, false, "b c")]
    [InlineData("name", true, "c b")]
    [InlineData("expires", false, "b a")]
    [InlineData("expires", true, "a b")]
    public async Task Page_is_cut_from_the_sorted_list_of_the_caller_alone(string? sort, bool descending, string names)
    {
        await using var cloud = await Cloud.CreateAsync();
        await using (var database = cloud.Database())
        {
            foreach (var (name, days) in new[] { ("a", 3), ("b", 2), ("c", 1), ("d", 4) }) database.Add(Token(name, cloud.World.Tenant.Id, cloud.World.Operator.Id, days));
            database.Add(Token("bb", cloud.World.Stranger.TenantId, cloud.World.Stranger.UserId!.Value, 2));
            await database.SaveChangesAsync();
        }

        var page = (await cloud.Get<AccessTokenQueries>().PageAsync(new TableQuery(1, 2, sort, descending), cloud.World.Caller, default)).Value;

        Assert.Equal((names, 4), (string.Join(' ', page.Rows.Select(row => row.Name)), page.Total));
        Assert.All(page.Rows, row => Assert.Equal("Production", row.Tenant));

        AccessToken Token(string name, Id<Tenant> tenant, Guid user, int days) =>
            new(cloud.Get<IdSource>().Next<AccessToken>(), tenant, user, name, "0", [Permission.ComputeRead], cloud.Clock.GetUtcNow().AddDays(days));
    }
}
