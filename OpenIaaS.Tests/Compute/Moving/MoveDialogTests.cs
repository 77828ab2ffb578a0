using Bunit;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute.Moving;

/// <summary>The dialog that moves a machine, in each of its three ways.</summary>
public sealed class MoveDialogTests : PageTest
{
    [Fact]
    public async Task A_machine_that_is_off_has_no_host_to_leave_and_the_card_says_so()
    {
        var dialog = await OpenAsync(await Cloud.AddMachineAsync());
        dialog.WaitForAssertion(() => Assert.Equal("erp-db-01 is not powered on; it is powered off.", Card(dialog, "Another host").QuerySelector("small")!.TextContent), Patience);
        Assert.True(Card(dialog, "Another host").QuerySelector("input")!.HasAttribute("disabled"));
        Assert.Contains("Choose where to.", dialog.Find(".footmsg").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disks_move_to_other_storage_with_the_space_it_takes()
    {
        var machine = await Cloud.AddMachineAsync(runsOn: Cloud.World.HostsA[0]);
        var dialog = await OpenAsync(machine);
        Choose(dialog, "Other storage");
        dialog.WaitForAssertion(() => Assert.Contains("Choose other block storage for at least one disk of erp-db-01.", dialog.Find(".footmsg").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("The disk lies here", Leaf(dialog, Cloud.World.StorageA).TextContent, StringComparison.Ordinal);

        Leaf(dialog, Cloud.World.HeartbeatA).QuerySelector("input")!.Change("on");
        dialog.WaitForAssertion(() => Assert.Matches("Space on hb-az05 20 GiB more, 1.*004 GiB then free", Impact(dialog)), Patience);
        Assert.Contains("Takes about", Impact(dialog), StringComparison.Ordinal);
        Send(dialog);
        await Cloud.SettleAsync();
        await using var database = Cloud.Database();
        Assert.Equal(Cloud.World.HeartbeatA.Id, (await database.VirtualDisks.SingleAsync()).StorageRepositoryId);
    }

    [Fact]
    public async Task Another_zone_is_chosen_with_what_fits_and_shown_with_what_changes()
    {
        var daily = await PolicyAsync();
        var machine = await Cloud.AddMachineAsync(runsOn: Cloud.World.HostsA[0], policy: Cloud.World.Daily);
        var dialog = await OpenAsync(machine);
        Choose(dialog, "Another pool or zone");
        dialog.WaitForAssertion(() => Assert.Contains("Choose a pool.", dialog.Find(".footmsg").TextContent, StringComparison.Ordinal), Patience);
        Field(dialog, "Pool").Change("0");

        dialog.WaitForAssertion(() => Assert.Contains("AZ05 / clu001-az05 → AZ06 / clu001-az06", Impact(dialog), StringComparison.Ordinal), Patience);
        Assert.Contains("prod-20 → prod-20", Impact(dialog), StringComparison.Ordinal);
        Assert.Contains("Takes about 3 min", Impact(dialog), StringComparison.Ordinal);
        Assert.Contains("Between zones data is not encrypted on its way", Impact(dialog), StringComparison.Ordinal);
        Send(dialog);
        await Cloud.SettleAsync();
        Assert.Equal(Cloud.World.PoolB.Id, (await Cloud.MachineAsync(machine.Id)).PoolId);
        await using var database = Cloud.Database();
        Assert.Equal(daily.Id, (await database.BackupAssignments.SingleAsync()).PolicyId);
    }

    [Fact]
    public async Task What_is_wrong_stands_next_to_its_field()
    {
        await PolicyAsync();
        var dialog = await OpenAsync(await Cloud.AddMachineAsync(runsOn: Cloud.World.HostsA[0], policy: Cloud.World.Daily));
        Choose(dialog, "Another pool or zone");
        dialog.WaitForAssertion(() => Field(dialog, "Pool"), Patience);
        Field(dialog, "Pool").Change("0");
        dialog.WaitForAssertion(() => Assert.NotEmpty(dialog.FindAll("fieldset input[type=checkbox]")), Patience);
        dialog.Find("fieldset input[type=checkbox]").Change(false);
        dialog.WaitForAssertion(() => Assert.Contains("is powered on and needs at least one backup policy of AZ06", dialog.Find("fieldset .errt").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(dialog.FindAll(".impact"));
    }

    [Fact]
    public async Task A_link_that_is_down_keeps_the_verb_off()
    {
        await PolicyAsync();
        var machine = await Cloud.AddMachineAsync(runsOn: Cloud.World.HostsA[0], policy: Cloud.World.Daily);
        await Cloud.Get<Faults>().ConnectAsync(Cloud.World.Link.Id, connected: false, default);
        var dialog = await OpenAsync(machine);
        Choose(dialog, "Another pool or zone");
        dialog.WaitForAssertion(() => Field(dialog, "Pool"), Patience);
        Field(dialog, "Pool").Change("0");
        dialog.WaitForAssertion(() => Assert.Contains("The link between the zones is down.", dialog.Find(".footmsg").TextContent, StringComparison.Ordinal), Patience);
    }

    async Task<BackupPolicy> PolicyAsync()
    {
        var world = Cloud.World;
        var daily = new BackupPolicy(Cloud.Get<IdSource>().Next<BackupPolicy>(), world.Tenant.Id, world.ZoneB.Id, world.Daily.Name, world.Daily.Schedule, world.Daily.Retention);
        await using var database = Cloud.Database();
        database.Add(daily);
        await database.SaveChangesAsync();
        return daily;
    }

    async Task<IRenderedComponent<MoveDialog>> OpenAsync(VirtualMachine machine)
    {
        var detail = (await Cloud.Get<VirtualMachineDetailQueries>().FindAsync(machine.Id, Cloud.World.Caller, default)).Value;
        return Render<MoveDialog>(parameters => parameters.Add(dialog => dialog.Machine, detail).Add(dialog => dialog.Caller, Cloud.World.Caller));
    }

    static AngleSharp.Dom.IElement Card(IRenderedComponent<MoveDialog> dialog, string text) => dialog.FindAll(".kind").Single(card => card.QuerySelector("span")!.TextContent == text);

    static void Choose(IRenderedComponent<MoveDialog> dialog, string text)
    {
        dialog.WaitForAssertion(() => Assert.False(Card(dialog, text).QuerySelector("input")!.HasAttribute("disabled")), Patience);
        Card(dialog, text).QuerySelector("input")!.Change("on");
    }

    static AngleSharp.Dom.IElement Leaf(IRenderedComponent<MoveDialog> dialog, StorageRepository storage) => dialog.FindAll(".leaf").Single(leaf => leaf.TextContent.Contains(storage.Name, StringComparison.Ordinal));

    static AngleSharp.Dom.IElement Field(IRenderedComponent<MoveDialog> dialog, string label) =>
        dialog.Find($"#{dialog.FindAll("label").Single(text => text.TextContent.Trim() == label).GetAttribute("for")}");

    static string Impact(IRenderedComponent<MoveDialog> dialog) => MachinePanelTests.Text(dialog.Find(".impact")).Replace('\u00A0', ' ').Replace('\u202F', ' ');

    static void Send(IRenderedComponent<MoveDialog> dialog) => dialog.FindAll("[role=dialog] footer button").Single(button => button.TextContent.Trim() == "Move").Click();
}
