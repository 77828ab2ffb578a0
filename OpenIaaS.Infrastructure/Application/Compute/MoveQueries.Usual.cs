using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <content>What is chosen in another pool where nobody chose yet.</content>
public sealed partial class MoveQueries
{
    static DiskQueries.Place Of(StorageRepository storage, RelocationFacts.Place target) => new(
        storage.Id, $"{target.ZoneName} / {target.Pool.Name}", storage.Name, storage.ClassName, storage.Capacity, storage.Used, storage.IsConnected, target.ReplicaTargets.Contains(storage.Id));

    static async Task<Relocation> UsualAsync(ConsoleDbContext database, RelocationCase found, List<VirtualNetwork> networks, List<BackupPolicy> policies, CancellationToken stop)
    {
        var (machine, target) = (found.Facts.Machine, found.Facts.Target!);
        var present = await database.VirtualNetworks.Where(network => network.PoolId == machine.PoolId).ToDictionaryAsync(network => network.Id, stop);
        var names = await database.BackupAssignments.Where(row => row.MachineId == machine.Id).Join(database.BackupPolicies, row => row.PolicyId, policy => policy.Id, (_, policy) => policy.Name).ToListAsync(stop);
        var classes = await database.StorageRepositories.Where(storage => storage.PoolId == machine.PoolId).ToDictionaryAsync(storage => storage.Id, storage => storage.ClassName, stop);
        var host = machine.Power == PowerState.Running ? Placement.Choose(machine.Memory, target.Hosts) : default;
        return new Relocation(
            target.Pool.Id, machine.Power == PowerState.Running && host.Ok ? host.Value : null, [.. Places(found, target, classes)],
            [.. found.Adapters.Select(adapter => new Relocation.Adapter(adapter.Id, present.TryGetValue(adapter.NetworkId, out var network) ? NetworkMatch.Find(network, networks)?.Id : null))],
            found.Facts.LeavesZone ? [.. policies.Where(policy => names.Contains(policy.Name)).Select(policy => policy.Id)] : []);
    }

    /// <summary>Each disk where recovery points are not kept, on storage of the class it lies on now if there is room, and there where most is left.</summary>
    static IEnumerable<Relocation.Disk> Places(RelocationCase found, RelocationFacts.Place target, Dictionary<Id<StorageRepository>, string> classes)
    {
        var there = found.Storages.ToDictionary(storage => storage.Id, storage => storage.ClassName);
        Dictionary<Id<StorageRepository>, ByteSize> taken = [];
        foreach (var disk in found.Disks)
        {
            var best = target.Storages
                .Where(room => DiskPlace.Check(disk.Name, room.Storage, target.Storages, target.Pool.HeartbeatStorageId).Ok && disk.Capacity + taken.GetValueOrDefault(room.Storage) <= room.Free)
                .OrderBy(room => target.ReplicaTargets.Contains(room.Storage)).ThenByDescending(room => there[room.Storage] == classes.GetValueOrDefault(disk.StorageRepositoryId)).ThenByDescending(room => room.Free.Bytes).FirstOrDefault();
            if (best is not null) taken[best.Storage] = taken.GetValueOrDefault(best.Storage) + disk.Capacity;
            yield return new Relocation.Disk(disk.Id, best?.Storage);
        }
    }
}
