using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;

namespace OpenIaaS.Console.Activities;

/// <summary>How an activity is said: what is done to what, how it stands, and where its object is to be seen.</summary>
public static class ActivityWords
{
    /// <summary>"Power on virtual machine erp-db-01".</summary>
    public static string Sentence(IStringLocalizer<ActivitiesText> texts, string type, string noun, string name) => $"{Verb(texts, type, noun)} {texts[noun]} {name}";

    /// <summary>What is done, from the last word of the type.</summary>
    /// <param name="noun">What it is done to: a disk by itself, or a machine that has it.</param>
    public static string Verb(IStringLocalizer<ActivitiesText> L, string type, string noun) => type switch
    {
        ActivityTypes.DiskBackup when noun == "disk" => L["Set the backup of"],
        ActivityTypes.DiskBackup => L["Set the backup of a disk of"],
        _ when noun == "disk" => VerbOf(L, type[(type.LastIndexOf('.') + 1)..]),
        // What the inventory found, and not what somebody did.
        ActivityTypes.HostFail => L["Fence"],
        ActivityTypes.HostReturn => L["Take back"],
        ActivityTypes.SnapshotTake => L["Take a snapshot of"],
        ActivityTypes.SnapshotUpdate => L["Describe a snapshot of"],
        ActivityTypes.SnapshotRevert => L["Revert"],
        ActivityTypes.SnapshotDelete => L["Delete a snapshot of"],
        ActivityTypes.VirtualMachineConsole => L["Open the console of"],
        ActivityTypes.VirtualMachineTag => L["Add a tag to"],
        ActivityTypes.VirtualMachineUntag => L["Remove a tag from"],
        ActivityTypes.ImageMount => L["Mount an ISO in"],
        ActivityTypes.ImageEject => L["Eject the ISO of"],
        ActivityTypes.DiskCreate => L["Add a disk to"],
        ActivityTypes.DiskRename => L["Rename a disk of"],
        ActivityTypes.DiskAttach => L["Attach a disk to"],
        ActivityTypes.DiskDetach => L["Detach a disk of"],
        ActivityTypes.DiskConnect => L["Connect a disk of"],
        ActivityTypes.DiskDisconnect => L["Disconnect a disk of"],
        ActivityTypes.DiskMove => L["Move a disk of"],
        ActivityTypes.VirtualMachineMoveDisks => L["Move disks of"],
        ActivityTypes.DiskGrow => L["Make a disk larger of"],
        ActivityTypes.DiskDelete => L["Delete a disk of"],
        ActivityTypes.StaticAddressCreate => L["Keep"],
        ActivityTypes.StaticAddressDelete => L["Give back"],
        ActivityTypes.AdapterCreate => L["Add a network adapter to"],
        ActivityTypes.AdapterUpdate => L["Change a network adapter of"],
        ActivityTypes.AdapterConnect => L["Plug in a network adapter of"],
        ActivityTypes.AdapterDisconnect => L["Unplug a network adapter of"],
        ActivityTypes.AdapterDelete => L["Remove a network adapter of"],
        ActivityTypes.HostMaintain => L["Begin maintenance of"],
        ActivityTypes.HostResume => L["End maintenance of"],
        ActivityTypes.UploadBegin => L["Begin to send"],
        ActivityTypes.UploadComplete => L["Check"],
        ActivityTypes.UploadAbandon => L["Discard"],
        ActivityTypes.CatalogAdd => L["Add to the catalog:"],
        ActivityTypes.DiskImagePublish => L["Publish"],
        ActivityTypes.DiskImageSystem => L["Set the system of"],
        ActivityTypes.ReplicationMove => L["Change the replication policy of"],
        ActivityTypes.ReplicationFailOver => L["Fail over"],
        ActivityTypes.ReplicationTest => L["Test the failover of"],
        ActivityTypes.ReplicationCleanUp => L["Clean up the test of"],
        ActivityTypes.ReplicationFailBack => L["Fail back"],
        ActivityTypes.ReplicationKeep => L["Keep the copy of"],
        ActivityTypes.ReplicationRehearse => L["Rehearse"],
        _ => VerbOf(L, type[(type.LastIndexOf('.') + 1)..]),
    };

    static string VerbOf(IStringLocalizer<ActivitiesText> L, string word) => word switch
    {
        "create" => L["Create"],
        "start" => L["Power on"],
        "stop" => L["Power off"],
        "restart" => L["Restart"],
        "migrate" or "relocate" => L["Move"],
        "update" => L["Change"],
        "delete" => L["Delete"],
        "clone" => L["Clone"],
        "convert" => L["Convert to a template:"],
        "recover" => L["Recover"],
        "high_availability" => L["Set high availability of"],
        "associate" => L["Replicate"],
        "dissociate" => L["End the replication of"],
        "assign" => L["Assign a backup policy to"],
        "remove" => L["Remove a backup policy from"],
        "propagate" => L["Propagate"],
        "withdraw" => L["Remove the propagation of"],
        "deactivate" => L["Deactivate"],
        "reactivate" => L["Reactivate"],
        "share" => L["Share"],
        "fail" => L["Break"],
        "repair" => L["Repair"],
        var other => Plain(other),
    };

    /// <summary>What is worth knowing of how it went, or null.</summary>
    public static string? Remark(IStringLocalizer<ActivitiesText> L, string? remark) => remark switch
    {
        ActivityRemarks.EndedInTime => L["It ended by itself, in time."].Value,
        ActivityRemarks.ForcedAfterDelay => L["It had not ended in time; its power was cut."].Value,
        ActivityRemarks.EvenIfUnprotected => L["Asked for knowingly, even if high availability of the pool would not hold."].Value,
        _ => null,
    };

    public static string State(IStringLocalizer<ActivitiesText> L, ActivityState state) => state switch
    {
        ActivityState.Waiting => L["Waiting"],
        ActivityState.Running => L["Running"],
        ActivityState.Completed => L["Completed"],
        ActivityState.Failed => L["Failed"],
    };

    public static Tone Tone(ActivityState state) => state switch
    {
        ActivityState.Waiting => Shared.Tone.Off,
        ActivityState.Running => Shared.Tone.Info,
        ActivityState.Completed => Shared.Tone.Ok,
        ActivityState.Failed => Shared.Tone.Bad,
    };

    /// <summary>The address of the object's page, or null when it has none.</summary>
    public static string? Link(string noun, Guid id) => noun switch
    {
        "virtual machine" => $"/virtual-machines/{id}",
        "template" => $"/catalog/templates/{id}",
        "disk image" => $"/catalog/images/{id}",
        "pool" or "host" or "blade" => "/compute",
        "block storage" or "disk" => "/storage",
        "replication policy" => "/replication?tab=policies",
        "replica" => "/replication",
        "backup policy" => "/backup?tab=policies",
        "interconnect" or "chassis" or "canister" or "drive" or "link" => $"/lab?part={id}",
        "scenario" => $"/lab/rehearsal/{id}",
        "network" => "/networks",
        "ticket" => $"/support/ticket/{id}",
        "access token" => "/profile/access-tokens",
        _ => null,
    };

    /// <summary>A name of the wire as plain words: <c>boot_order</c> is "Boot order".</summary>
    static string Plain(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..].Replace('_', ' ');
}
