using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Identity;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

public sealed class CurrentCallerTests : PageTest
{
    [Fact]
    public async Task Signed_in_person_is_the_caller()
    {
        var caller = await Services.GetRequiredService<CurrentCaller>().GetAsync();

        Assert.Equal(Cloud.World.Operator.Id, caller.UserId);
        Assert.Equal(Cloud.World.Tenant.Id, caller.TenantId);
        Assert.True(caller.May(Permission.ComputeRead));
    }

    [Fact]
    public async Task Profile_names_the_person_the_organization_and_the_tenant()
    {
        var profile = await Services.GetRequiredService<CurrentCaller>().GetProfileAsync();

        Assert.Equal(("Maya Lefort", "maya.lefort@horizon.example", "Mutuelle Horizon", "Production"), (profile.Name, profile.Email, profile.Organization, profile.Tenant));
    }

    [Fact]
    public async Task Person_who_is_no_member_may_do_nothing()
    {
        SignIn(Cloud.World.Caller with { TenantId = Cloud.World.Stranger.TenantId });

        var caller = await Services.GetRequiredService<CurrentCaller>().GetAsync();

        Assert.Empty(caller.Permissions);
        Assert.NotEqual(Cloud.World.Stranger.TenantId, caller.TenantId);
    }
}
