using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>One virtual machine with all that belongs to it, and what its dialogs offer.</summary>
public sealed class VirtualMachineDetailQueries(IDbContextFactory<ConsoleDbContext> databases, IHypervisor hypervisor, TimeProvider clock)
{
    /// <summary>How many of its newest activities a machine shows.</summary>
    const int NewestActivities = 50;

    public async Task<Result<VirtualMachineDetail>> FindAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.VisibleTo<VirtualMachine>(caller).AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop);
        if (machine is null) return Problem.NotFound(MachineTarget.Noun, id);

        var policies = await PoliciesAsync(database, machine, stop);
        var replica = await ReplicaAsync(database, machine, stop);
        var stall = await MachineTarget.StallAsync(hypervisor, machine, stop);
        var inDrive = await database.VisibleTo<DiskImage>(caller).Where(image => image.Id == machine.MountedImageId).Select(image => image.Name).SingleOrDefaultAsync(stop);
        int? progress = machine.Pending == PendingAction.None ? null : (await MachineProgress.OfAsync(database, machine.TenantId, [(id, machine.Pending)], stop)).GetValueOrDefault(id);
        return new VirtualMachineDetail(
            machine.Id, machine.Version, machine.Name, machine.Power, machine.Pending, progress, await PlaceAsync(database, machine, stop),
            machine.VirtualCpus, machine.CoresPerSocket, machine.Memory, await database.LargestHostAsync(machine.PoolId, stop), machine.HighAvailability, machine.StartOrder,
            machine.GuestSystem, machine.GuestHostName, machine.Tools, machine.AutoPowerOn, machine.Firmware, machine.SecureBoot, machine.BootOrder,
            inDrive,
            machine.CreatedAt, machine.Tags, await DisksAsync(database, machine, stop), machine.ConfigDrive, await MachineAdapters.OfAsync(database, machine, stop),
            policies, replica, await database.MachineBackups.CountAsync(backup => backup.MachineId == id, stop), await database.Snapshots.CountAsync(snapshot => snapshot.MachineId == id, stop), stall,
            await MachineRecovery.WithAsync(Actions(machine, stall, policies.Count, replica?.Policy, inDrive), database, machine, stop) with
            {
                Snapshot = await SnapshotRefusedAsync(database, machine, stop),
                Export = machine.CanClone().First,
                SharedMac = machine.CheckMacAddresses([.. (await SharedMacs.OfAsync(database, [id], stop))[id]], bypass: false).First,
            })
        {
            BlocksHighAvailability = await BlocksPoolAsync(database, machine, stop),
        };
    }

    static async Task<Notice?> BlocksPoolAsync(ConsoleDbContext database, VirtualMachine machine, CancellationToken stop)
    {
        if (machine.MountedImageId is not { } mounted) return null;
        var found = await database.DiskImages.Where(image => image.Id == mounted)
            .Join(database.StorageRepositories, image => image.StorageRepositoryId, storage => storage.Id, (image, storage) => new { image, storage }).AsNoTracking().SingleOrDefaultAsync(stop);
        return found is null ? null : machine.BlocksPool(found.image, found.storage);
    }

    /// <summary>The hosts of its pool, for the choice when it is powered on.</summary>
    public async Task<Result<List<HostChoice>>> HostsAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var pool = await database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.Id == id).Select(machine => (Id<Pool>?)machine.PoolId).SingleOrDefaultAsync(stop);
        if (pool is null) return Problem.NotFound(MachineTarget.Noun, id);
        var hosts = await database.Hosts.AsNoTracking().Where(host => host.PoolId == pool).OrderBy(host => host.Name).ToListAsync(stop);
        var sizes = await database.VirtualMachines.Where(machine => machine.PoolId == pool && machine.HostId != null)
            .Select(machine => new { machine.HostId, machine.Memory }).ToListAsync(stop);
        var taken = sizes.ToLookup(machine => machine.HostId!.Value, machine => machine.Memory.Bytes);
        return hosts.Select(host => new HostChoice(host.Id, host.Name, host.Status, host.MemoryForMachines - new ByteSize(taken[host.Id].Sum()))).ToList();
    }

    /// <summary>The backup policies of its zone that it does not have yet.</summary>
    public async Task<Result<List<PolicyChoice>>> AssignablePoliciesAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.BackupRead)) return Problem.Forbidden(Permission.BackupRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var zone = await database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.Id == id)
            .Join(database.Pools, machine => machine.PoolId, pool => pool.Id, (_, pool) => (Id<AvailabilityZone>?)pool.ZoneId).SingleOrDefaultAsync(stop);
        if (zone is null) return Problem.NotFound(MachineTarget.Noun, id);
        var policies = await database.VisibleTo<BackupPolicy>(caller).AsNoTracking()
            .Where(policy => policy.ZoneId == zone && !database.BackupAssignments.Any(assignment => assignment.MachineId == id && assignment.PolicyId == policy.Id))
            .OrderBy(policy => policy.Name).ToListAsync(stop);
        return policies.Select(policy => new PolicyChoice(policy.Id, policy.Name, policy.Schedule, policy.Retention)).ToList();
    }

    /// <summary>Its newest activities, newest first; they outlive the machine.</summary>
    public async Task<Result<List<MachineActivity>>> ActivitiesAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ActivityRead)) return Problem.Forbidden(Permission.ActivityRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.VisibleTo<Activity>(caller).Where(activity => activity.TargetId == id.Value)
            .OrderByDescending(activity => activity.Sequence).Take(NewestActivities)
            .Select(activity => new MachineActivity(
                activity.Id, activity.Type, activity.State, activity.Progress, activity.Actor, activity.Reason, activity.CreatedAt, activity.EndedAt, activity.Remark, activity.Outcome))
            .ToListAsync(stop);
    }

    /// <summary>How a request the caller made stands; null when there is none such.</summary>
    public async Task<MachineActivity?> FollowAsync(Id<Activity> id, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.VisibleTo<Activity>(caller).Where(activity => activity.Id == id && activity.ActorId == caller.UserId)
            .Select(activity => new MachineActivity(
                activity.Id, activity.Type, activity.State, activity.Progress, activity.Actor, activity.Reason, activity.CreatedAt, activity.EndedAt, activity.Remark, activity.Outcome))
            .SingleOrDefaultAsync(stop);
    }

    static MachineActions Actions(VirtualMachine machine, DiskStall? stall, int policies, string? replicationPolicy, string? inDrive) => new(
        machine.CanStart(policies).First, machine.CanStop(false, stall).First, machine.CanStop(true, stall).First, machine.CanRestart(true, stall).First, machine.CanMigrate(null).First,
        machine.CanDelete().First ?? machine.CanDeleteReplicated(replicationPolicy).First,
        machine.CanChangeCold().First, machine.CanChangeFirmware().First, machine.CanAutoPowerOn(policies).First, machine.CanChangeDisks(plugs: true).First, machine.CanChangeAdapters().First,
        machine.CanMount(inDrive).First, machine.CanEject().First, machine.CanMove().First);

    static async Task<Problem?> SnapshotRefusedAsync(ConsoleDbContext database, VirtualMachine machine, CancellationToken stop)
    {
        var chain = await database.SnapshotDisks.Where(disk => disk.MachineId == machine.Id).Select(disk => disk.SnapshotId).Distinct().CountAsync(stop);
        return machine.CanSnapshot(includesMemory: false, chain, await database.VirtualDisks.CountAsync(disk => disk.MachineId == machine.Id, stop)).First;
    }

    static Task<MachinePlace> PlaceAsync(ConsoleDbContext database, VirtualMachine machine, CancellationToken stop) =>
        database.Pools.Where(pool => pool.Id == machine.PoolId)
            .Join(database.AvailabilityZones, pool => pool.ZoneId, zone => zone.Id, (pool, zone) => new MachinePlace(
                zone.Name, pool.Id, pool.Name, pool.HighAvailabilityEnabled, machine.HostId,
                database.Hosts.Where(host => host.Id == machine.HostId).Select(host => host.Name).FirstOrDefault()))
            .SingleAsync(stop);

    static async Task<List<MachineDisk>> DisksAsync(ConsoleDbContext database, VirtualMachine machine, CancellationToken stop)
    {
        var found = await database.VirtualDisks.AsNoTracking().Where(disk => disk.MachineId == machine.Id).OrderBy(disk => disk.Position)
            .Join(database.StorageRepositories, disk => disk.StorageRepositoryId, storage => storage.Id, (disk, storage) => new
            {
                Disk = disk, Storage = storage.Name, Class = storage.ClassName, storage.IsConnected, Snapshots = database.SnapshotDisks.Count(held => held.DiskId == disk.Id),
            }).ToListAsync(stop);
        var user = machine.AsDiskUser(found.FirstOrDefault(row => row.Disk is { IsBootable: true, IsConnected: true })?.Disk.Id);
        var boots = found.FirstOrDefault(row => row.Disk.IsBootable)?.Disk;
        return found.ConvertAll(row => new MachineDisk(
            row.Disk.Id, row.Disk.Name, row.Disk.Capacity, row.Disk.Position, row.Disk.StorageRepositoryId, row.Storage, row.Class, row.IsConnected, row.Disk.ExcludedFromBackup,
            row.Disk == boots, row.Disk.IsReadOnly, row.Disk.IsConnected, row.Disk.Pending, new DiskActions(
                (row.Disk.IsConnected ? row.Disk.CanDisconnect(user) : row.Disk.CanConnect(user)).First, row.Disk.CanMove(user, row.Snapshots).First,
                row.Disk.CanDetach(user, row.Snapshots).First, row.Disk.CanDelete(user, row.Snapshots).First)));
    }

    static async Task<List<MachinePolicy>> PoliciesAsync(ConsoleDbContext database, VirtualMachine machine, CancellationToken stop)
    {
        var policies = await database.BackupAssignments.Where(assignment => assignment.MachineId == machine.Id)
            .Join(database.BackupPolicies, assignment => assignment.PolicyId, policy => policy.Id, (_, policy) => policy).AsNoTracking()
            .OrderBy(policy => policy.Name).ToListAsync(stop);
        return [.. policies.Select(policy => new MachinePolicy(policy.Id, policy.Name, policy.Schedule, policy.Retention, policy.CanRemoveFrom(machine, policies.Count).First))];
    }

    async Task<MachineReplica?> ReplicaAsync(ConsoleDbContext database, VirtualMachine machine, CancellationToken stop)
    {
        var found = await database.Replicas.AsNoTracking().Where(replica => replica.MachineId == machine.Id)
            .Join(database.ReplicationPolicies, replica => replica.PolicyId, policy => policy.Id, (replica, policy) => new
            {
                replica, policy,
                Zone = database.StorageRepositories.Where(storage => storage.Id == policy.TargetStorageId)
                    .Join(database.Pools, storage => storage.PoolId, pool => pool.Id, (_, pool) => pool.ZoneId)
                    .Join(database.AvailabilityZones, zoneId => zoneId, zone => zone.Id, (_, zone) => zone.Name).FirstOrDefault(),
            }).SingleOrDefaultAsync(stop);
        return found is null ? null : new MachineReplica(
            found.policy.Name, found.Zone ?? "", found.replica.LastPointAt, found.replica.StatusAt(clock.GetUtcNow()));
    }
}
