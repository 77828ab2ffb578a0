using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Identity;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>Reads one machine, follows its changes, and follows what was asked of it here until that has ended.</summary>
public sealed partial class MachinePanel
{
    const string Information = "information";
    const string Advanced = "advanced";
    const string Disks = "disks";
    const string SnapshotsTab = "snapshots";
    const string Network = "network";
    const string Backup = "backup";
    const string Replication = "replication";
    const string Metrics = "metrics";
    const string Activities = "activities";

    readonly string prefix = ElementIds.Next("machine");
    readonly Dictionary<Id<Activity>, string> followed = [];
    VirtualMachineDetail? machine;
    IReadOnlyList<MachineActivity>? activities;
    SnapshotQueries.Chain? snapshots;
    Caller? caller;
    string? missing;
    TenantChoice? elsewhere;
    MachineDialogCall dialog;

    [Parameter, EditorRequired] public Id<VirtualMachine> Id { get; set; }

    /// <summary>The section shown, as it stands in the address; null is the first one.</summary>
    [Parameter] public string? Tab { get; set; }

    [Parameter] public EventCallback<string?> TabChanged { get; set; }

    /// <summary>It stands on the machine's own page: no link to there.</summary>
    [Parameter] public bool Own { get; set; }

    /// <summary>Raised after every read, with null once there is no such machine.</summary>
    [Parameter] public EventCallback<VirtualMachineDetail?> OnRead { get; set; }

    [Inject] WorkingTenant Tenants { get; set; } = default!;

    [Inject] VirtualMachineDetailQueries Machines { get; set; } = default!;

    [Inject] SnapshotQueries Snapshots { get; set; } = default!;

    [Inject] IStringLocalizer<ComputeText> L { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    MachineDisk? DiskInHand => machine?.Disks.FirstOrDefault(disk => disk.Id == dialog.Disk);

    SnapshotQueries.Row? SnapshotInHand => snapshots?.Snapshots.FirstOrDefault(snapshot => snapshot.Id == dialog.Snapshot);

    MachineAdapter? AdapterInHand => machine?.Adapters.FirstOrDefault(adapter => adapter.Id == dialog.Adapter);

    string Current => TerraformObject is not null ? Terraform : Sections.Any(section => section.Key == Tab) ? Tab! : Information;

    IEnumerable<(string Key, string Text, string Icon, int? Count)> Sections
    {
        get
        {
            yield return (Information, L["Information"], Icons.Info, null);
            yield return (Disks, L["Disks"], Icons.Disk, machine?.Disks.Count);
            yield return (SnapshotsTab, L["Snapshots"], Icons.Snapshot, machine?.Snapshots);
            if (caller?.May(Permission.NetworkRead) == true) yield return (Network, L["Network"], Icons.Network, machine?.Adapters.Count);
            if (caller?.May(Permission.BackupRead) == true) yield return (Backup, L["Backup"], Icons.Backup, machine?.Policies.Count);
            yield return (Replication, L["Replication"], Icons.Replication, machine?.Replica is null ? 0 : 1);
            if (caller?.May(Permission.MetricRead) == true) yield return (Metrics, L["Metrics"], Icons.Chart, null);
            yield return (Terraform, L["Terraform"], Icons.Hcl, null);
            if (caller?.May(Permission.ActivityRead) == true) yield return (Activities, L["Activities"], Icons.List, null);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        Watch(
            typeof(VirtualMachine), typeof(Activity), typeof(BackupAssignment), typeof(Replica), typeof(VirtualDisk), typeof(NetworkAdapter), typeof(VirtualNetwork), typeof(StorageRepository),
            typeof(Pool), typeof(Host), typeof(Snapshot), typeof(SnapshotDisk), typeof(StaticAddress));
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        caller = await CurrentCaller.GetAsync(Stop);
        var read = await Machines.FindAsync(Id, caller, Stop);
        machine = read.Ok ? read.Value : null;
        if (!read.Ok && Own) elsewhere = await Tenants.ElsewhereAsync<VirtualMachine>(row => row.Id == Id, caller, Stop);
        missing = read.Ok ? null
            : read.Problems[0].Kind == ProblemKind.NotFound ? L["There is no such machine in this tenant; it may have been deleted."].Value
            : Sentences.Sentence(read.Problems[0]);
        if (Current == Activities) await ReadActivitiesAsync();
        if (Current == SnapshotsTab) await ReadSnapshotsAsync();
        if (Current == Terraform) await ReadTerraformAsync();
        await FollowAsync();
        await DoAsked();
        await OnRead.InvokeAsync(machine);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (machine is not null && Current == Activities && activities is null) await ReadActivitiesAsync();
        if (machine is not null && Current == SnapshotsTab && snapshots is null) await ReadSnapshotsAsync();
        if (machine is not null && Current == Terraform && terraform is null) await ReadTerraformAsync();
        await DoAsked();
    }

    async Task ReadSnapshotsAsync()
    {
        var read = await Snapshots.OfAsync(Id, caller!, Stop);
        snapshots = read.Ok ? read.Value : null;
    }

    async Task ReadActivitiesAsync()
    {
        var read = await Machines.ActivitiesAsync(Id, caller!, Stop);
        if (read.Ok) activities = read.Value;
    }

    Task Show(MachineDialogCall call)
    {
        if (call.Kind == MachineDialog.Terraform) return ShowTerraformAsync(call.Disk == default ? call.Adapter.Value : call.Disk.Value);
        dialog = call;
        return Task.CompletedTask;
    }

    /// <summary>Something asked for here was accepted under this activity.</summary>
    async Task AcceptedAsync(Id<Activity> activity)
    {
        if (machine is not null) followed[activity] = MachineWords.Line(machine.Name);
        await ReloadAsync();
    }

    /// <summary>Where what an activity made is to be seen, or the machine itself while it is not shown here.</summary>
    (string? Link, string Words) LinkOf(MachineActivity activity) => activity.Type switch
    {
        ActivityTypes.VirtualMachineClone => ($"/virtual-machines/{activity.Outcome}", L["Go to the copy"]),
        ActivityTypes.VirtualMachineConvert => ($"/catalog/templates/{activity.Outcome}", L["Go to the template"]),
        ActivityTypes.VirtualMachineDelete => (null, ""),
        _ => (Own ? null : $"/virtual-machines/{Id}", L["Go to the machine"]),
    };

    async Task FollowAsync()
    {
        foreach (var (id, name) in followed.ToList())
        {
            if (await Machines.FollowAsync(id, caller!, Stop) is not { } activity) continue;
            var title = $"{L.Deed(activity.Type)}: {name}";
            var (link, words) = LinkOf(activity);
            Toasts.Show(id.ToString(), activity.State switch
            {
                ActivityState.Waiting => new Toast(Tone.Info, title, L["Waiting"], Progress: 0),
                ActivityState.Running => new Toast(Tone.Info, title, Progress: activity.Progress / 100.0),
                ActivityState.Completed => new Toast(Tone.Ok, title, L.Remark(activity.Remark) ?? L["Done"], link, link is null ? null : words),
                _ => new Toast(Tone.Bad, title, activity.Reason),
            });
            if (activity.State is ActivityState.Completed or ActivityState.Failed) followed.Remove(id);
        }
    }
}
