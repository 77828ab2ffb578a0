using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>Everything that can be done to a machine, in the order of the toolbar and of the palette. One more action is one more entry here, and its dialog in <c>MachinePanel</c>.</summary>
public static class MachineActionList
{
    const string Power = Permission.VirtualMachinePower;
    const string Manage = Permission.ComputeManagement;

    /// <summary>The group of the toolbar after which the way to the console stands.</summary>
    public const int PowerTools = 1;

    public static IReadOnlyList<MachineAction> All { get; } =
    [
        new("start", L => L["Power on"], Icons.Play, MachineDialog.Start, Power, machine => machine.Actions.Start)
        {
            Tool = PowerTools, Mends = "vm.no-backup-policy", Run = new((use, machine, caller) => use.Start.SubmitAsync(new StartVirtualMachine.Input(machine), caller, default), machine => machine.Actions.Start, AsksOnce: false),
        },
        new("stop", L => L["Shut down"], Icons.Stop, MachineDialog.Stop, Power, machine => machine.Actions.StopByForce)
        {
            Tool = PowerTools, Run = new((use, machine, caller) => use.Stop.SubmitAsync(new StopVirtualMachine.Input(machine), caller, default), machine => machine.Actions.StopCleanly),
        },
        new("restart", L => L["Restart"], Icons.Restart, MachineDialog.Restart, Power, machine => machine.Actions.Restart)
        {
            Tool = PowerTools, Run = new((use, machine, caller) => use.Restart.SubmitAsync(new RestartVirtualMachine.Input(machine), caller, default), machine => machine.Actions.Restart ?? machine.Actions.StopCleanly),
        },
        new("power-off", L => L["Power off by force"], Icons.Bolt, MachineDialog.Stop, Power, machine => machine.Actions.StopByForce)
        {
            Destructive = true, Run = new((use, machine, caller) => use.Stop.SubmitAsync(new StopVirtualMachine.Input(machine, Force: true), caller, default), machine => machine.Actions.StopByForce),
        },
        new("start-on", L => L["Power on, on a host of choice"], Icons.Blade, MachineDialog.Start, Power, machine => machine.Actions.Start) { Mends = "vm.no-backup-policy" },
        new("mount", L => L["Mount an ISO"], Icons.Mount, MachineDialog.Mount, Manage, machine => machine.Actions.Mount) { Tool = 2 },
        new("eject", L => L["Eject the ISO"], Icons.Eject, MachineDialog.Eject, Manage, machine => machine.Actions.Eject)
        {
            Tool = 2, Run = new((use, machine, caller) => use.Eject.SubmitAsync(new EjectImage.Input(machine), caller, default), machine => machine.Actions.Eject),
        },
        new("export", L => L["Export"], Icons.Download, MachineDialog.Export, Manage, machine => machine.Actions.Export) { Tool = 3 },
        new("move", L => L["Move"], Icons.Move, MachineDialog.Move, Manage, machine => machine.Actions.Move) { Tool = 3 },
        new("rename", L => L["Rename"], Icons.Pencil, MachineDialog.Rename, Manage, _ => null) { Tool = 3 },
        new("tags", L => L["Tags"], Icons.Tag, MachineDialog.Tags, Permission.TagWrite, _ => null) { Tool = 3, ShownWith = Manage },
        new("snapshot", L => L["Take a snapshot"], Icons.Snapshot, MachineDialog.TakeSnapshot, Manage, machine => machine.Actions.Snapshot),
        new("vcpu", L => L["Change vCPU"], Icons.Processor, MachineDialog.Processors, Manage, machine => machine.Actions.ChangeCold),
        new("memory", L => L["Change memory"], Icons.Processor, MachineDialog.Memory, Manage, machine => machine.Actions.ChangeCold),
        new("high-availability", L => L["Set high availability"], Icons.HighAvailability, MachineDialog.HighAvailability, Manage, _ => null),
        new("boot", L => L["Change boot settings"], Icons.Wrench, MachineDialog.Boot, Manage, _ => null),
        new("add-disk", L => L["Add a disk"], Icons.Disk, MachineDialog.AddDisk, Manage, AddsDisk),
        new("attach-disk", L => L["Attach a disk"], Icons.Disk, MachineDialog.AttachDisk, Manage, AddsDisk),
        new("add-adapter", L => L["Add a network adapter"], Icons.Network, MachineDialog.AddAdapter, Manage, machine => machine.Actions.ChangeAdapters ?? AdapterLimits.CheckCount(machine.Adapters.Count + 1).First),
        new("assign-policy", L => L["Assign a backup policy"], Icons.Backup, MachineDialog.AssignPolicy, Permission.BackupWrite, _ => null),
        new("failover", L => L["Fail over"], Icons.Replication, MachineDialog.FailOver, Permission.ReplicationRecover, machine => machine.Actions.FailOver),
        new("test-failover", L => L["Test the failover"], Icons.Replication, MachineDialog.TestFailover, Permission.ReplicationRecover, machine => machine.Actions.TestFailover),
        new("failback", L => L["Fail back"], Icons.Replication, MachineDialog.FailBack, Permission.ReplicationRecover, machine => machine.Actions.FailBack),
        new("delete", L => L["Delete"], Icons.Trash, MachineDialog.Delete, Manage, machine => machine.Actions.Delete) { Tool = 4, Destructive = true },
    ];

    public static MachineAction? Named(string? key) => All.FirstOrDefault(action => action.Key == key);

    static Domain.Common.Problem? AddsDisk(VirtualMachineDetail machine) =>
        machine.Actions.PlugDisks ?? DiskLimits.CheckDevices(machine.Disks.Count + 1, machine.ConfigDrive != Domain.Compute.ConfigDrive.None).First;
}
