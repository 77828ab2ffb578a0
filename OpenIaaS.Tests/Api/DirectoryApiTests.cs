using System.Net;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Api;

/// <summary>People, tenants, company, roles and products over the API (api-contract, section 5.5).</summary>
public sealed class DirectoryApiTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Nobody = "0198c0de-0000-7000-8000-00000000dead";

    [Fact]
    public async Task Roles_are_the_permissions_under_ids_that_never_change()
    {
        var client = await cloud.ClientAsync();
        var roles = await client.ListAsync("/iam/v2/roles");
        Assert.Equal(Permission.All, roles.Select(role => (string)role!["name"]!));
        var read = Assert.Single(roles, role => (string?)role!["name"] == Permission.ComputeRead)!;
        // Configurations of users name it: it must be the same in every installation and version.
        Assert.Equal("218f8bba-b121-8590-8600-925e73cbd541", (string?)read["id"]);
        Assert.Equal(Permission.ComputeRead, (string?)(await client.ReadAsync($"/iam/v2/roles/{read["id"]}"))!["name"]);
        Assert.Null(await client.ReadAsync($"/iam/v2/roles/{Nobody}"));
        Assert.Null(await client.ReadAsync("/iam/v2/roles/nonsense"));
    }

    [Fact]
    public async Task Features_are_given_to_the_tenant_alone()
    {
        var client = await cloud.ClientAsync();
        var features = await client.ListAsync("/iam/v2/features");
        var ids = features.SelectMany(feature => feature!["subFeatures"]!.AsArray().Prepend(feature)).Select(feature => (string)feature!["id"]!).Order().ToList();
        Assert.Contains("compute_iaas_opensource", features.ToJsonString(), StringComparison.Ordinal);
        var assigned = await client.ListAsync($"/iam/v2/features/assignments?tenantId={cloud.World.Tenant.Id}");
        Assert.Equal(ids, assigned.Select(feature => (string)feature!["featureId"]!).Order());
        Assert.All(assigned, feature => Assert.Equal($"{cloud.World.Tenant.Id}", (string?)feature!["tenantId"]));
        Assert.Empty(await client.ListAsync($"/iam/v2/features/assignments?tenantId={Nobody}"));
        Assert.Equal(assigned.Count, (await client.ListAsync("/iam/v2/features/assignments?tenantId=")).Count);
    }

    [Fact]
    public async Task Tenants_and_company_are_the_callers()
    {
        var client = await cloud.ClientAsync();
        var tenant = Assert.Single(await client.ListAsync("/iam/v2/tenants"))!;
        Assert.Equal(($"{cloud.World.Tenant.Id}", "Production", true, $"{cloud.World.Organization.Id}"), ((string)tenant["id"]!, (string)tenant["name"]!, (bool)tenant["snc"]!, (string)tenant["companyId"]!));
        Assert.Equal("Mutuelle Horizon", (string?)(await client.ReadAsync($"/iam/v2/companies/{cloud.World.Organization.Id}"))!["name"]);
        Assert.Null(await client.ReadAsync($"/iam/v2/companies/{Nobody}"));
        Assert.Null(await client.ReadAsync($"/iam/v2/companies/{(await StrangerAsync()).OrganizationId}"));
    }

    [Fact]
    public async Task Users_are_the_people_of_the_tenant()
    {
        var client = await cloud.ClientAsync();
        var user = Assert.Single(await client.ListAsync($"/iam/v2/users?companyId={cloud.World.Organization.Id}"))!;
        Assert.Equal($"{cloud.World.Operator.Id}", (string?)user["id"]);
        Assert.Equal("maya.lefort@horizon.example", (string?)user["email"]);
        Assert.Equal("Maya Lefort", (string?)(await client.ReadAsync($"/iam/v2/users/{user["id"]}"))!["name"]);
        Assert.Empty(await client.ListAsync($"/iam/v2/users?companyId={Nobody}"));
        Assert.Null(await client.ReadAsync($"/iam/v2/users/{Nobody}"));
        Assert.Null(await client.ReadAsync($"/iam/v2/users/{(await StrangerAsync()).Id}"));
    }

    [Fact]
    public async Task Assignments_say_who_holds_which_role()
    {
        var client = await cloud.ClientAsync();
        var all = await client.ListAsync("/iam/v2/assignments/tenant?userId=&tenantId=");
        Assert.Equal(Permission.All.Count, all.Count);
        var one = Assert.Single(await client.ListAsync($"/iam/v2/assignments/tenant?userId={cloud.World.Operator.Id}&tenantId={cloud.World.Tenant.Id}&roleId={Role.IdOf(Permission.TagRead)}"))!;
        Assert.Equal(($"{cloud.World.Operator.Id}", $"{cloud.World.Tenant.Id}", $"{Role.IdOf(Permission.TagRead)}"), ((string)one["userId"]!, (string)one["tenantId"]!, (string)one["roleId"]!));
        foreach (var filter in new[] { $"userId={Nobody}&tenantId=", $"userId=&tenantId={Nobody}", $"userId=&tenantId=&roleId={Nobody}" })
            Assert.Empty(await client.ListAsync($"/iam/v2/assignments/tenant?{filter}"));
    }

    [Theory]
    [InlineData("/iam/v2/assignments/tenant")]
    [InlineData("/iam/v2/companies/" + Nobody)]
    [InlineData("/iam/v2/features")]
    [InlineData("/iam/v2/features/assignments")]
    [InlineData("/iam/v2/roles")]
    [InlineData("/iam/v2/roles/" + Nobody)]
    [InlineData("/iam/v2/tenants")]
    [InlineData("/iam/v2/users")]
    [InlineData("/iam/v2/users/" + Nobody)]
    public async Task Permission_is_asked_for_before_anything(string path)
    {
        var client = await cloud.ClientAsync(Permission.IamOfflineAccess);
        Assert.Contains(Permission.IamRead, (string)(await client.RefusedAsync(HttpStatusCode.Forbidden, "GET", path))["detail"]!, StringComparison.Ordinal);
    }

    /// <summary>The administrator of the first start, who is of another company.</summary>
    async Task<Infrastructure.Identity.User> StrangerAsync()
    {
        await using var database = cloud.Host.Database();
        return await database.Users.SingleAsync(user => user.Id != cloud.World.Operator.Id);
    }
}
