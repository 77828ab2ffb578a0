using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute;

/// <summary>What states of a machine are called, and how they look: one place for list, detail and filters.</summary>
static class MachineWords
{
    public static (Tone Tone, string Icon, string Word) Status(this IStringLocalizer<ComputeText> L, PowerState power, PendingAction pending, int? progress)
    {
        if (pending != PendingAction.None)
            return (Tone.Info, Icons.Pending, progress is > 0 ? $"{L.Doing(pending)} {Units.Percent(progress.Value / 100.0)}" : L.Doing(pending));
        return power switch
        {
            PowerState.Running => (Tone.Ok, Icons.Play, L["Powered on"]),
            PowerState.Halted => (Tone.Off, Icons.Stop, L["Powered off"]),
            PowerState.Paused => (Tone.Warn, Icons.Pause, L["Paused"]),
            PowerState.Suspended => (Tone.Warn, Icons.Pause, L["Suspended"]),
        };
    }

    public static string Word(this IStringLocalizer<ComputeText> L, MachineStatus status) => status switch
    {
        MachineStatus.PoweredOn => L["Powered on"],
        MachineStatus.PoweredOff => L["Powered off"],
        MachineStatus.Paused => L["Paused"],
        MachineStatus.Suspended => L["Suspended"],
        MachineStatus.Changing => L["Being changed"],
    };

    public static string Word(this IStringLocalizer<ComputeText> L, MachineDrive drive) => drive switch
    {
        MachineDrive.Image => L["ISO mounted"],
        MachineDrive.LocalImage => L["Local ISO mounted"],
    };

    public static string Doing(this IStringLocalizer<ComputeText> L, PendingAction pending) => pending switch
    {
        PendingAction.None => "",
        PendingAction.Creating => L["Creating"],
        PendingAction.Starting => L["Starting"],
        PendingAction.Stopping => L["Shutting down"],
        PendingAction.Restarting => L["Restarting"],
        PendingAction.Migrating or PendingAction.Relocating => L["Moving"],
        PendingAction.Updating => L["Changing"],
        PendingAction.Snapshotting => L["Working on a snapshot"],
        PendingAction.Reverting => L["Going back to a snapshot"],
        PendingAction.ChangingDisks => L["Changing a disk"],
        PendingAction.ChangingAdapters => L["Changing a network adapter"],
        PendingAction.Cloning => L["Being cloned"],
        PendingAction.Converting => L["Becoming a template"],
        PendingAction.FailingOver => L["Being failed over"],
        PendingAction.Rehearsing => L["Tried in isolation"],
        PendingAction.Deleting => L["Deleting"],
    };

    public static string Doing(this IStringLocalizer<ComputeText> L, DiskAction pending) => pending switch
    {
        DiskAction.None => "",
        DiskAction.Creating => L["Being created"],
        DiskAction.Attaching => L["Being attached"],
        DiskAction.Detaching => L["Being detached"],
        DiskAction.Connecting => L["Being connected"],
        DiskAction.Disconnecting => L["Being disconnected"],
        DiskAction.Moving => L["Being moved"],
        DiskAction.Growing => L["Being made larger"],
        DiskAction.Deleting => L["Being deleted"],
    };

    public static string Word(this IStringLocalizer<ComputeText> L, HighAvailabilityPriority priority) => priority switch
    {
        HighAvailabilityPriority.Disabled => L["Disabled"],
        HighAvailabilityPriority.Restart => L["Restart"],
        HighAvailabilityPriority.BestEffort => L["Best-effort"],
    };

    /// <summary>The priorities as cards, each with its meaning.</summary>
    public static IReadOnlyList<RadioCard<HighAvailabilityPriority>> PriorityCards(this IStringLocalizer<ComputeText> L) =>
    [
        new(HighAvailabilityPriority.Disabled, L["Disabled"], Icons.Disabled, L["It is not restarted."]),
        new(HighAvailabilityPriority.Restart, L["Restart"], Icons.HighAvailability, L["Restarted as soon as the pool has room, before every best-effort machine."]),
        new(HighAvailabilityPriority.BestEffort, L["Best-effort"], Icons.HighAvailability, L["One attempt, once every restart machine had its turn and room is left."]),
    ];

    public static (Tone Tone, string Icon) Look(this HighAvailabilityPriority priority) =>
        priority == HighAvailabilityPriority.Disabled ? (Tone.Off, Icons.Disabled) : (Tone.Plain, Icons.HighAvailability);

    public static string Word(this IStringLocalizer<ComputeText> L, MachineBackupState state) => state switch
    {
        MachineBackupState.NoPolicy => L["No policy"],
        MachineBackupState.Unprotected => L["Protects nothing"],
        MachineBackupState.Protected => L["Backed up"],
    };

    public static (Tone Tone, string Word) Backup(this IStringLocalizer<ComputeText> L, MachineBackupState state, int disksLeftOut) => (state, disksLeftOut) switch
    {
        (MachineBackupState.NoPolicy, _) => (Tone.Bad, L.Word(state)),
        (MachineBackupState.Unprotected, _) => (Tone.Warn, L.Word(state)),
        (_, 0) => (Tone.Ok, L.Word(state)),
        (_, 1) => (Tone.Warn, L["1 disk left out"]),
        _ => (Tone.Warn, L["{0} disks left out", disksLeftOut]),
    };

    public static string Word(this IStringLocalizer<ComputeText> L, BootOrder order)
    {
        string disk = L["Disk"], dvd = L["DVD"], network = L["Network"];
        return string.Join(", ", order.Devices().Select(device => device switch { BootFrom.Disk => disk, BootFrom.Dvd => dvd, BootFrom.Network => network }));
    }

    public static string Word(this IStringLocalizer<ComputeText> L, BackupRetention retention)
    {
        string[] parts =
        [
            .. retention.Days > 0 ? [retention.Days == 1 ? L["1 day"].Value : L["{0} days", retention.Days].Value] : Array.Empty<string>(),
            .. retention.Weeks > 0 ? [retention.Weeks == 1 ? L["1 week"].Value : L["{0} weeks", retention.Weeks].Value] : Array.Empty<string>(),
            .. retention.Months > 0 ? [retention.Months == 1 ? L["1 month"].Value : L["{0} months", retention.Months].Value] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? L["keeps nothing"] : string.Join(", ", parts);
    }

    /// <summary>What an activity did to a machine; a type from elsewhere stands as it is.</summary>
    public static string Deed(this IStringLocalizer<ComputeText> L, string type) => type switch
    {
        ActivityTypes.VirtualMachineCreate => L["Create"],
        ActivityTypes.VirtualMachineStart => L["Power on"],
        ActivityTypes.VirtualMachineStop => L["Shut down"],
        ActivityTypes.VirtualMachineRestart => L["Restart the machine"],
        ActivityTypes.VirtualMachineMigrate => L["Move to another host"],
        ActivityTypes.VirtualMachineRelocate => L["Move to another pool"],
        ActivityTypes.VirtualMachineMoveDisks => L["Move to other storage"],
        ActivityTypes.VirtualMachineUpdate => L["Change"],
        ActivityTypes.VirtualMachineSettings => L["Change boot settings"],
        ActivityTypes.VirtualMachineTags or ActivityTypes.VirtualMachineTag or ActivityTypes.VirtualMachineUntag => L["Change tags"],
        ActivityTypes.VirtualMachineDelete => L["Delete"],
        ActivityTypes.VirtualMachineClone => L["Clone"],
        ActivityTypes.VirtualMachineConvert => L["Convert to template"],
        ActivityTypes.SnapshotTake => L["Take a snapshot"],
        ActivityTypes.ImageMount => L["Mount an ISO"],
        ActivityTypes.ImageEject => L["Eject the ISO"],
        ActivityTypes.DiskCreate => L["Add a disk"],
        ActivityTypes.DiskRename => L["Rename a disk"],
        ActivityTypes.DiskAttach => L["Attach a disk"],
        ActivityTypes.DiskDetach => L["Detach a disk"],
        ActivityTypes.DiskConnect => L["Connect a disk"],
        ActivityTypes.DiskDisconnect => L["Disconnect a disk"],
        ActivityTypes.DiskMove => L["Move a disk"],
        ActivityTypes.DiskGrow => L["Make a disk larger"],
        ActivityTypes.DiskDelete => L["Delete a disk"],
        ActivityTypes.DiskBackup => L["Set the backup of a disk"],
        ActivityTypes.AdapterCreate => L["Add a network adapter"],
        ActivityTypes.AdapterUpdate => L["Change a network adapter"],
        ActivityTypes.AdapterConnect => L["Plug a network adapter in"],
        ActivityTypes.AdapterDisconnect => L["Unplug a network adapter"],
        ActivityTypes.AdapterDelete => L["Remove a network adapter"],
        ActivityTypes.SnapshotUpdate => L["Describe a snapshot"],
        ActivityTypes.SnapshotRevert => L["Revert to a snapshot"],
        ActivityTypes.SnapshotDelete => L["Delete a snapshot"],
        ActivityTypes.VirtualMachineRecover => L["Restart after a host failure"],
        ActivityTypes.VirtualMachineHighAvailability => L["Set high availability"],
        ActivityTypes.ReplicationAssociate => L["Begin replication"],
        ActivityTypes.ReplicationDissociate => L["End replication"],
        ActivityTypes.BackupPolicyAssign => L["Assign a backup policy"],
        ActivityTypes.BackupPolicyRemove => L["Remove a backup policy"],
        ActivityTypes.BackupPolicySet => L["Set the backup policies"],
        _ => type,
    };

    /// <summary>What is worth knowing of how an activity went, or null.</summary>
    public static string? Remark(this IStringLocalizer<ComputeText> L, string? remark) => remark switch
    {
        ActivityRemarks.EndedInTime => L["It ended by itself, in time."].Value,
        ActivityRemarks.ForcedAfterDelay => L["It had not ended in time; its power was cut."].Value,
        ActivityRemarks.EvenIfUnprotected => L["Asked for knowingly, even if high availability of the pool would not hold."].Value,
        _ => null,
    };

    /// <summary>Any name in one line: what would break the line becomes a blank.</summary>
    public static string Line(string name) => string.Join(' ', name.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A host's name without its pool's, which stands beside it: <c>blade 2</c>.</summary>
    public static string ShortHost(string pool, string host) =>
        host.Length > pool.Length + 1 && host.StartsWith(pool + "-", StringComparison.OrdinalIgnoreCase) ? host[(pool.Length + 1)..].Replace('-', ' ') : host;
}
