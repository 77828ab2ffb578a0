using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>The dialogs of a machine; one is open at a time.</summary>
public enum MachineDialog
{
    None,
    Start,
    Stop,
    Restart,
    Move,
    Rename,
    Processors,
    Memory,
    HighAvailability,
    Boot,
    Tags,
    Delete,
    AssignPolicy,
    RemovePolicy,
    TakeSnapshot,
    DeleteSnapshot,
}

/// <summary>Which dialog is to be opened, and for which policy or snapshot where it is about one.</summary>
public readonly record struct MachineDialogCall(MachineDialog Kind, Id<BackupPolicy> Policy = default, Id<Snapshot> Snapshot = default);
