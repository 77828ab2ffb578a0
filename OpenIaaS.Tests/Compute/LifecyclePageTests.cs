using Bunit;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Reverting, shutting down with a limit, starting knowingly, cloning and converting, as operators do it.</summary>
public sealed class LifecyclePageTests : PageTest
{
    [Fact]
    public async Task A_running_machine_is_reverted_once_its_power_may_be_cut_and_a_snapshot_of_now_is_kept()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0]);
        await RevertTests.TakeAsync(Cloud, machine);
        var panel = await PanelAsync(machine, "snapshots");
        Choose(panel, "Actions of the snapshot before the update", "Revert to it");

        var dialog = panel.Find("[role=dialog]");
        Assert.Contains("It is powered off after that, and starts with what its disks were.", dialog.TextContent, StringComparison.Ordinal);
        Assert.Contains("It takes 40 GiB of sr-az05-std-01", dialog.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("its disks are put back only while it is powered off", panel.Find("[role=dialog] .footmsg").TextContent, StringComparison.Ordinal);
        panel.FindAll("[role=dialog] input[type=checkbox]")[0].Change(true);
        Send(panel, "Revert machine");
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[role=dialog]")), Patience);
        await Cloud.SettleAsync();

        panel = await PanelAsync(machine, "snapshots");
        Assert.Equal(2, panel.FindAll("table[aria-label=Snapshots] tbody tr").Count);
        Assert.Contains("before before the update", panel.Find("table[aria-label=Snapshots] tbody").TextContent, StringComparison.Ordinal);
        Assert.Single(panel.FindAll("table[aria-label='Still to be merged'] tbody tr"));
        Assert.Equal(PowerState.Halted, (await Cloud.MachineAsync(machine.Id)).Power);
    }

    [Fact]
    public async Task A_snapshot_is_described_by_its_dialog_which_says_at_once_what_is_wrong()
    {
        var machine = await Cloud.AddMachineAsync();
        await RevertTests.TakeAsync(Cloud, machine);
        var panel = await PanelAsync(machine, "snapshots");
        Choose(panel, "Actions of the snapshot before the update", "Describe");

        panel.Find("[role=dialog] input").Input("");
        Assert.Contains("A snapshot has a name.", panel.Find("[role=dialog] .help.err").TextContent, StringComparison.Ordinal);
        panel.Find("[role=dialog] input").Input("before 2.4");
        panel.Find("[role=dialog] textarea").Change("kept until May");
        Send(panel, "Save snapshot");

        panel.WaitForAssertion(() => Assert.Contains("kept until May", panel.Find("table[aria-label=Snapshots]").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_shutdown_with_a_limit_says_its_bounds_and_afterwards_which_it_was()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0]);
        var panel = await PanelAsync(machine);
        panel.Find("button[aria-label='Shut down']").Click();
        panel.FindAll("[role=dialog] .kind input")[1].Change("on");

        panel.Find("[role=dialog] input[type=number]").Input("31");
        Assert.Contains("10 seconds to 30 minutes after a clean shutdown was asked for; 1860 seconds were given", panel.Find("[role=dialog] .help.err").TextContent.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        panel.Find("[role=dialog] input[type=number]").Input("5");
        Send(panel, "Shut down");
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[role=dialog]")), Patience);
        await Cloud.SettleAsync();

        Assert.Contains("It ended by itself, in time.", (await PanelAsync(machine, "activities")).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_with_a_shared_MAC_address_starts_once_its_user_says_that_it_is_known()
    {
        var machine = await Cloud.AddMachineAsync("web-01", policy: Cloud.World.Daily);
        foreach (var one in new[] { machine, await Cloud.AddMachineAsync("web-02") }) await ShutDownTests.GiveAsync(Cloud, one, "02:16:3e:00:00:01");
        var panel = await PanelAsync(machine);
        panel.Find("button[aria-label='Power on']").Click();

        Assert.Contains("02:16:3e:00:00:01, which web-02 has too", panel.Find("[role=dialog] .note").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", panel.FindAll("[role=dialog] footer button")[^1].GetAttribute("aria-disabled"));
        panel.Find("[role=dialog] input[type=checkbox]").Change(true);
        Send(panel, "Power on");
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[role=dialog]")), Patience);
        await Cloud.SettleAsync();
        Assert.Equal(PowerState.Running, (await Cloud.MachineAsync(machine.Id)).Power);
    }

    [Fact]
    public async Task A_machine_is_cloned_in_three_steps_and_the_summary_says_what_it_takes()
    {
        var machine = await Cloud.AddMachineAsync(policy: Cloud.World.Daily);
        var panel = await PanelAsync(machine);
        panel.Find("button[aria-label=Export]").Click();
        panel.WaitForAssertion(() => Assert.Equal(2, panel.FindAll("[role=dialog] .kind").Count), Patience);

        Next(panel);
        Assert.Equal("erp-db-01_COPY", panel.Find("[role=dialog] input[type=text]").GetAttribute("value"));
        panel.Find("[role=dialog] input[type=text]").Input("erp/copy");
        Assert.Contains("“/” is none of these", panel.Find("[role=dialog] .help.err").TextContent, StringComparison.Ordinal);
        panel.Find("[role=dialog] input[type=text]").Input("erp-copy");
        Next(panel);
        var summary = MachinePanelTests.Text(panel.Find("[role=dialog]"));
        Assert.Contains("its backup policies: backup-1d-r7", summary, StringComparison.Ordinal);
        Assert.Contains("The copies take 20 GiB of sr-az05-std-01", summary, StringComparison.Ordinal);
        Send(panel, "Clone machine");
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[role=dialog]")), Patience);
        await Cloud.SettleAsync();
        Assert.Equal(PowerState.Halted, (await Cloud.MachineAsync("erp-copy"))!.Power);
    }

    [Fact]
    public async Task A_machine_becomes_a_template_only_once_its_name_is_typed_again()
    {
        var machine = await Cloud.AddMachineAsync();
        var panel = await PanelAsync(machine);
        panel.Find("button[aria-label=Export]").Click();
        panel.WaitForAssertion(() => Assert.Equal(2, panel.FindAll("[role=dialog] .kind").Count), Patience);
        panel.FindAll("[role=dialog] .kind input")[1].Change("on");
        Next(panel);

        var summary = MachinePanelTests.Text(panel.Find("[role=dialog]"));
        Assert.Contains("1 disk with everything on it; its 20 GiB stay taken", summary, StringComparison.Ordinal);
        Assert.Contains("No backup of it is kept.", summary, StringComparison.Ordinal);
        Assert.Equal("true", panel.FindAll("[role=dialog] footer button")[^1].GetAttribute("aria-disabled"));
        panel.FindAll("[role=dialog] input")[^1].Input("erp-db-01");
        Send(panel, "Convert machine");
        await Cloud.SettleAsync();
        await using var database = Cloud.Database();
        Assert.Equal(1, await database.Templates.CountAsync(template => template.Name == "erp-db-01"));
        Assert.Empty(await database.VirtualMachines.ToListAsync());
    }

    [Fact]
    public async Task Export_of_a_running_machine_is_off_with_its_reason()
    {
        var panel = await PanelAsync(await Cloud.AddMachineAsync(runsOn: Cloud.World.HostsA[0]));

        Assert.Equal("erp-db-01 can be cloned only while it is powered off; it is powered on.", panel.Find("button[aria-label=Export]").GetAttribute("data-tip"));
    }

    Task<IRenderedComponent<MachinePanel>> PanelAsync(VirtualMachine machine, string? tab = null) =>
        RenderAsync<MachinePanel>(parameters => parameters.Add(panel => panel.Id, machine.Id).Add(panel => panel.Tab, tab));

    static void Choose(IRenderedComponent<MachinePanel> panel, string menu, string item)
    {
        panel.Find($"button[aria-label='{menu}']").Click();
        panel.FindAll("[role=menuitem]").Single(action => MachinePanelTests.Text(action) == item).Click();
    }

    static void Next(IRenderedComponent<MachinePanel> panel) => panel.FindAll("[role=dialog] footer button")[^1].Click();

    static void Send(IRenderedComponent<MachinePanel> panel, string verb) => panel.FindAll("[role=dialog] footer button").Single(button => button.TextContent.Trim() == verb).Click();
}
