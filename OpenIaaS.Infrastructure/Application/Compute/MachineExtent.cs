using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What some machines have beside their rows, read for all of them at once.</summary>
sealed class MachineExtent
{
    readonly Dictionary<Id<VirtualMachine>, (int CoresPerSocket, int StartOrder, DateTimeOffset CreatedAt, string Image)> own;
    readonly ILookup<Id<VirtualMachine>, (string Mac, string Address)> adapters;
    readonly ILookup<Id<VirtualMachine>, (long Capacity, bool Moves)> disks;
    readonly ILookup<Id<VirtualMachine>, long> held;
    readonly ILookup<Id<VirtualMachine>, string> policies;

    MachineExtent(
        Dictionary<Id<VirtualMachine>, (int CoresPerSocket, int StartOrder, DateTimeOffset CreatedAt, string Image)> own, ILookup<Id<VirtualMachine>, (string Mac, string Address)> adapters,
        ILookup<Id<VirtualMachine>, (long Capacity, bool Moves)> disks, ILookup<Id<VirtualMachine>, long> held, ILookup<Id<VirtualMachine>, string> policies) =>
        (this.own, this.adapters, this.disks, this.held, this.policies) = (own, adapters, disks, held, policies);

    public static async Task<MachineExtent> OfAsync(ConsoleDbContext database, IReadOnlyCollection<Id<VirtualMachine>> ids, Caller caller, CancellationToken stop)
    {
        var own = await database.VisibleTo<VirtualMachine>(caller).Where(machine => ids.Contains(machine.Id)).Select(machine => new
        {
            machine.Id, machine.CoresPerSocket, machine.StartOrder, machine.CreatedAt,
            Image = database.DiskImages.Where(image => image.Id == machine.MountedImageId).Select(image => image.Name).FirstOrDefault(),
        }).ToDictionaryAsync(machine => machine.Id, machine => (machine.CoresPerSocket, machine.StartOrder, machine.CreatedAt, machine.Image ?? ""), stop);
        var adapters = await database.VisibleTo<NetworkAdapter>(caller).Where(adapter => ids.Contains(adapter.MachineId)).OrderBy(adapter => adapter.Position)
            .Select(adapter => new { adapter.MachineId, adapter.MacAddress, adapter.Address }).ToListAsync(stop);
        var disks = await database.VisibleTo<VirtualDisk>(caller).Where(disk => disk.MachineId != null && ids.Contains(disk.MachineId.Value))
            .Select(disk => new { MachineId = disk.MachineId!.Value, disk.Capacity, Moves = disk.MovesToId != null }).ToListAsync(stop);
        var held = await database.VisibleTo<SnapshotDisk>(caller).Where(disk => ids.Contains(disk.MachineId)).Select(disk => new { disk.MachineId, disk.Size }).ToListAsync(stop);
        var policies = await database.VisibleTo<Domain.Backup.BackupAssignment>(caller).Where(assignment => ids.Contains(assignment.MachineId))
            .Join(database.BackupPolicies, assignment => assignment.PolicyId, policy => policy.Id, (assignment, policy) => new { assignment.MachineId, policy.Name })
            .OrderBy(policy => policy.Name).ToListAsync(stop);
        return new MachineExtent(
            own, adapters.ToLookup(adapter => adapter.MachineId, adapter => (adapter.MacAddress, adapter.Address)),
            disks.ToLookup(disk => disk.MachineId, disk => (disk.Capacity.Bytes, disk.Moves)), held.ToLookup(disk => disk.MachineId, disk => disk.Size.Bytes),
            policies.ToLookup(policy => policy.MachineId, policy => policy.Name));
    }

    /// <summary>A row with the rest, or null when its machine was deleted meanwhile.</summary>
    public ExportedMachine? Find(VirtualMachineRow row)
    {
        if (!own.TryGetValue(row.Id, out var machine)) return null;
        var capacity = disks[row.Id].Sum(disk => disk.Capacity);
        return new ExportedMachine(
            row, machine.CoresPerSocket, machine.StartOrder, [.. adapters[row.Id].Select(adapter => adapter.Address).Where(address => address.Length > 0)],
            [.. adapters[row.Id].Select(adapter => adapter.Mac)], [.. policies[row.Id]], disks[row.Id].Count(), new ByteSize(capacity),
            new ByteSize(capacity + disks[row.Id].Where(disk => disk.Moves).Sum(disk => disk.Capacity) + held[row.Id].Sum()), machine.Image, machine.CreatedAt);
    }
}
