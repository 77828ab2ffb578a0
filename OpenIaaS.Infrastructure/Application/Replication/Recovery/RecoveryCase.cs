using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>Which network of the target pool an adapter goes to.</summary>
public sealed record NetworkChoice(Id<NetworkAdapter> Adapter, Id<VirtualNetwork> Network);

/// <summary>A replica with all that starting its copy takes; dialog and use case read it here.</summary>
/// <param name="Points">All points, newest first.</param>
/// <param name="Point">The one that is started from; null when there is none, or not the one asked for.</param>
/// <param name="Networks">The networks of the target pool an adapter may be on.</param>
/// <param name="Adapters">Each with the network it is on, and the one it would be on; null when none there is the same.</param>
/// <param name="BackupPolicies">Those the copy gets.</param>
sealed record RecoveryCase(
    FailoverFacts Facts, ReplicationPolicy Policy, StorageRepository Storage, Pool Pool, IReadOnlyList<VirtualDisk> Disks, IReadOnlyList<RecoveryPoint> Points, RecoveryPoint? Point,
    IReadOnlyList<VirtualNetwork> Networks, IReadOnlyList<RecoveryCase.Place> Adapters, IReadOnlyList<BackupPolicy> BackupPolicies)
{
    public sealed record Place(NetworkAdapter Adapter, VirtualNetwork Present, VirtualNetwork? Network);

    public VirtualMachine Machine => Facts.Machine;

    public Replica Replica => Facts.Replica;

    /// <param name="database">The tables; what is read is tracked where the context does so.</param>
    /// <param name="replica">The replica.</param>
    /// <param name="kind">Why its copy is started.</param>
    /// <param name="point">The point asked for; the newest when null.</param>
    /// <param name="chosen">The networks asked for.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<RecoveryCase> LoadAsync(
        ConsoleDbContext database, Replica replica, FailoverKind kind, Id<RecoveryPoint>? point, IReadOnlyCollection<NetworkChoice> chosen, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == replica.MachineId, stop);
        var policy = await database.ReplicationPolicies.SingleAsync(row => row.Id == replica.PolicyId, stop);
        var storage = await database.StorageRepositories.SingleAsync(row => row.Id == policy.TargetStorageId, stop);
        var pool = await database.Pools.SingleAsync(row => row.Id == storage.PoolId, stop);
        var disks = await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).OrderBy(disk => disk.Position).ToListAsync(stop);
        var points = await database.RecoveryPoints.Where(row => row.ReplicaId == replica.Id).OrderByDescending(row => row.CapturedAt).ToListAsync(stop);
        var networks = await database.VirtualNetworks.Where(row => row.PoolId == pool.Id && row.TenantId == machine.TenantId && !row.IsClosed).OrderBy(row => row.Name).ToListAsync(stop);
        var adapters = await PlacesAsync(database, machine, networks, chosen, kind, stop);
        var used = point is { } asked ? points.Find(row => row.Id == asked) : points is [var newest, ..] ? newest : null;
        var trying = await database.Failovers.AnyAsync(row => row.ReplicaId == replica.Id && row.Kind == FailoverKind.Test && row.EndedAt == null, stop);
        var facts = new FailoverFacts(
            kind, machine, replica, used is not null || kind == FailoverKind.Planned, trying && kind == FailoverKind.Test, pool.Name, await PoolFacts.RoomAsync(database, pool.Id, stop), StorageRoom.Of(storage),
            disks.Aggregate(ByteSize.Zero, (sum, disk) => sum + disk.Capacity), [.. adapters.Where(place => place.Network is null).Select(place => place.Adapter.Position)], null);
        return new RecoveryCase(
            facts, policy, storage, pool, disks, points, used, networks, adapters, kind == FailoverKind.Test ? [] : await BackupAsync(database, machine, pool, stop));
    }

    /// <summary>The network asked for, else the one that carries the same traffic. One that is only tried never reaches its network: any will do.</summary>
    static async Task<List<Place>> PlacesAsync(
        ConsoleDbContext database, VirtualMachine machine, List<VirtualNetwork> networks, IReadOnlyCollection<NetworkChoice> chosen, FailoverKind kind, CancellationToken stop)
    {
        var adapters = await database.NetworkAdapters.Where(row => row.MachineId == machine.Id).OrderBy(row => row.Position)
            .Join(database.VirtualNetworks, adapter => adapter.NetworkId, network => network.Id, (adapter, network) => new { adapter, network }).ToListAsync(stop);
        var places = adapters.OrderBy(row => row.adapter.Position).Select(row => new Place(
            row.adapter, row.network,
            (chosen.FirstOrDefault(choice => choice.Adapter == row.adapter.Id) is { } choice ? networks.Find(network => network.Id == choice.Network) : null)
                ?? NetworkMatch.Find(row.network, networks) ?? (kind == FailoverKind.Test ? networks.FirstOrDefault() : null)));
        return [.. kind == FailoverKind.Test ? places.Where(place => place.Network is not null) : places];
    }

    /// <summary>
    /// Backup policies belong to zones: those of the same names there, else the one that backs nothing up, else any. Where there is none at all the copy starts
    /// without, for whoever recovers from a disaster cannot wait for one.
    /// </summary>
    static async Task<List<BackupPolicy>> BackupAsync(ConsoleDbContext database, VirtualMachine machine, Pool pool, CancellationToken stop)
    {
        var names = await database.BackupAssignments.Where(row => row.MachineId == machine.Id).Join(database.BackupPolicies, row => row.PolicyId, policy => policy.Id, (_, policy) => policy.Name).ToListAsync(stop);
        var there = await database.BackupPolicies.Where(row => row.ZoneId == pool.ZoneId && row.TenantId == machine.TenantId).OrderBy(row => row.Name).ToListAsync(stop);
        var same = there.FindAll(policy => names.Contains(policy.Name));
        return same.Count > 0 ? same : [.. there.OrderBy(policy => policy.Protects).Take(1)];
    }
}
