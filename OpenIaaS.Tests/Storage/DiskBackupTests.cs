using Bunit;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Storage;

/// <summary>"The recommended solution is then to exclude the disk subject to constant writes and back up the data using an alternative method" (Concepts, Virtual Machine Backup).</summary>
public sealed class DiskBackupTests : PageTest
{
    [Fact]
    public async Task Disk_is_left_out_only_by_who_knows_what_that_means_and_taken_in_again()
    {
        var disk = await DiskAsync(await Cloud.AddMachineAsync("erp-db-01"));
        PowerTests.Refused("disk.unacknowledged", await SetAsync(disk, true));
        PowerTests.Refused("disk.included", await SetAsync(disk, false));
        Assert.False((await DiskAsync(disk.Id)).ExcludedFromBackup);
        await Cloud.CompleteAsync(await SetAsync(disk, true, acknowledged: true));
        Assert.True((await DiskAsync(disk.Id)).ExcludedFromBackup);
        PowerTests.Refused("disk.left-out", await SetAsync(disk, true, acknowledged: true));
        await Cloud.CompleteAsync(await SetAsync(disk, false));
        Assert.False((await DiskAsync(disk.Id)).ExcludedFromBackup);
    }

    [Theory]
    [InlineData(3, 0, null)]
    [InlineData(3, 1, "disk-backup.some")]
    [InlineData(3, 3, "disk-backup.none")]
    [InlineData(0, 0, null)]
    public void What_backups_lack_is_said(int disks, int leftOut, string? code) => Assert.Equal(code, DiskBackup.Of(disks, leftOut)?.Code);

    [Fact]
    public async Task Dialog_says_why_asks_for_the_acknowledgement_and_the_panel_warns()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", policy: Cloud.World.Daily);
        var panel = await PanelAsync(machine);
        panel.Find("button[aria-label='Actions of the disk system']").Click();
        panel.FindAll("[role=menuitem]").Single(item => MachinePanelTests.Text(item) == "Exclude from backup").Click();
        Assert.Contains("cannot be interrupted", panel.Find("[role=dialog]").TextContent, StringComparison.Ordinal);
        Assert.Contains("All 1 disks are left out of backups", panel.Find("[role=dialog]").TextContent, StringComparison.Ordinal);
        var verb = panel.FindAll("[role=dialog] button").Single(button => button.TextContent.Trim() == "Exclude from backup");
        Assert.Equal("true", verb.GetAttribute("aria-disabled"));
        panel.Find("[role=dialog] input[type=checkbox]").Change(true);
        panel.FindAll("[role=dialog] button").Single(button => button.TextContent.Trim() == "Exclude from backup").Click();

        panel.WaitForAssertion(() => Assert.Contains("Left out", panel.Find("table[aria-label=Disks]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("All 1 disks are left out of backups: its policies make backups of nothing.", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("disks left out of backups", panel.Find("aside.vm-health").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_permission_for_backups_it_is_not_offered()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        await SignInWithAsync(Permission.ComputeRead, Permission.ComputeManagement);
        var panel = await PanelAsync(machine);
        panel.Find("button[aria-label='Actions of the disk system']").Click();
        Assert.DoesNotContain("Exclude from backup", panel.FindAll("[role=menuitem]").Select(MachinePanelTests.Text));
    }

    Task<Result<Id<Domain.Activities.Activity>>> SetAsync(VirtualDisk disk, bool leftOut, bool acknowledged = false) =>
        Cloud.Get<SetDiskBackup>().SubmitAsync(new SetDiskBackup.Input(disk.Id, leftOut, acknowledged), Cloud.World.Caller, default);

    async Task<VirtualDisk> DiskAsync(VirtualMachine machine)
    {
        await using var database = Cloud.Database();
        return await database.VirtualDisks.AsNoTracking().SingleAsync(disk => disk.MachineId == machine.Id);
    }

    async Task<VirtualDisk> DiskAsync(Id<VirtualDisk> id)
    {
        await using var database = Cloud.Database();
        return await database.VirtualDisks.AsNoTracking().SingleAsync(disk => disk.Id == id);
    }

    Task<IRenderedComponent<MachinePanel>> PanelAsync(VirtualMachine machine) => RenderAsync<MachinePanel>(parameters => parameters.Add(panel => panel.Id, machine.Id).Add(panel => panel.Tab, "disks"));
}
