using Bunit;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Console.Shared;
using OpenIaaS.Console.Storage;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Snapshots as operators take and delete them, and what storage shows of them.</summary>
public sealed class SnapshotPageTests : PageTest
{
    [Fact]
    public async Task A_snapshot_is_taken_by_the_dialog_deleted_and_merged_before_everybodys_eyes()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0]);
        Cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        var panel = await PanelAsync(machine);
        Assert.Contains("This machine has no snapshot.", panel.Markup, StringComparison.Ordinal);

        await panel.FindAll("button").Single(button => button.TextContent.Contains("Take a snapshot", StringComparison.Ordinal)).ClickAsync(new());
        Assert.Contains($" of {Cloud.World.StorageA.Name}, which has ", panel.Find("[role=dialog]").TextContent, StringComparison.Ordinal);
        await panel.FindAll("button").Single(button => button.TextContent.Trim() == "Take snapshot").ClickAsync(new());
        await Cloud.SettleAsync();
        panel = await PanelAsync(machine);
        Assert.Contains("Kept", panel.Find("table[aria-label=Snapshots] tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 snapshot", (await RenderAsync<StoragePage>()).Find("tbody").TextContent, StringComparison.Ordinal);

        Cloud.Clock.Advance(TimeSpan.FromHours(6));
        var snapshot = (await Cloud.Get<SnapshotQueries>().OfAsync(machine.Id, Cloud.World.Caller, default)).Value.Snapshots[0];
        await Cloud.CompleteAsync(await Cloud.Get<DeleteSnapshot>().SubmitAsync(new DeleteSnapshot.Input(snapshot.Id, machine.Id), Cloud.World.Caller, default));
        panel = await PanelAsync(machine);
        var merging = panel.Find("table[aria-label='Still to be merged'] tbody").TextContent;
        Assert.Contains(Cloud.World.StorageA.Name, merging, StringComparison.Ordinal);
        Assert.Contains(Units.Size(20L << 30), merging, StringComparison.Ordinal);
        Assert.Contains("to merge", (await RenderAsync<StoragePage>()).Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_only_look_sees_snapshots_and_no_button()
    {
        var machine = await Cloud.AddMachineAsync();
        await Cloud.CompleteAsync(await Cloud.Get<TakeSnapshot>().SubmitAsync(machine.Id, "before the update", "kept for a week", includesMemory: false, Cloud.World.Caller, default));
        await SignInWithAsync(Permission.ComputeRead);
        var panel = await PanelAsync(machine);

        Assert.Contains("kept for a week", panel.Find("table[aria-label=Snapshots]").TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll(".vm-pane button"));
    }

    Task<IRenderedComponent<MachinePanel>> PanelAsync(VirtualMachine machine) =>
        RenderAsync<MachinePanel>(parameters => parameters.Add(panel => panel.Id, machine.Id).Add(panel => panel.Tab, "snapshots"));
}
