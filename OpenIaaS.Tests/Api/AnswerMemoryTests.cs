using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Api;

/// <summary>What is answered from memory is what the database would have answered.</summary>
public sealed class AnswerMemoryTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Zones = "/compute/v1/open_iaas";

    [Fact]
    public async Task Change_past_every_interceptor_is_seen_by_the_next_read()
    {
        var client = await cloud.ClientAsync();
        var before = (await client.ListAsync(Zones)).ToJsonString();
        Assert.Equal(before, (await client.ListAsync(Zones)).ToJsonString());
        await using (var database = cloud.Host.Database())
            await database.Set<AvailabilityZone>().Where(zone => zone.Name == "AZ06").ExecuteUpdateAsync(zone => zone.SetProperty(row => row.Name, "AZ07"));

        Assert.Equal(["AZ05", "AZ07"], (await client.ListAsync(Zones)).Select(zone => (string?)zone!["name"]));

        await using (var database = cloud.Host.Database())
            await database.Set<AvailabilityZone>().Where(zone => zone.Name == "AZ07").ExecuteUpdateAsync(zone => zone.SetProperty(row => row.Name, "AZ06"));
        Assert.Equal(before, (await client.ListAsync(Zones)).ToJsonString());
    }

    [Fact]
    public async Task One_callers_answer_is_not_anothers()
    {
        await (await cloud.ClientAsync()).ListAsync(Zones);
        await (await cloud.ClientAsync(Permission.ActivityRead)).RefusedAsync(System.Net.HttpStatusCode.Forbidden, "GET", Zones);
    }
}
