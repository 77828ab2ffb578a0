using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

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
    Export,
    Delete,
    AssignPolicy,
    RemovePolicy,
    TakeSnapshot,
    DeleteSnapshot,
    EditSnapshot,
    RevertSnapshot,
    AddDisk,
    AttachDisk,
    RenameDisk,
    MoveDisk,
    PlugDisk,
    DetachDisk,
    DeleteDisk,
    AddAdapter,
    EditAdapter,
    PlugAdapter,
    DeleteAdapter,
    Mount,
    Eject,
    BackupDisk,
    FailOver,
    TestFailover,
    FailBack,

    /// <summary>No dialog: the section Terraform, with the disk or adapter by itself.</summary>
    Terraform,
}

/// <summary>Which dialog is to be opened, and for which policy, snapshot, disk or adapter where it is about one.</summary>
public readonly record struct MachineDialogCall(MachineDialog Kind, Id<BackupPolicy> Policy = default, Id<Snapshot> Snapshot = default, Id<VirtualDisk> Disk = default, Id<NetworkAdapter> Adapter = default);
