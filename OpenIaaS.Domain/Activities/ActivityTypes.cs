using System.Reflection;

namespace OpenIaaS.Domain.Activities;

/// <summary>The types of activity: noun and verb, dotted. Each has exactly one operation that carries it out.</summary>
public static class ActivityTypes
{
    /// <summary>Creates a virtual machine from a template.</summary>
    public const string VirtualMachineCreate = "compute.virtual_machine.create";

    /// <summary>Powers a virtual machine on.</summary>
    public const string VirtualMachineStart = "compute.virtual_machine.start";

    /// <summary>Shuts a virtual machine down, cleanly or by force.</summary>
    public const string VirtualMachineStop = "compute.virtual_machine.stop";

    /// <summary>Restarts a running virtual machine.</summary>
    public const string VirtualMachineRestart = "compute.virtual_machine.restart";

    /// <summary>Moves a running virtual machine to another host of its pool.</summary>
    public const string VirtualMachineMigrate = "compute.virtual_machine.migrate";

    /// <summary>Moves a virtual machine to another pool, with its disks.</summary>
    public const string VirtualMachineRelocate = "compute.virtual_machine.relocate";

    /// <summary>Moves several disks of a virtual machine to other block storage of its pool.</summary>
    public const string VirtualMachineMoveDisks = "compute.virtual_machine.relocate_disks";

    /// <summary>Empties a host and takes it into maintenance.</summary>
    public const string HostMaintain = "compute.host.maintain";

    /// <summary>Takes a host out of maintenance.</summary>
    public const string HostResume = "compute.host.resume";

    /// <summary>Changes vCPU, memory or name of a virtual machine.</summary>
    public const string VirtualMachineUpdate = "compute.virtual_machine.update";

    /// <summary>Changes how a virtual machine boots, and whether it starts with its host.</summary>
    public const string VirtualMachineSettings = "compute.virtual_machine.settings";

    /// <summary>Replaces the tags of a virtual machine.</summary>
    public const string VirtualMachineTags = "compute.virtual_machine.tags";

    /// <summary>Gives virtual machines one tag more, or another value of it.</summary>
    public const string VirtualMachineTag = "compute.virtual_machine.tag";

    /// <summary>Takes one tag from a virtual machine.</summary>
    public const string VirtualMachineUntag = "compute.virtual_machine.untag";

    /// <summary>Opens the console of a virtual machine.</summary>
    public const string VirtualMachineConsole = "compute.virtual_machine.console";
    /// <summary>Makes a copy of a virtual machine.</summary>
    public const string VirtualMachineClone = "compute.virtual_machine.clone";

    /// <summary>Makes a template of a virtual machine, which it consumes.</summary>
    public const string VirtualMachineConvert = "compute.virtual_machine.convert";

    /// <summary>Deletes a virtual machine.</summary>
    public const string VirtualMachineDelete = "compute.virtual_machine.delete";

    /// <summary>Puts an ISO into the DVD drive of a virtual machine.</summary>
    public const string ImageMount = "compute.virtual_machine.mount";

    /// <summary>Takes the ISO out of the DVD drive of a virtual machine.</summary>
    public const string ImageEject = "compute.virtual_machine.unmount";

    /// <summary>Takes a snapshot of a virtual machine.</summary>
    public const string SnapshotTake = "compute.snapshot.create";

    /// <summary>Changes name or description of a snapshot.</summary>
    public const string SnapshotUpdate = "compute.snapshot.update";

    /// <summary>Brings a virtual machine back to one of its snapshots.</summary>
    public const string SnapshotRevert = "compute.snapshot.revert";

    /// <summary>Deletes a snapshot of a virtual machine.</summary>
    public const string SnapshotDelete = "compute.snapshot.delete";

    /// <summary>Adds a new disk to a virtual machine.</summary>
    public const string DiskCreate = "compute.virtual_disk.create";

    /// <summary>Renames a disk.</summary>
    public const string DiskRename = "compute.virtual_disk.update";

    /// <summary>Attaches a disk that no virtual machine has.</summary>
    public const string DiskAttach = "compute.virtual_disk.attach";

    /// <summary>Takes a disk from its virtual machine and keeps it.</summary>
    public const string DiskDetach = "compute.virtual_disk.detach";

    /// <summary>Connects an attached disk.</summary>
    public const string DiskConnect = "compute.virtual_disk.connect";

    /// <summary>Disconnects a disk that stays attached.</summary>
    public const string DiskDisconnect = "compute.virtual_disk.disconnect";

    /// <summary>Moves a disk to other block storage of its pool.</summary>
    public const string DiskMove = "compute.virtual_disk.relocate";

    /// <summary>Makes a disk larger.</summary>
    public const string DiskGrow = "compute.virtual_disk.grow";

    /// <summary>Deletes a disk.</summary>
    public const string DiskDelete = "compute.virtual_disk.delete";

    /// <summary>Lets backups leave a disk out, or take it in again.</summary>
    public const string DiskBackup = "compute.virtual_disk.backup";

    /// <summary>Orders new networks.</summary>
    public const string NetworkCreate = "network.network.create";

    /// <summary>Propagates a network to a pool.</summary>
    public const string NetworkPropagate = "network.network.propagate";

    /// <summary>Takes a network from a pool.</summary>
    public const string NetworkWithdraw = "network.network.withdraw";

    /// <summary>Switches a network off.</summary>
    public const string NetworkDeactivate = "network.network.deactivate";

    /// <summary>Switches a deactivated network on again.</summary>
    public const string NetworkReactivate = "network.network.reactivate";

    /// <summary>Sets with which tenants a network is shared.</summary>
    public const string NetworkShare = "network.network.share";

    /// <summary>Keeps an address of a private network for a MAC address.</summary>
    public const string StaticAddressCreate = "vpc.static_ip.create";

    /// <summary>Changes what a static address is for, or the MAC address it is kept for.</summary>
    public const string StaticAddressUpdate = "vpc.static_ip.update";

    /// <summary>Gives a static address back.</summary>
    public const string StaticAddressDelete = "vpc.static_ip.delete";

    /// <summary>Adds a network adapter to a virtual machine.</summary>
    public const string AdapterCreate = "compute.network_adapter.create";

    /// <summary>Changes network, MAC address or checksumming of a network adapter.</summary>
    public const string AdapterUpdate = "compute.network_adapter.update";

    /// <summary>Plugs the cable of a network adapter in.</summary>
    public const string AdapterConnect = "compute.network_adapter.connect";

    /// <summary>Pulls the cable of a network adapter.</summary>
    public const string AdapterDisconnect = "compute.network_adapter.disconnect";

    /// <summary>Removes a network adapter.</summary>
    public const string AdapterDelete = "compute.network_adapter.delete";

    /// <summary>Restarts a virtual machine after its host failed.</summary>
    public const string VirtualMachineRecover = "compute.virtual_machine.recover";

    /// <summary>Switches high availability of a pool on or off.</summary>
    public const string PoolHighAvailability = "compute.pool.high_availability";

    /// <summary>Sets what happens to a virtual machine when its host fails.</summary>
    public const string VirtualMachineHighAvailability = "compute.virtual_machine.high_availability";

    /// <summary>Finds a host failed: fenced, with nothing running on it.</summary>
    public const string HostFail = "compute.host.fail";

    /// <summary>Sees the heartbeat of a failed host again.</summary>
    public const string HostReturn = "compute.host.return";

    /// <summary>Creates a replication policy.</summary>
    public const string ReplicationPolicyCreate = "compute.replication_policy.create";

    /// <summary>Changes a replication policy: its name, what it is for, how often, how many points are kept.</summary>
    public const string ReplicationPolicyUpdate = "compute.replication_policy.update";

    /// <summary>Deletes an unused replication policy.</summary>
    public const string ReplicationPolicyDelete = "compute.replication_policy.delete";

    /// <summary>Begins to replicate a virtual machine.</summary>
    public const string ReplicationAssociate = "compute.replication.associate";

    /// <summary>Ends the replication of a virtual machine and removes its replica.</summary>
    public const string ReplicationDissociate = "compute.replication.dissociate";

    /// <summary>Replicates a virtual machine by another policy.</summary>
    public const string ReplicationMove = "compute.replication.move";

    /// <summary>Starts the copy of a virtual machine in its place.</summary>
    public const string ReplicationFailOver = "compute.replication.failover";

    /// <summary>Starts the copy of a virtual machine cut off from every network, for a try.</summary>
    public const string ReplicationTest = "compute.replication.test";

    /// <summary>Removes the copy of a virtual machine that was tried.</summary>
    public const string ReplicationCleanUp = "compute.replication.clean_up";

    /// <summary>Brings a virtual machine back from its copy.</summary>
    public const string ReplicationFailBack = "compute.replication.failback";

    /// <summary>Keeps the copy of a virtual machine for good.</summary>
    public const string ReplicationKeep = "compute.replication.keep";

    /// <summary>Recovers all virtual machines of a replication policy for a try.</summary>
    public const string ReplicationRehearse = "compute.replication.rehearse";

    /// <summary>Assigns a backup policy to a virtual machine.</summary>
    public const string BackupPolicyAssign = "backup.policy.assign";

    /// <summary>Removes a backup policy from a virtual machine.</summary>
    public const string BackupPolicyRemove = "backup.policy.remove";

    /// <summary>Replaces all backup policies of a virtual machine.</summary>
    public const string BackupPolicySet = "backup.policy.set";

    /// <summary>Files a ticket.</summary>
    public const string TicketCreate = "support.ticket.create";

    /// <summary>Files the service request for a new backup policy.</summary>
    public const string BackupPolicyRequestCreate = "support.backup_policy_request.create";

    /// <summary>Breaks a simulated blade.</summary>
    public const string BladeFail = "lab.blade.fail";

    /// <summary>Repairs a simulated blade.</summary>
    public const string BladeRepair = "lab.blade.repair";

    /// <summary>Breaks a simulated part below hosts and block storage.</summary>
    public const string PartFail = "lab.part.fail";

    /// <summary>Repairs or replaces such a part.</summary>
    public const string PartRepair = "lab.part.repair";

    /// <summary>Saves a scenario to rehearse.</summary>
    public const string ScenarioSave = "lab.scenario.create";

    /// <summary>Deletes a saved scenario.</summary>
    public const string ScenarioDelete = "lab.scenario.delete";

    /// <summary>Begins to send a file to the console.</summary>
    public const string UploadBegin = "catalog.file.begin_upload";

    /// <summary>Checks a file that has arrived as a whole.</summary>
    public const string UploadComplete = "catalog.file.check";

    /// <summary>Gives up an upload with everything that has arrived.</summary>
    public const string UploadAbandon = "catalog.file.discard";

    /// <summary>Makes a disk image of the catalog out of a file that was sent.</summary>
    public const string DiskImagePublish = "catalog.disk_image.publish";

    /// <summary>Says which operating system a disk image of the catalog installs.</summary>
    public const string DiskImageSystem = "catalog.disk_image.set_system";

    /// <summary>Deletes a disk image of the catalog.</summary>
    public const string DiskImageDelete = "catalog.disk_image.delete";

    /// <summary>Deletes a template of the catalog.</summary>
    public const string TemplateDelete = "catalog.template.delete";

    /// <summary>Saves a view of a list.</summary>
    public const string ViewSave = "console.view.create";

    /// <summary>Changes, renames or prefers a saved view.</summary>
    public const string ViewUpdate = "console.view.update";

    /// <summary>Deletes a saved view.</summary>
    public const string ViewDelete = "console.view.delete";

    /// <summary>Copies an item of the public catalog into that of a tenant.</summary>
    public const string CatalogAdd = "catalog.item.add";

    /// <summary>Makes a personal access token.</summary>
    public const string AccessTokenCreate = "iam.access_token.create";

    /// <summary>Deletes a personal access token.</summary>
    public const string AccessTokenDelete = "iam.access_token.delete";

    /// <summary>Every type there is.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(ActivityTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
    ];
}
