using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>A disk with what the rules ask about: the machine that has it, how many snapshots hold it, and the disk the machine runs from.</summary>
sealed record DiskCase(VirtualDisk Disk, VirtualMachine? Machine, int Snapshots, Id<VirtualDisk>? Boots = null)
{
    /// <summary>What a disk is called in sentences.</summary>
    public const string Noun = "disk";

    /// <summary>What an activity is about: the machine, so that nothing else is done to it meanwhile; a disk that no machine has stands for itself.</summary>
    public ActivityTarget Target => Machine is null ? new ActivityTarget(Noun, Disk.Id.Value, Disk.Name) : MachineTarget.Of(Machine);

    /// <summary>The machine as the disk must know it.</summary>
    public DiskUser? User => Machine?.AsDiskUser(Boots);

    /// <summary>Reads a disk of the caller's tenant; null when there is none such.</summary>
    public static async Task<DiskCase?> FindAsync(ConsoleDbContext database, Id<VirtualDisk> id, Caller caller, CancellationToken stop)
    {
        var disk = await database.FindVisibleAsync(id, caller, stop);
        if (disk is null) return null;
        var machine = disk.MachineId is { } owner ? await database.VirtualMachines.SingleAsync(row => row.Id == owner, stop) : null;
        var boots = machine is null ? null : await database.VirtualDisks.Where(row => row.MachineId == machine.Id && row.IsBootable && row.IsConnected)
            .OrderBy(row => row.Position).Select(row => (Id<VirtualDisk>?)row.Id).FirstOrDefaultAsync(stop);
        return new DiskCase(disk, machine, await database.SnapshotDisks.CountAsync(held => held.DiskId == id, stop), boots);
    }

    /// <summary>Begins something with it, and keeps its machine busy until that has ended.</summary>
    public void Begin(DiskAction action)
    {
        Disk.Begin(action);
        Machine?.BeginDiskChange();
    }

    /// <summary>What was begun with a disk has ended, and its machine is free again.</summary>
    public static async Task<VirtualDisk> SettleAsync(ConsoleDbContext database, Id<VirtualDisk> id, CancellationToken stop)
    {
        var disk = await database.VirtualDisks.SingleAsync(row => row.Id == id, stop);
        disk.Settle();
        if (disk.MachineId is { } owner) (await database.VirtualMachines.SingleAsync(row => row.Id == owner, stop)).End(PendingAction.ChangingDisks);
        return disk;
    }
}
