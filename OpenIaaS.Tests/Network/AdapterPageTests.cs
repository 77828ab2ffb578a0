using Bunit;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Network;

/// <summary>Network adapters as operators add, change and remove them.</summary>
public sealed class AdapterPageTests : PageTest
{
    [Fact]
    public async Task An_adapter_is_added_unplugged_and_removed_before_everybodys_eyes()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        var panel = await PanelAsync(machine);
        Named(panel, "Add an adapter").Click();
        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindAll("[role=dialog] option:not([hidden])")), Patience);
        Assert.Equal("true", Named(panel, "Add adapter").GetAttribute("aria-disabled"));
        panel.Find("[role=dialog] select").Change("0");
        panel.Find("[role=dialog] input:not([type=checkbox])").Input("zz");
        Assert.Contains("“zz” is not", panel.Find("[role=dialog] .help.err").TextContent, StringComparison.Ordinal);
        panel.Find("[role=dialog] input:not([type=checkbox])").Input("02:aa:00:00:00:07");
        Named(panel, "Add adapter").Click();
        await Cloud.SettleAsync();

        panel = await PanelAsync(machine);
        Assert.Contains("02:aa:00:00:00:07", panel.FindAll("table[aria-label='Network adapters'] tbody tr")[1].TextContent, StringComparison.Ordinal);
        await DoAsync(panel, "Unplug", "Unplug adapter");
        panel = await PanelAsync(machine);
        Assert.Contains("Unplugged", panel.FindAll("table[aria-label='Network adapters'] tbody tr")[1].TextContent, StringComparison.Ordinal);
        await DoAsync(panel, "Remove", "Remove adapter");
        Assert.Single((await PanelAsync(machine)).FindAll("table[aria-label='Network adapters'] tbody tr"));
    }

    [Theory]
    [InlineData("Debian 12", "ip link add link eth1 name eth1.30 type vlan id 30")]
    [InlineData("Windows Server 2022", "Add-NetLbfoTeamNic -Team \"Trunk1\" -VlanID 30 -Confirm:$false")]
    public async Task A_trunk_shows_the_lines_for_its_guest(string system, string line)
    {
        var (machine, ids) = (await Cloud.AddMachineAsync("router"), Cloud.Get<IdSource>());
        await using (var database = Cloud.Database())
        {
            var trunk = new VirtualNetwork(ids.Next<VirtualNetwork>(), Cloud.World.Tenant.Id, Cloud.World.PoolA.Id, "trunk-all", NetworkKind.VlanTrunk, [20, 30], 1500);
            var adapter = new NetworkAdapter(ids.Next<NetworkAdapter>(), Cloud.World.Tenant.Id, machine.Id, trunk.Id, 1, "02:00:00:00:00:99", "");
            database.AddRange(trunk, adapter);
            database.Entry(database.Attach(machine).Entity).Property(row => row.GuestSystem).CurrentValue = system;
            await database.SaveChangesAsync();
        }

        var guide = (await PanelAsync(machine)).Find(".trunk");
        Assert.Contains("trunk-all carries the VLANs 20, 30 over eth1", guide.TextContent, StringComparison.Ordinal);
        Assert.Contains(line, guide.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Private_network_and_the_address_it_keeps_are_shown_given_and_said_when_the_adapter_goes()
    {
        var (network, there) = await Cloud.AddPrivateAsync();
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        var panel = await PanelAsync(machine);
        Assert.DoesNotContain("VPC", panel.Find("table[aria-label='Network adapters']").TextContent, StringComparison.Ordinal);
        Named(panel, "Add an adapter").Click();
        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindAll("[role=dialog] option:not([hidden])")), Patience);
        Assert.DoesNotContain("Static address", panel.Find("[role=dialog]").TextContent, StringComparison.Ordinal);
        var options = panel.FindAll("[role=dialog] option:not([hidden])").Select(option => option.TextContent).ToList();
        panel.Find("[role=dialog] select").Change($"{options.FindIndex(text => text.StartsWith(there.Name, StringComparison.Ordinal))}");
        Assert.Contains("app-private of the VPC vpc-app: 10.60.0.0/24, gateway 10.60.0.1", panel.Find("[role=dialog]").TextContent, StringComparison.Ordinal);
        panel.FindAll("[role=dialog] input:not([type=checkbox])")[1].Input("10.60.0.1");
        Named(panel, "Add adapter").Click();
        panel.WaitForAssertion(() => Assert.Contains("10.60.0.1", panel.Find("[role=dialog] .help.err").TextContent, StringComparison.Ordinal), Patience);
        panel.FindAll("[role=dialog] input:not([type=checkbox])")[1].Input("10.60.0.20");
        Named(panel, "Add adapter").Click();
        await Cloud.SettleAsync();

        panel = await PanelAsync(machine);
        var row = panel.FindAll("table[aria-label='Network adapters'] tbody tr")[1];
        Assert.Contains("VPC vpc-app", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("10.60.0.20", row.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/networks?open={network.NetworkId}", row.QuerySelector("a")!.GetAttribute("href"));
        panel.Find("button[aria-label='Actions of the adapter eth1']").Click();
        panel.FindAll("[role=menuitem]").Single(action => MachinePanelTests.Text(action) == "Remove").Click();
        Assert.Contains("10.60.0.20 came with it and is free again", panel.Find("[role=alertdialog]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_only_look_sees_no_button()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        await SignInWithAsync(Permission.ComputeRead, Permission.NetworkRead);
        Assert.Empty((await PanelAsync(machine)).FindAll(".vm-pane button:not([aria-haspopup=menu])"));
    }

    async Task DoAsync(IRenderedComponent<MachinePanel> panel, string item, string verb)
    {
        panel.Find("button[aria-label='Actions of the adapter eth1']").Click();
        panel.FindAll("[role=menuitem]").Single(action => MachinePanelTests.Text(action) == item).Click();
        Named(panel, verb).Click();
        await Cloud.SettleAsync();
    }

    Task<IRenderedComponent<MachinePanel>> PanelAsync(VirtualMachine machine) =>
        RenderAsync<MachinePanel>(parameters => parameters.Add(panel => panel.Id, machine.Id).Add(panel => panel.Tab, "network"));

    static AngleSharp.Dom.IElement Named(IRenderedComponent<MachinePanel> panel, string name) => panel.FindAll("button").Single(button => button.TextContent.Trim() == name);
}
