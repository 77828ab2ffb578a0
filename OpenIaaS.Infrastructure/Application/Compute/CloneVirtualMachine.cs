using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>
/// Makes a full copy of a virtual machine that is powered off: disks, settings and tags, and its backup policies when asked to. Adapters stand on the same
/// networks with MAC addresses of their own. Snapshots and replication are not copied.
/// </summary>
public sealed partial class CloneVirtualMachine(
    Submission submission, IDbContextFactory<ConsoleDbContext> databases, IHypervisor hypervisor, IdSource ids, TimeProvider clock) : IOperation<CloneVirtualMachine.Input>
{
    /// <summary>What is asked for.</summary>
    /// <param name="Storage">Block storage of the pool for all disks, or null for each beside the one it is a copy of.</param>
    /// <param name="CopyPolicies">Whether the copy gets the backup policies; without one it cannot be powered on.</param>
    public sealed record Order(Id<VirtualMachine> VirtualMachine, string Name, Id<StorageRepository>? Storage = null, bool CopyPolicies = true);

    /// <param name="Copy">The identity the copy has from the moment it was asked for.</param>
    /// <param name="Disks">The identities of its disks, in the order of those they are copies of.</param>
    /// <param name="Adapters">The identities of its adapters, in the same way.</param>
    public sealed record Input(Order Order, Id<VirtualMachine> Copy, IReadOnlyList<Id<VirtualDisk>> Disks, IReadOnlyList<Id<NetworkAdapter>> Adapters);

    public string ActivityType => ActivityTypes.VirtualMachineClone;

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var sources = await DisksOf(database, input.Order.VirtualMachine).Select(disk => disk.Id).ToListAsync(stop);
        var copies = await database.VirtualDisks.Where(disk => disk.MachineId == input.Copy).ToDictionaryAsync(disk => disk.Id, disk => disk.StorageRepositoryId, stop);
        var order = new CloneOrder(input.Copy, input.Order.Name, [.. sources.Zip(input.Disks, (source, copy) => new CloneOrder.Disk(source, copy, copies[copy]))]);
        var task = await hypervisor.CloneAsync(progress.Key("clone"), input.Order.VirtualMachine, order, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        (await database.VirtualMachines.SingleAsync(row => row.Id == input.Copy, stop)).ObserveHalted();
        await ReleaseAsync(input, database, stop);
    }

    /// <summary>A copy the hardware has stays, whatever failed after it was made; otherwise nothing of it is left.</summary>
    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var clone = await database.VirtualMachines.SingleAsync(row => row.Id == input.Copy, stop);
        if (await hypervisor.ObserveAsync([input.Copy], stop) is [_]) clone.ObserveHalted();
        else await RemoveAsync(clone, database, stop);
        await ReleaseAsync(input, database, stop);
    }

    static async Task ReleaseAsync(Input input, ConsoleDbContext database, CancellationToken stop) =>
        (await database.VirtualMachines.SingleAsync(row => row.Id == input.Order.VirtualMachine, stop)).End(PendingAction.Cloning);

    static async Task RemoveAsync(VirtualMachine clone, ConsoleDbContext database, CancellationToken stop)
    {
        var disks = await DisksOf(database, clone.Id).ToListAsync(stop);
        var storages = await StorageRows.UnderAsync(database, disks.Select(disk => disk.StorageRepositoryId), stop);
        foreach (var disk in disks) storages[disk.StorageRepositoryId].Release(disk.Capacity);
        database.RemoveRange(disks);
        database.RemoveRange(await database.NetworkAdapters.Where(adapter => adapter.MachineId == clone.Id).ToListAsync(stop));
        database.RemoveRange(await database.BackupAssignments.Where(assignment => assignment.MachineId == clone.Id).ToListAsync(stop));
        database.Remove(clone);
    }

    static IOrderedQueryable<VirtualDisk> DisksOf(ConsoleDbContext database, Id<VirtualMachine> machine) =>
        database.VirtualDisks.Where(disk => disk.MachineId == machine).OrderBy(disk => disk.Position);
}
