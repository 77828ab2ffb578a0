using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Network;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Network;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Network;

/// <summary>Networks as operators order, propagate and deactivate them.</summary>
public sealed class NetworksPageTests : PageTest
{
    protected override async Task ArrangeAsync()
    {
        await using var database = Cloud.Database();
        await NetworkHomes.FillAsync(database, Cloud.Get<IdSource>(), Clock.GetUtcNow(), default);
    }

    [Fact]
    public async Task List_shows_type_VLAN_propagations_and_use_with_a_way_to_the_machines()
    {
        await Cloud.AddMachineAsync("erp-db-01");
        var page = await RenderAsync<NetworksPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr[data-key], tbody tr").Count(row => row.TextContent.Contains("delivered", StringComparison.Ordinal))), Patience);
        Assert.Contains("2 delivered", page.Markup, StringComparison.Ordinal);
        Assert.Equal("/virtual-machines?network=prod-20", page.Find("a[aria-label='Machines on prod-20']").GetAttribute("href"));
        Assert.NotNull(page.Find("button[aria-label='Copy VLAN ID 20']"));
    }

    [Fact]
    public async Task Network_of_a_VPC_says_so_and_opens_to_the_addresses_it_keeps()
    {
        var (network, there) = await Cloud.AddPrivateAsync();
        var machine = await Cloud.AddMachineAsync("erp-web-01");
        await Cloud.CompleteAsync(await Cloud.Get<CreateAdapter>().SubmitAsync(new(machine.Id, there.Id, "02:00:00:00:00:60", IpAddress: "10.60.0.20"), Cloud.World.Caller, default));
        await Cloud.CompleteAsync(await Cloud.Get<CreateStaticAddress>().SubmitAsync(new(network.Id, "02:00:00:00:00:61", null, "load balancer"), Cloud.World.Caller, default));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/networks?open={network.NetworkId}");
        var page = await RenderAsync<NetworksPage>();
        page.WaitForElement("table[aria-label='Static addresses of app-private']", Patience);
        Assert.Contains("VPC vpc-app, 10.60.0.0/24", page.Markup, StringComparison.Ordinal);
        Assert.Contains("10.60.0.0/24, gateway 10.60.0.1.", page.Markup, StringComparison.Ordinal);
        Assert.Equal(
            ["10.60.0.2 02:00:00:00:00:61 none has this MAC address load balancer", "10.60.0.20 02:00:00:00:00:60 erp-web-01 eth1 came with the adapter"],
            page.FindAll("table[aria-label='Static addresses of app-private'] tbody tr").Select(MachinePanelTests.Text));
        Assert.Equal($"/virtual-machines/{machine.Id}?tab=network", page.Find("table[aria-label='Static addresses of app-private'] a").GetAttribute("href"));
    }

    [Fact]
    public async Task New_networks_are_ordered_in_three_steps_and_delivered()
    {
        var page = await RenderAsync<NetworksPage>();
        Press(page, "New network");
        page.Find("[role=dialog] textarea").Input("app\nprod-20");
        page.Find("[role=dialog] textarea").Blur();
        Assert.Contains("There is a network prod-20 in this tenant already.", page.Find("[role=dialog] .help.err").TextContent, StringComparison.Ordinal);
        page.Find("[role=dialog] textarea").Input("app\ndata");
        PressStarting(page, "Next");
        page.FindAll("[role=dialog] .pooltree label").Single(label => label.TextContent.Trim() == Cloud.World.PoolA.Name).QuerySelector("input")!.Change(true);
        PressStarting(page, "Next");
        Assert.Contains("app, data", page.Find("[role=dialog] .kv2").TextContent, StringComparison.Ordinal);
        Press(page, "Create networks");
        page.WaitForAssertion(() => Assert.Contains("1 ordered", page.Markup, StringComparison.Ordinal), Patience);
        await Cloud.SettleAsync();
        page = await RenderAsync<NetworksPage>();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr").Count(row => row.TextContent.Contains("1 delivered", StringComparison.Ordinal))), Patience);
    }

    [Fact]
    public async Task Network_in_use_says_in_its_menu_why_it_cannot_be_deactivated()
    {
        await Cloud.AddMachineAsync("erp-db-01");
        var page = await RenderAsync<NetworksPage>();
        page.WaitForElement("button[aria-label='Actions of prod-20']", Patience).Click();
        var refused = Assert.Single(page.FindAll("[role=menuitem][aria-disabled=true]"));
        Assert.StartsWith("Deactivate 1 network adapters are on the network prod-20, among them of erp-db-01.", MachinePanelTests.Text(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_only_read_gets_no_actions()
    {
        await SignInWithAsync(Permission.NetworkRead);
        var page = await RenderAsync<NetworksPage>();
        page.WaitForAssertion(() => Assert.Contains("prod-20", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("button[aria-haspopup=menu]"));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Contains("New network", StringComparison.Ordinal));
    }

    static void Press(IRenderedComponent<NetworksPage> page, string name) => page.FindAll("button").First(button => button.TextContent.Contains(name, StringComparison.Ordinal)).Click();

    static void PressStarting(IRenderedComponent<NetworksPage> page, string name) =>
        page.FindAll("[role=dialog] button").Last(button => button.TextContent.Trim().StartsWith(name, StringComparison.Ordinal)).Click();
}
