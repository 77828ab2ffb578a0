using System.Net;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Api;

/// <summary>How the API speaks, whatever the noun: what is absent, what is forbidden, what cannot be read.</summary>
public sealed class ApiSpeechTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    [Fact]
    public async Task Zones_are_those_the_tenant_has_pools_in()
    {
        var client = await cloud.ClientAsync();
        var zones = await client.ListAsync("/compute/v1/open_iaas");
        Assert.Equal(["AZ05", "AZ06"], zones.Select(zone => (string?)zone!["name"]));
        Assert.Equal("AZ05", (string?)(await client.ReadAsync($"/compute/v1/open_iaas/{cloud.World.ZoneA.Id}"))!["name"]);
    }

    [Theory]
    [InlineData("0198c0de-0000-7000-8000-000000000001")]
    [InlineData("nonsense")]
    public async Task What_is_not_there_is_absent(string id) => Assert.Null(await (await cloud.ClientAsync()).ReadAsync($"/compute/v1/open_iaas/{id}"));

    [Fact]
    public async Task What_is_forbidden_is_never_absent()
    {
        var client = await cloud.ClientAsync(Permission.ActivityRead);
        var problem = await client.RefusedAsync(HttpStatusCode.Forbidden, "GET", $"/compute/v1/open_iaas/{cloud.World.ZoneA.Id}");
        Assert.Contains(Permission.ComputeRead, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_nobody_knows_is_a_problem_and_not_a_page() =>
        await (await cloud.ClientAsync()).RefusedAsync(HttpStatusCode.NotFound, "GET", "/compute/v1/closed_iaas");

    [Fact]
    public async Task Body_that_is_no_json_is_told_what_it_should_be()
    {
        var client = await cloud.ClientAsync();
        using var form = new FormUrlEncodedContent([new("name", "web-01")]);
        using var answer = await client.PostAsync("/compute/v1/open_iaas/virtual_machines", form);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("application/json", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"name\": 5}", "name")]
    [InlineData("{\"name\": ", "whole JSON")]
    public async Task Body_that_cannot_be_read_is_refused_with_its_place(string body, string place)
    {
        using var json = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await (await cloud.ClientAsync()).PostAsync("/compute/v1/open_iaas/virtual_machines", json);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(place, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
