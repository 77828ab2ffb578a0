using Bunit;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Console.Storage;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Storage;

/// <summary>Disks as operators add, move, detach and delete them.</summary>
public sealed class DiskPageTests : PageTest
{
    [Fact]
    public async Task A_disk_is_added_by_the_dialog_which_says_at_once_what_is_wrong()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0]);
        var panel = await PanelAsync(machine);
        Press(panel, "Add a disk");
        panel.WaitForAssertion(() => Assert.Equal("disk-1", panel.Find("[role=dialog] input[type=text]").GetAttribute("value")), Patience);
        Assert.Contains(Cloud.World.StorageA.Name, panel.Find("[role=dialog] .leaf:has(input[checked])").TextContent, StringComparison.Ordinal);

        panel.Find("[role=dialog] input[type=number]").Input("2041");
        Assert.Contains("A disk can be at most 2 TB (2040 GiB); 2041 GiB was asked for.", panel.Find("[role=dialog] .help.err").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", Named(panel, "Add disk").GetAttribute("aria-disabled"));
        panel.Find("[role=dialog] input[type=number]").Input("40");
        Named(panel, "Add disk").Click();
        panel.WaitForAssertion(() => Assert.Contains("Being created", panel.Find("table[aria-label=Disks]").TextContent, StringComparison.Ordinal), Patience);

        await Cloud.SettleAsync();
        panel = await PanelAsync(machine);
        Assert.Equal("disk-1 40 GiB", MachinePanelTests.Text(panel.FindAll("table[aria-label=Disks] tbody tr")[1])[..13]);
        Assert.Contains("3 of 24", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_with_a_disk_stands_in_its_menu_with_the_reason()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0]);
        var panel = await PanelAsync(machine);
        panel.Find("button[aria-label='Actions of the disk system']").Click();

        var refused = panel.FindAll("[role=menuitem][aria-disabled=true]").Select(MachinePanelTests.Text).ToList();
        Assert.Equal(3, refused.Count);
        Assert.Contains("Detach erp-db-01 runs from the disk system; power it off first.", refused);
        Assert.Contains(refused, text => text.StartsWith("Delete erp-db-01 uses the disk system", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_detached_disk_is_offered_to_machines_of_its_pool_and_shown_with_its_storage_until_it_is_deleted()
    {
        var (machine, other) = (await Cloud.AddMachineAsync("erp-db-01"), await Cloud.AddMachineAsync("erp-db-02"));
        await Cloud.CompleteAsync(await Cloud.Get<CreateDisk>().SubmitAsync(new CreateDisk.Order(machine.Id, "archive", ByteSize.FromGiB(8), Cloud.World.StorageA.Id), Cloud.World.Caller, default));
        var panel = await PanelAsync(machine);
        panel.Find("button[aria-label='Actions of the disk archive']").Click();
        panel.FindAll("[role=menuitem]").Single(item => MachinePanelTests.Text(item) == "Detach").Click();
        Named(panel, "Detach disk").Click();
        await Cloud.SettleAsync();

        panel = await PanelAsync(other);
        Press(panel, "Attach a disk");
        panel.WaitForAssertion(() => Assert.Contains("archive 8 GiB", MachinePanelTests.Text(panel.Find("[role=dialog]")), StringComparison.Ordinal), Patience);

        var page = await RenderAsync<StoragePage>();
        page.FindAll("tbody button[aria-expanded]").First(row => row.GetAttribute("aria-label")!.Contains(Cloud.World.StorageA.Name, StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Contains("archive", page.Find("ul[aria-label='Attached to no machine']").TextContent, StringComparison.Ordinal), Patience);
        page.Find("button[aria-label='Delete the disk archive']").Click();
        page.Find("[role=alertdialog] input").Input("archive");
        page.FindAll("[role=alertdialog] button").Single(button => button.TextContent.Trim() == "Delete disk").Click();
        await Cloud.SettleAsync();
        await using var database = Cloud.Database();
        Assert.Equal(2, await database.VirtualDisks.CountAsync());
    }

    [Fact]
    public async Task Full_machine_says_so_and_whoever_may_only_look_sees_no_button()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        for (var number = 0; number < 22; number++)
            await Cloud.CompleteAsync(await Cloud.Get<CreateDisk>().SubmitAsync(new CreateDisk.Order(machine.Id, $"d{number}", ByteSize.FromGiB(1), Cloud.World.StorageA.Id), Cloud.World.Caller, default));
        Assert.Contains("A machine has at most 24 block devices, the DVD drive counted; this would make 25.", (await PanelAsync(machine)).Find(".vm-pane .why").TextContent, StringComparison.Ordinal);

        await SignInWithAsync(Permission.ComputeRead);
        Assert.Empty((await PanelAsync(machine)).FindAll(".vm-pane button:not([aria-haspopup=menu])"));
    }

    Task<IRenderedComponent<MachinePanel>> PanelAsync(VirtualMachine machine) =>
        RenderAsync<MachinePanel>(parameters => parameters.Add(panel => panel.Id, machine.Id).Add(panel => panel.Tab, "disks"));

    static void Press(IRenderedComponent<MachinePanel> panel, string name) => Named(panel, name).Click();

    static AngleSharp.Dom.IElement Named(IRenderedComponent<MachinePanel> panel, string name) => panel.FindAll("button").Single(button => button.TextContent.Trim() == name);
}
