using Bunit;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class MachinePanelTests : PageTest
{
    [Fact]
    public async Task Running_machine_shows_what_it_has_and_why_tools_are_off()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0], policy: Cloud.World.Daily, address: "10.20.4.11");
        var panel = await PanelAsync(machine);

        Assert.Equal("erp-db-01 is not powered off; it is powered on.", Tip(panel, "Power on"));
        Assert.Equal("Shut down", Tip(panel, "Shut down"));
        Assert.Equal("erp-db-01 can be deleted only while it is powered off; it is powered on.", panel.Find(".vm-tools > .why").TextContent);
        Assert.Equal("vCPU and memory change only while the machine is powered off; erp-db-01 is powered on.", Tip(panel, "Edit memory"));
        Assert.Contains("AZ05 / clu001-az05 / blade 1", Text(panel.Find(".vm-pane")), StringComparison.Ordinal);
        Assert.Contains("2 of 24, DVD drive counted", Text(panel.Find(".vm-pane")), StringComparison.Ordinal);
        Assert.Contains("backup-1d-r7 Daily at 19:00", Text(panel.Find(".vm-health")), StringComparison.Ordinal);
        Assert.Contains("not replicated", Text(panel.Find(".vm-health")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machine_without_a_policy_gets_one_in_the_dialog_and_is_then_started()
    {
        var machine = await Cloud.AddMachineAsync();
        var panel = await PanelAsync(machine);

        Press(panel, "Power on");
        panel.WaitForAssertion(() => Assert.Contains("has no backup policy", panel.Find("[role=dialog] .note").TextContent, StringComparison.Ordinal), Patience);
        panel.WaitForAssertion(() => Assert.Contains(panel.FindAll("[role=dialog] select option"), option => option.TextContent.StartsWith("backup-1d-r7", StringComparison.Ordinal)), Patience);
        panel.Find("[role=dialog] select").Change("0");
        Named(panel, "Assign policy").Click();
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[role=dialog] .note")), Patience);
        Send(panel, "Power on");

        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[role=dialog]")), Patience);
        await Cloud.SettleAsync();
        Assert.Equal(PowerState.Running, (await Cloud.MachineAsync(machine.Id)).Power);
    }

    [Fact]
    public async Task Shutdown_without_the_agent_names_the_tool_and_how_to_install_it()
    {
        var machine = await Cloud.AddMachineAsync(runsOn: Cloud.World.HostsA[0], shape: it => it.Observe(GuestTools.None));
        var panel = await PanelAsync(machine);

        Press(panel, "Shut down");

        var dialog = panel.Find("[role=dialog]");
        Assert.Contains("The management agent is not seen.", dialog.TextContent, StringComparison.Ordinal);
        Assert.Contains("xe-guest-utilities", dialog.TextContent, StringComparison.Ordinal);
        Send(panel, "Power off");
        await Cloud.SettleAsync();
        Assert.Equal(PowerState.Halted, (await Cloud.MachineAsync(machine.Id)).Power);
    }

    [Fact]
    public async Task Vcpu_outside_its_limits_says_so_under_the_field_and_is_not_sent()
    {
        var panel = await PanelAsync(await Cloud.AddMachineAsync());

        Press(panel, "Edit vCPU");
        panel.Find("[role=dialog] input[type=number]").Input("255");
        Assert.Equal("A machine has 1 to 254 vCPUs; 255 were asked for.", panel.Find("[role=dialog] .help.err").TextContent);
        Assert.Equal("true", Named(panel, "Change vCPU").GetAttribute("aria-disabled"));
        panel.Find("[role=dialog] input[type=number]").Input("129");
        Assert.Contains("tested with up to 128 vCPUs", panel.Find("[role=dialog] .note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_keeps_its_amount_when_the_unit_changes_and_is_changed_when_sent()
    {
        var machine = await Cloud.AddMachineAsync();
        var panel = await PanelAsync(machine);

        Press(panel, "Edit memory");
        Assert.Equal("4", panel.Find("[role=dialog] input[type=number]").GetAttribute("value"));
        panel.Find("[role=dialog] select").Change("0");
        Assert.Equal("4096", panel.Find("[role=dialog] input[type=number]").GetAttribute("value"));
        panel.Find("[role=dialog] input[type=number]").Input("1048576");
        Assert.Contains("would never start there", panel.Find("[role=dialog] .help.err").TextContent, StringComparison.Ordinal);
        panel.Find("[role=dialog] input[type=number]").Input("6144");
        Send(panel, "Change memory");

        await Cloud.SettleAsync();
        Assert.Equal(ByteSize.FromGiB(6), (await Cloud.MachineAsync(machine.Id)).Memory);
    }

    [Fact]
    public async Task Edit_of_a_machine_changed_meanwhile_is_told_and_shows_the_newer_value()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        var panel = await PanelAsync(machine);
        Press(panel, "Rename");
        panel.Find("[role=dialog] input").Input("mine");
        Assert.True((await Cloud.Get<UpdateVirtualMachine>().SubmitAsync(new UpdateVirtualMachine.Input(machine.Id, machine.Version, "theirs"), Cloud.World.Caller, default)).Ok);

        Send(panel, "Rename machine");

        panel.WaitForAssertion(() => Assert.Equal("The virtual machine theirs was changed meanwhile; the newer values are shown.", Text(panel.Find("[role=dialog] .note"))), Patience);
        Assert.Equal("theirs", panel.Find("[role=dialog] input").GetAttribute("value"));
        panel.Find("[role=dialog] input").Input("mine again");
        Send(panel, "Rename machine");
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[role=dialog]")), Patience);
        Assert.Equal("mine again", (await Cloud.MachineAsync(machine.Id)).Name);
    }

    [Fact]
    public async Task Priority_is_one_of_three_cards_that_say_what_they_mean()
    {
        var machine = await Cloud.AddMachineAsync();
        var panel = await PanelAsync(machine);

        Press(panel, "Edit high availability");
        Assert.Equal(["Disabled", "Restart", "Best-effort"], panel.FindAll("[role=dialog] .kind > span").Select(card => card.TextContent));
        panel.FindAll("[role=dialog] .kind input")[1].Change(true);
        panel.Find("[role=dialog] input[type=number]").Input("10");
        Send(panel, "Set priority");

        panel.WaitForAssertion(() => Assert.Contains("Restart order 10", Text(panel.Find(".vm-pane")), StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Deleting_asks_for_the_name_and_says_what_goes_and_what_stays()
    {
        var machine = await Cloud.AddMachineAsync("odd\nname 🚀");
        var panel = await PanelAsync(machine);

        Press(panel, "Delete");
        var dialog = panel.Find("[role=alertdialog]");
        Assert.Contains("1 disk with everything on it; 20\u00A0GiB of block storage become free", dialog.TextContent, StringComparison.Ordinal);
        Assert.Contains("No backup of it is kept.", dialog.TextContent, StringComparison.Ordinal);
        Named(panel, "Delete machine").Click();
        Assert.Equal(PendingAction.None, (await Cloud.MachineAsync(machine.Id)).Pending);
        panel.Find("[role=alertdialog] input").Input("odd name 🚀");
        Named(panel, "Delete machine").Click();
        await Cloud.SettleAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));

        panel.WaitForAssertion(() => Assert.Contains("There is no such machine in this tenant", panel.Markup, StringComparison.Ordinal), Patience);
        await using var database = Cloud.Database();
        Assert.Empty(await database.VirtualMachines.ToListAsync());
    }

    [Fact]
    public async Task Last_policy_of_a_running_machine_stays_with_its_reason()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0], policy: Cloud.World.Daily);
        var panel = await PanelAsync(machine, "backup");

        Assert.StartsWith("backup-1d-r7 is the last backup policy of erp-db-01", Tip(panel, "Remove backup-1d-r7"), StringComparison.Ordinal);
        Named(panel, "Add a policy").Click();
        panel.WaitForAssertion(() => Assert.Contains("nobackup", panel.Find("[role=dialog] select").TextContent, StringComparison.Ordinal), Patience);
        panel.Find("[role=dialog] select").Change("0");
        Assert.Contains("This policy makes no backups", panel.Find("[role=dialog] .note").TextContent, StringComparison.Ordinal);
        Send(panel, "Add policy");
        panel.WaitForAssertion(() => Assert.Equal(2, panel.FindAll(".vm-pane tbody tr").Count), Patience);
        Press(panel, "Remove nobackup");
        Named(panel, "Remove policy").Click();
        panel.WaitForAssertion(() => Assert.Single(panel.FindAll(".vm-pane tbody tr")), Patience);
    }

    [Theory]
    [InlineData("disks", "system boots 20 GiB sr-az05-std-01")]
    [InlineData("network", "eth0 prod-20 20 10.20.4.11")]
    [InlineData("activities", "Nothing was asked of this machine yet.")]
    [InlineData("replication", "This machine is not replicated")]
    [InlineData("advanced", "Boot order Disk, DVD, Network")]
    public async Task Section_of_the_address_is_shown(string tab, string expected)
    {
        var panel = await PanelAsync(await Cloud.AddMachineAsync(runsOn: Cloud.World.HostsA[0], address: "10.20.4.11"), tab);

        panel.WaitForAssertion(() => Assert.Contains(expected, Text(panel.Find(".vm-pane")), StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Reader_sees_facts_and_no_tool()
    {
        var machine = await Cloud.AddMachineAsync(policy: Cloud.World.Daily);
        await SignInWithAsync(Permission.ComputeRead);
        var panel = await PanelAsync(machine);

        Assert.Empty(panel.FindAll(".grp"));
        Assert.Empty(panel.FindAll(".kv button"));
        Assert.Equal(["Information", "Disks", "Snapshots", "Replication", "Terraform"], panel.FindAll("[role=tab] span").Select(tab => tab.TextContent));
    }

    [Fact]
    public async Task Tags_are_changed_with_their_own_permission_alone()
    {
        var machine = await Cloud.AddMachineAsync();
        await SignInWithAsync(Permission.ComputeRead, Permission.TagWrite);
        var panel = await PanelAsync(machine);

        Assert.Equal(["Tags"], panel.FindAll(".grp button").Select(button => button.GetAttribute("aria-label")));
        Assert.Equal(["Edit tags"], panel.FindAll(".kv button").Select(button => button.GetAttribute("aria-label")));
        Press(panel, "Tags");
        panel.Find("[role=dialog] textarea").Input("erp");
        Send(panel, "Save tags");

        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[role=dialog]")), Patience);
        Assert.Equal(["erp"], (await Cloud.MachineAsync(machine.Id)).Tags);
    }

    [Fact]
    public async Task Whoever_manages_machines_without_the_permission_for_tags_is_told_which()
    {
        var machine = await Cloud.AddMachineAsync();
        await SignInWithAsync(Permission.ComputeRead, Permission.ComputeManagement);
        var panel = await PanelAsync(machine);

        foreach (var button in new[] { "Tags", "Edit tags" })
        {
            Assert.Equal("This needs the permission tag_write, which you do not have in this tenant.", Tip(panel, button));
            Press(panel, button);
        }

        Assert.Empty(panel.FindAll("[role=dialog]"));
        Assert.Equal("Rename", Tip(panel, "Rename"));
    }

    [Fact]
    public async Task Permission_for_tags_taken_away_meanwhile_is_named_in_the_dialog()
    {
        var machine = await Cloud.AddMachineAsync();
        var caller = await SignInWithAsync(Permission.ComputeRead, Permission.TagWrite);
        var panel = await PanelAsync(machine);
        Press(panel, "Tags");
        await using (var database = Cloud.Database())
        {
            database.RemoveRange(await database.Memberships.Where(row => row.UserId == caller.UserId).ToListAsync());
            database.Add(new Membership(caller.UserId!.Value, caller.TenantId, [Permission.ComputeRead]));
            await database.SaveChangesAsync();
        }

        Clock.Advance(Infrastructure.Identity.CallerFactory.TrustedFor);
        panel.Find("[role=dialog] textarea").Input("erp");
        Send(panel, "Save tags");

        panel.WaitForAssertion(() => Assert.Contains("This needs the permission tag_write", panel.Find("[role=dialog] .note").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty((await Cloud.MachineAsync(machine.Id)).Tags);
    }

    [Theory]
    [InlineData(ConfigDrive.None, "2 of 24", null)]
    [InlineData(ConfigDrive.Kept, "3 of 24", "XO CloudConfigDrive cloud-init, read-only not counted Read at the first boot only. It cannot be edited.")]
    [InlineData(ConfigDrive.UntilFirstBoot, "3 of 24", "XO CloudConfigDrive cloud-init, read-only not counted Read at the first boot only, and destroyed after it. It cannot be edited.")]
    public async Task Config_drive_is_listed_among_the_disks_as_what_it_is(ConfigDrive drive, string devices, string? row)
    {
        var machine = await Cloud.AddMachineAsync(shape: it => it.Observe(drive));
        var panel = await PanelAsync(machine, "disks");

        Assert.Contains(devices, Text(panel.Find(".vm-pane")), StringComparison.Ordinal);
        var rows = panel.FindAll("table[aria-label=Disks] tbody tr");
        Assert.Equal(row is null ? 1 : 2, rows.Count);
        if (row is not null) Assert.Equal(row, Text(rows[1]));
        // The drive is nobody's to change; the disk before it has its actions.
        Assert.Equal(row is null ? 1 : 0, rows[^1].QuerySelectorAll("button, a, input").Length);
    }

    [Fact]
    public async Task Name_that_the_guest_gave_itself_is_shown()
    {
        var panel = await PanelAsync(await Cloud.AddMachineAsync(shape: it => it.Report("erp-db")));

        Assert.Contains("Host name in the guest erp-db", Text(panel.Find(".vm-pane")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_machine_is_moved_to_a_host_that_is_shown_with_what_it_has_free()
    {
        var machine = await Cloud.AddMachineAsync(runsOn: Cloud.World.HostsA[0]);
        var panel = await PanelAsync(machine);

        Press(panel, "Move");
        const string Host = "[role=dialog] fieldset:nth-of-type(2) .kind";
        panel.WaitForAssertion(() => Assert.Contains("clu001-az05-blade-2", panel.Find(Host).TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("376 GiB free", Text(panel.Find(Host)).Replace('\u00A0', ' '), StringComparison.Ordinal);
        panel.Find($"{Host} input").Change("on");
        panel.WaitForAssertion(() => Assert.Contains("clu001-az05-blade-1 → clu001-az05-blade-2", panel.Find(".impact").TextContent, StringComparison.Ordinal), Patience);
        Send(panel, "Move");

        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[role=dialog]")), Patience);
        await Cloud.SettleAsync();
        Assert.Equal(Cloud.World.HostsA[1].Id, (await Cloud.MachineAsync(machine.Id)).HostId);
    }

    [Fact]
    public async Task Move_names_the_missing_tool_and_offers_what_needs_none()
    {
        var panel = await PanelAsync(await Cloud.AddMachineAsync(runsOn: Cloud.World.HostsA[0], shape: it => it.Observe(GuestTools.None)));
        Press(panel, "Move");
        panel.WaitForAssertion(() => Assert.Equal(2, panel.FindAll("[role=dialog] .kind.off").Count), Patience);
        Assert.All(panel.FindAll("[role=dialog] .kind.off small"), reason => Assert.StartsWith("Moving erp-db-01 while it runs needs the PV drivers inside it", reason.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_tenants_machine_is_not_shown()
    {
        var machine = await Cloud.AddMachineAsync("secret", tenant: await OtherTenantAsync());
        var panel = await PanelAsync(machine);

        Assert.Contains("There is no such machine in this tenant", panel.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", panel.Markup, StringComparison.Ordinal);
    }

    async Task<Tenant> OtherTenantAsync()
    {
        await using var database = Cloud.Database();
        return await database.Tenants.SingleAsync(tenant => tenant.Id == Cloud.World.Stranger.TenantId);
    }

    Task<IRenderedComponent<MachinePanel>> PanelAsync(VirtualMachine machine, string? tab = null) =>
        RenderAsync<MachinePanel>(parameters => parameters.Add(panel => panel.Id, machine.Id).Add(panel => panel.Tab, tab));

    /// <summary>What is read on the screen: every piece of text, one blank between.</summary>
    internal static string Text(AngleSharp.Dom.INode node) =>
        string.Join(' ', Pieces(node).SelectMany(text => text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));

    static IEnumerable<string> Pieces(AngleSharp.Dom.INode node) => node is AngleSharp.Dom.IText text ? [text.Data] : node.ChildNodes.SelectMany(Pieces);

    static AngleSharp.Dom.IElement Tool(IRenderedComponent<MachinePanel> panel, string name) => panel.Find($"button[aria-label='{name}']");

    static string? Tip(IRenderedComponent<MachinePanel> panel, string name) => Tool(panel, name).GetAttribute("data-tip");

    static void Press(IRenderedComponent<MachinePanel> panel, string name) => Tool(panel, name).Click();

    static AngleSharp.Dom.IElement Named(IRenderedComponent<MachinePanel> panel, string text) => panel.FindAll("button").Last(button => button.TextContent.Trim() == text);

    static void Send(IRenderedComponent<MachinePanel> panel, string verb) => panel.FindAll("[role=dialog] footer button").Single(button => button.TextContent.Trim() == verb).Click();
}
