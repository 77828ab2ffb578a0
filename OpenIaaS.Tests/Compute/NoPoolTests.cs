using Bunit;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Console.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Compute.CreateWizard;

namespace OpenIaaS.Tests.Compute;

/// <summary>A tenant that has nothing yet: no pool, and so nothing a machine could be made in.</summary>
public sealed class NoPoolTests : WizardTest
{
    protected override async Task ArrangeAsync()
    {
        var stranger = Cloud.World.Stranger;
        await using var database = Cloud.Database();
        var organization = await database.Tenants.Where(tenant => tenant.Id == stranger.TenantId).Select(tenant => tenant.OrganizationId).SingleAsync();
        database.Add(new User { Id = stranger.UserId!.Value, UserName = $"{stranger.UserId}", DisplayName = stranger.Name, OrganizationId = organization });
        database.Add(new Membership(stranger.UserId.Value, stranger.TenantId, [.. Permission.All]));
        await database.SaveChangesAsync();
        SignIn(stranger);
    }

    [Fact]
    public async Task Dashboard_and_wizard_lead_to_support()
    {
        var dashboard = await RenderAsync<DashboardPage>();
        dashboard.WaitForAssertion(() => Assert.Equal("/support/new", dashboard.Find(".empty a").GetAttribute("href")), Patience);
        Assert.Empty(dashboard.FindAll(".zones"));

        await OpenAsync();
        Says("This tenant has no pool yet, and a machine lives in one.");
    }
}
