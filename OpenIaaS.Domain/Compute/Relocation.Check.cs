using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <content>Whether a machine can be moved so. The dialog asks it while it is filled in, and the use case once more.</content>
public sealed partial record Relocation
{
    /// <summary>Every reason why the machine cannot be moved so, each with its input.</summary>
    /// <param name="facts">What is known of the machine and of the place.</param>
    /// <returns>
    /// What <see cref="VirtualMachine.CanRelocate"/> returns, <c>relocation.*</c>, <c>placement.*</c>, <c>host.other-pool</c>, <c>memory.no-host</c>, <c>storage.*</c>,
    /// <c>network.not-in-pool</c> and <c>backup.other-zone</c>.
    /// </returns>
    public Result Check(RelocationFacts facts) => facts.Machine.CanMove() is { Ok: false } cannot ? cannot : Result.From(
    [
        .. facts.Machine.CanRelocate(facts.Snapshots, facts.ImageInDrive).Problems,
        .. CheckPool(facts.Machine, facts.Target?.Pool).Problems,
        .. facts.Target is { } target && target.Pool.Id != facts.Machine.PoolId
            ? [.. CheckZone(facts, target), .. CheckHost(facts.Machine, target).Problems, .. CheckDisks(facts, target), .. CheckAdapters(facts, target), .. CheckBackup(facts, target)]
            : Array.Empty<Problem>(),
    ]);

    /// <summary>What is worth knowing before the machine is moved so.</summary>
    /// <returns>
    /// <c>relocation.unencrypted</c> between zones (Concepts, Storage Block Security and Encryption), <c>relocation.high-availability-off</c> and
    /// <c>relocation.replica-target</c> (Console specification 2.4).
    /// </returns>
    public IReadOnlyList<Notice> Advice(RelocationFacts facts)
    {
        if (facts.Target is not { } target) return [];
        List<Notice> found = [];
        if (facts.LeavesZone)
            found.Add(Notice.Of("relocation.unencrypted", $"Between zones data is not encrypted on its way, only where it lies; what is copied goes through the dedicated channel to {target.ZoneName}."));
        if (!target.Pool.HighAvailabilityEnabled && facts.Machine.HighAvailability != HighAvailabilityPriority.Disabled)
            found.Add(Notice.Of("relocation.high-availability-off", $"High availability is off in {target.Pool.Name}: there {facts.Machine.Name} is not restarted when its host fails."));
        found.AddRange(target.Storages.Where(storage => target.ReplicaTargets.Contains(storage.Storage) && Disks.Any(disk => disk.Storage == storage.Storage)).Select(storage => ReplicaTarget(storage.Name)));
        return found;
    }

    /// <summary>The warning that disks will share their block storage with recovery points (Console specification 2.4).</summary>
    /// <returns><c>relocation.replica-target</c>.</returns>
    public static Notice ReplicaTarget(string storage) =>
        Notice.Of("relocation.replica-target", $"Replication policies keep their recovery points on {storage}: what they take there grows, and is then no longer free for disks.");

    /// <summary>Whether the pool is another one than its own; whether it fits there are other questions.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="pool">The pool that was chosen, or null.</param>
    /// <returns><c>relocation.pool</c> or <c>relocation.same-pool</c>.</returns>
    static Result CheckPool(VirtualMachine machine, Pool? pool)
    {
        if (pool is null) return Problem.Invalid("relocation.pool", $"Choose the pool {machine.Name} is moved to.", nameof(Pool));
        return pool.Id == machine.PoolId
            ? Problem.Invalid("relocation.same-pool", $"{machine.Name} is in {pool.Name} already; within a pool it is moved to another host or to other storage.", nameof(Pool))
            : Result.Success;
    }

    /// <summary>Whether a machine can go to the zone of a pool; everything else about the pool are other questions.</summary>
    /// <returns>
    /// <c>relocation.no-link</c>, <c>relocation.replica-zone</c> (Concepts, Virtual Machine Replication: a replica lies in another zone than its source) or
    /// <c>relocation.replica-no-link</c>.
    /// </returns>
    public static IEnumerable<Problem> CheckZone(RelocationFacts facts, RelocationFacts.Place target)
    {
        if (!target.IsLinked)
            yield return Problem.Conflict("relocation.no-link", $"No link joins the zone of {facts.Machine.Name} with {target.ZoneName}; its disks cannot be copied there.", nameof(Pool));
        if (facts.Replica is not { } replica || !facts.LeavesZone) yield break;
        if (replica.Zone == target.Pool.ZoneId)
            yield return Problem.Conflict("relocation.replica-zone", $"{facts.Machine.Name} is replicated to {replica.ZoneName} by the policy {replica.Policy}, and a replica must lie in another zone than its machine; end its replication first, or choose another zone.", nameof(Pool));
        else if (!replica.IsLinked)
            yield return Problem.Conflict("relocation.replica-no-link", $"{facts.Machine.Name} is replicated to {replica.ZoneName} by the policy {replica.Policy}, and no link joins {target.ZoneName} with that zone; end its replication first, or choose another zone.", nameof(Pool));
    }

    Result CheckHost(VirtualMachine machine, RelocationFacts.Place target)
    {
        if (machine.Power != PowerState.Running && Host is not null)
            return Problem.Invalid("relocation.no-host", $"{machine.Name} is powered off and runs on no host; choose one when it is powered on.", nameof(Host));
        if (machine.Power != PowerState.Running)
            return VirtualMachineLimits.CheckFits(machine.Memory, target.LargestHost) is { Ok: false } large ? large.Problems[0].On(nameof(Pool)) : Result.Success;
        if (Host is null) return Problem.Invalid("relocation.host", $"Choose the host {machine.Name} goes on running on.", nameof(Host));
        return target.Hosts.FirstOrDefault(host => host.Host == Host) is { } room
            ? Placement.Check(machine.Memory, room)
            : Problem.Invalid("relocation.host", $"Choose the host {machine.Name} goes on running on.", nameof(Host));
    }

    IEnumerable<Problem> CheckDisks(RelocationFacts facts, RelocationFacts.Place target)
    {
        var placed = facts.Disks.Select(disk => (disk.Name, disk.Capacity, Storage: StorageOf(disk.Id), Field: Field(disk.Id))).ToList();
        return
        [
            .. placed.SelectMany(disk => DiskPlace.Check(disk.Name, disk.Storage, target.Storages, target.Pool.HeartbeatStorageId, disk.Field).Problems),
            .. DiskPlace.CheckRoom(placed.Select(disk => (disk.Storage, disk.Capacity, disk.Field)), target.Storages),
        ];
    }

    IEnumerable<Problem> CheckAdapters(RelocationFacts facts, RelocationFacts.Place target) =>
        from adapter in facts.Adapters
        where NetworkOf(adapter.Id) is not { } network || !target.Networks.Contains(network)
        select Problem.Invalid("network.not-in-pool", $"Choose a network of the pool for adapter {adapter.Position + 1}.", Field(adapter.Id));

    IEnumerable<Problem> CheckBackup(RelocationFacts facts, RelocationFacts.Place target)
    {
        if (!facts.LeavesZone) yield break;
        if (BackupPolicies.Any(policy => !target.BackupPolicies.Contains(policy)))
            yield return Problem.Invalid("backup.other-zone", $"Choose a backup policy of the machine's own zone.", nameof(BackupPolicies));
        // As with its last policy, which is not taken off a machine that runs.
        if (BackupPolicies.Count == 0 && facts.Machine.Power != PowerState.Halted)
            yield return Problem.Conflict("relocation.backup-policy", $"{facts.Machine.Name} is powered on and needs at least one backup policy of {target.ZoneName}; those of its present zone do not reach there.", nameof(BackupPolicies));
    }
}
