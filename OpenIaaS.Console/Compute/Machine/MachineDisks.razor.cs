using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>What can be done with one disk from its row.</summary>
public sealed partial class MachineDisks
{
    IReadOnlyList<MenuAction> ActionsOf(MachineDisk disk) =>
        [.. MayChange ? Changes(disk)[..^1] : [], .. MayBackUp ? [Backup(disk)] : Array.Empty<MenuAction>(), Terraform(disk), .. MayChange ? Changes(disk)[^1..] : []];

    MenuAction Backup(MachineDisk disk) => new(disk.LeftOut ? L["Include in backups"] : L["Exclude from backup"], Icons.Backup, Open(MachineDialog.BackupDisk, disk));

    MenuAction Terraform(MachineDisk disk) => new(L["Show Terraform"], Icons.Hcl, Open(MachineDialog.Terraform, disk));

    List<MenuAction> Changes(MachineDisk disk) =>
    [
        new(L["Rename"], Icons.Pencil, Open(MachineDialog.RenameDisk, disk)),
        new(disk.Plugged ? L["Disconnect"] : L["Connect"], Icons.Bolt, Open(MachineDialog.PlugDisk, disk), Say(disk.Actions.Plug)),
        new(L["Move to other storage"], Icons.Move, Open(MachineDialog.MoveDisk, disk), Say(disk.Actions.Move)),
        new(L["Detach"], Icons.Eject, Open(MachineDialog.DetachDisk, disk), Say(disk.Actions.Detach)),
        new(L["Delete"], Icons.Trash, Open(MachineDialog.DeleteDisk, disk), Say(disk.Actions.Delete), Destructive: true),
    ];

    Func<Task> Open(MachineDialog dialog, MachineDisk disk) => () => Show.InvokeAsync(new(dialog, Disk: disk.Id));
}
