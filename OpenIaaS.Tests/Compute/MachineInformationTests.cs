using Bunit;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class MachineInformationTests : PageTest
{
    [Theory]
    [InlineData(true, HighAvailabilityPriority.Restart, true, "iso.blocks-pool")]
    [InlineData(false, HighAvailabilityPriority.Restart, true, null)]
    [InlineData(true, HighAvailabilityPriority.BestEffort, true, null)]
    [InlineData(true, HighAvailabilityPriority.Restart, false, null)]
    public async Task Machine_that_runs_is_set_to_restart_and_holds_a_local_ISO_blocks_its_pool(bool runs, HighAvailabilityPriority priority, bool local, string? code)
    {
        var machine = await Cloud.AddMachineAsync(runsOn: runs ? Cloud.World.HostsA[0] : null, shape: it => it.Prioritise(priority, 10));
        await Cloud.MountAsync(machine, local);

        Assert.Equal(code, (await Cloud.Get<VirtualMachineDetailQueries>().FindAsync(machine.Id, Cloud.World.Caller, default)).Value.BlocksHighAvailability?.Code);
        // What the banner says is what switching it on would be refused for.
        var switched = await Cloud.Get<SetPoolHighAvailability>().SubmitAsync(new SetPoolHighAvailability.Input(Cloud.World.PoolA.Id, Cloud.World.PoolA.Version, Cloud.World.HeartbeatA.Id), Cloud.World.Caller, default);
        Assert.Equal(code is not null, switched.Problems.Any(problem => problem.Code == "ha.local-iso"));
    }

    [Fact]
    public async Task Banner_ejects_what_blocks_the_pool_with_one_click()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0], shape: it => it.Prioritise(HighAvailabilityPriority.Restart, 10));
        await Cloud.MountAsync(machine, localStorage: true);
        var panel = await PanelAsync(machine);
        Assert.Contains("erp-db-01 stands in the way of high availability of its pool", panel.Find(".vm-pane .note").TextContent, StringComparison.Ordinal);

        panel.FindAll(".vm-pane .note button").Single(button => button.TextContent.Trim() == "Eject debian-12.iso").Click();
        await Cloud.SettleAsync();

        Assert.Null((await Cloud.MachineAsync(machine.Id)).MountedImageId);
        Assert.Empty((await PanelAsync(machine)).FindAll(".vm-pane .note"));
    }

    [Fact]
    public async Task Advanced_facts_name_tools_with_their_version_and_lead_to_the_log()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0]);

        var text = MachinePanelTests.Text((await PanelAsync(machine, "advanced")).Find(".vm-pane"));

        Assert.Contains("Management agent seen PV drivers seen version 8.4.0", text, StringComparison.Ordinal);
        Assert.Contains(machine.Id.ToString(), text, StringComparison.Ordinal);
        var panel = await PanelAsync(machine, "advanced");
        Assert.Equal($"/activities?target={machine.Id}", panel.FindAll(".vm-pane a").Single(link => link.TextContent == "Activities of this machine").GetAttribute("href"));
        Assert.Single(panel.FindAll("button[aria-label='Copy the UUID']"));
    }

    [Fact]
    public async Task Tools_of_a_machine_that_does_not_run_are_unknown_and_the_missing_policy_is_said_once()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");

        var panel = await PanelAsync(machine, "advanced");

        Assert.Contains("unknown while it does not run", panel.Find(".vm-pane").TextContent, StringComparison.Ordinal);
        Assert.Contains("needs a backup policy", panel.Find(".vm-pane").TextContent, StringComparison.Ordinal);
        Assert.Single(panel.FindAll(".why, .vm-pane dd"), said => said.TextContent.Contains("has no backup policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Missing_tools_are_named_with_where_they_come_from_and_an_ISO_can_be_mounted_for_them()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0], shape: it => it.Observe(GuestTools.None));

        var panel = await PanelAsync(machine, "advanced");

        Assert.Contains("The PV drivers are not seen.", panel.Find(".vm-pane .note").TextContent, StringComparison.Ordinal);
        panel.FindAll(".vm-pane button").Single(button => button.TextContent.Trim() == "Mount an ISO with the tools").Click();
        panel.WaitForAssertion(() => Assert.Contains("Mount an ISO in erp-db-01", panel.Find("[role=dialog]").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Every_address_is_shown_with_its_adapter()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0], address: "10.20.4.11");
        await using (var database = Cloud.Database())
        {
            database.Add(new NetworkAdapter(Cloud.Get<IdSource>().Next<NetworkAdapter>(), machine.TenantId, machine.Id, Cloud.World.NetworkA.Id, 1, "02:00:00:00:00:0a", "10.30.0.7"));
            await database.SaveChangesAsync();
        }

        var addresses = (await PanelAsync(machine)).Find(".vm-addresses");

        Assert.Equal("10.20.4.11 and 1 more", MachinePanelTests.Text(addresses.QuerySelector("summary")!));
        Assert.Equal(["10.20.4.11 eth0, prod-20", "10.30.0.7 eth1, prod-20"], addresses.QuerySelectorAll("li").Select(MachinePanelTests.Text));
    }

    [Fact]
    public async Task Sliders_move_the_same_values_as_the_numbers()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        var panel = await PanelAsync(machine);
        panel.Find("button[aria-label='Edit vCPU']").Click();
        panel.Find("[role=dialog] input[type=range]").Input("130");
        Assert.Equal("130", panel.Find("[role=dialog] input[type=number]").GetAttribute("value"));
        Assert.Contains("up to 128 vCPUs", panel.Find("[role=dialog] .note").TextContent, StringComparison.Ordinal);
        panel.FindAll("[role=dialog] button").Single(button => button.TextContent.Trim() == "Cancel").Click();

        panel.Find("button[aria-label='Edit memory']").Click();
        panel.Find("[role=dialog] input[type=range]").Input("6");
        panel.FindAll("[role=dialog] button").Single(button => button.TextContent.Trim() == "Change memory").Click();
        await Cloud.SettleAsync();
        Assert.Equal(ByteSize.FromGiB(6), (await Cloud.MachineAsync(machine.Id)).Memory);
    }

    [Fact]
    public async Task Log_of_one_machine_shows_its_activities_alone()
    {
        var (erp, web) = (await Cloud.AddMachineAsync("erp"), await Cloud.AddMachineAsync("web"));
        foreach (var machine in new[] { erp, web })
            await Cloud.CompleteAsync(await Cloud.Get<SetVirtualMachineTags>().SubmitAsync(new SetVirtualMachineTags.Input(machine.Id, machine.Version, ["a"]), Cloud.World.Caller, default));
        Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>(Services).NavigateTo($"/activities?target={erp.Id}");

        var page = await RenderAsync<ActivitiesPage>();

        page.WaitForAssertion(() => Assert.Equal(["erp"], page.FindAll("tbody tr.r a.name").Select(link => link.TextContent)), Patience);
        Assert.Equal("Object: erp", page.Find(".fchip span").TextContent);
    }

    Task<IRenderedComponent<MachinePanel>> PanelAsync(VirtualMachine machine, string? tab = null) =>
        RenderAsync<MachinePanel>(parameters => parameters.Add(panel => panel.Id, machine.Id).Add(panel => panel.Tab, tab));
}
