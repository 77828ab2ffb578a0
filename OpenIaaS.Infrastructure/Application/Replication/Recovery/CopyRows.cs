using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>The identities a copy will have, chosen once, so that a second attempt writes the same ones.</summary>
public sealed record CopyIdentity(Id<VirtualMachine> Machine, IReadOnlyList<Id<VirtualDisk>> Disks, IReadOnlyList<Id<NetworkAdapter>> Adapters);

/// <summary>The rows of a copy: they stand, with their space taken, from the moment it is accepted until it is gone.</summary>
static class CopyRows
{
    public const string FailoverSuffix = "-failover";
    public const string TestSuffix = "-test";
    public const string RehearsalSuffix = "-rehearsal";

    public static async Task<CopyIdentity> IdentityAsync(ConsoleDbContext database, IdSource ids, Id<VirtualMachine> source, CancellationToken stop)
    {
        var disks = await database.VirtualDisks.CountAsync(disk => disk.MachineId == source, stop);
        var adapters = await database.NetworkAdapters.CountAsync(adapter => adapter.MachineId == source, stop);
        return new CopyIdentity(ids.Next<VirtualMachine>(), [.. Enumerable.Range(0, disks).Select(_ => ids.Next<VirtualDisk>())], [.. Enumerable.Range(0, adapters).Select(_ => ids.Next<NetworkAdapter>())]);
    }

    /// <param name="database">The tables.</param>
    /// <param name="of">What is copied.</param>
    /// <param name="identity">The identities of the copy.</param>
    /// <param name="suffix">What is put behind its name.</param>
    /// <param name="keepsMacAddresses">Whether its adapters have the MAC addresses of the machine's; one that is only tried never has.</param>
    /// <param name="now">The present, UTC.</param>
    /// <returns>What <see cref="StorageRepository.Reserve"/> returns, or <c>changed-meanwhile</c>.</returns>
    public static Result Add(ConsoleDbContext database, RecoveryCase of, CopyIdentity identity, string suffix, bool keepsMacAddresses, DateTimeOffset now)
    {
        if (identity.Disks.Count != of.Disks.Count || identity.Adapters.Count < of.Adapters.Count) return Problem.Changed(MachineTarget.Noun, of.Machine.Name);
        var reserved = of.Storage.Reserve(of.Facts.Disks);
        if (!reserved.Ok) return reserved;
        var isolated = of.Facts.Kind == FailoverKind.Test;
        database.Add(of.Machine.RecoverAs(identity.Machine, of.Pool.Id, suffix, isolated, now));
        database.AddRange(of.Disks.Zip(identity.Disks, (disk, id) => disk.CopyTo(id, identity.Machine, of.Storage.Id)));
        database.AddRange(of.Adapters.Zip(identity.Adapters, (place, id) => place.Adapter.RecoverAs(id, identity.Machine, place.Network!.Id, keepsMacAddresses && !isolated, isolated)));
        database.AddRange(of.BackupPolicies.Select(policy => new BackupAssignment(of.Machine.TenantId, identity.Machine, policy.Id)));
        return Result.Success;
    }

    /// <summary>Takes away a copy the hypervisor has no more; what stood upon its point no longer does.</summary>
    public static async Task RemoveAsync(ConsoleDbContext database, Id<VirtualMachine> copy, CancellationToken stop)
    {
        if (await database.VirtualMachines.SingleOrDefaultAsync(row => row.Id == copy, stop) is { } machine) await DeleteVirtualMachine.RemoveAsync(machine, database, stop);
    }

    public static async Task UnpinAsync(ConsoleDbContext database, Id<RecoveryPoint>? point, CancellationToken stop) =>
        (await database.RecoveryPoints.SingleOrDefaultAsync(row => row.Id == point, stop))?.Unpin();

    /// <summary>What a hypervisor is asked for: the rows as they stand.</summary>
    public static async Task<RestoreOrder> OrderAsync(ConsoleDbContext database, Id<VirtualMachine> copy, Id<VirtualMachine> source, DateTimeOffset capturedAt, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.AsNoTracking().SingleAsync(row => row.Id == copy, stop);
        var disks = await database.VirtualDisks.AsNoTracking().Where(row => row.MachineId == copy).OrderBy(row => row.Position).ToListAsync(stop);
        var adapters = await database.NetworkAdapters.AsNoTracking().Where(row => row.MachineId == copy).OrderBy(row => row.Position).ToListAsync(stop);
        return new RestoreOrder(
            source, capturedAt, copy, machine.PoolId, machine.Name, machine.VirtualCpus, machine.Memory,
            [.. disks.Select(disk => new RestoreOrder.Disk(disk.Id, disk.StorageRepositoryId, disk.Capacity))], [.. adapters.Select(adapter => adapter.AsOrder())]);
    }
}
