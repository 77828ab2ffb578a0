using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What there is to choose from when a machine is made, and what the rule must know of the place as it stands now.</summary>
public sealed class NewMachineQueries(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    /// <summary>Every pool, template and ISO of the tenant.</summary>
    public async Task<Result<NewMachineChoices>> ChoicesAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var pools = await (
            from pool in database.VisibleTo<Pool>(caller)
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name
            select new NewMachineChoices.Pool(
                pool.Id, pool.Name, zone.Name, zone.City, pool.BladeClassName, pool.HighAvailabilityEnabled,
                database.Hosts.Count(host => host.PoolId == pool.Id), database.Hosts.Count(host => host.PoolId == pool.Id && host.Status == HostStatus.Connected)))
            .ToListAsync(stop);
        var templates = await database.VisibleTo<Template>(caller).AsNoTracking().OrderBy(template => template.Name).ToListAsync(stop);
        var images = await (
            from image in database.VisibleTo<DiskImage>(caller)
            join storage in database.VisibleTo<StorageRepository>(caller) on image.StorageRepositoryId equals storage.Id
            select new NewMachineChoices.Image(image.Id, storage.PoolId)).ToListAsync(stop);
        return new NewMachineChoices(pools, templates, images);
    }

    /// <summary>The place a machine is asked for in; null when its pool is not chosen yet or is gone.</summary>
    public async Task<Result<NewMachineView?>> PlaceAsync(NewMachine machine, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await NewMachinePlace.LoadAsync(database, machine, caller, stop) is not { } place) return (NewMachineView?)null;
        var ids = place.Storages.Select(storage => storage.Id).ToList();
        var targets = await database.VisibleTo<ReplicationPolicy>(caller).Where(policy => ids.Contains(policy.TargetStorageId)).Select(policy => policy.TargetStorageId).ToListAsync(stop);
        var networks = await database.VisibleTo<VirtualNetwork>(caller).Where(network => network.PoolId == place.Pool.Id && !network.IsClosed)
            .OrderBy(network => network.Kind).ThenBy(network => network.Name)
            .Select(network => new NewMachineView.Network(network.Id, network.Name, network.Kind, network.VlanIds, network.Mtu)).ToListAsync(stop);
        var policies = await database.VisibleTo<BackupPolicy>(caller).Where(policy => policy.ZoneId == place.Pool.ZoneId).OrderBy(policy => policy.Name).ToListAsync(stop);
        return new NewMachineView(
            place.Facts,
            [.. place.Storages.Select(storage => StorageOf(storage, place.Pool, targets))],
            networks,
            [.. policies.Select(policy => new NewMachineView.Policy(policy.Id, policy.Name, policy.Schedule, policy.Retention, policy.Protects))],
            clock.GetUtcNow());
    }

    /// <summary>Everything that speaks against the machine as the place stands; the same that <see cref="CreateVirtualMachine"/> asks.</summary>
    public static Result Check(NewMachine machine, NewMachineFacts facts) => NewMachinePlace.Check(machine, facts);

    static NewMachineView.Storage StorageOf(StorageRepository storage, Pool pool, List<Id<StorageRepository>> targets) => new(
        storage.Id, storage.Name, storage.ClassName, storage.Capacity, storage.Used, storage.IsConnected,
        pool.HeartbeatStorageId == storage.Id, targets.Contains(storage.Id));
}

/// <summary>The pools, templates and ISOs of a tenant.</summary>
public sealed record NewMachineChoices(IReadOnlyList<NewMachineChoices.Pool> Pools, IReadOnlyList<Template> Templates, IReadOnlyList<NewMachineChoices.Image> Images)
{
    /// <param name="Pool">The pool on whose storage it lies.</param>
    public sealed record Image(Id<DiskImage> Id, Id<Domain.Compute.Pool> Pool);

    public sealed record Pool(
        Id<Domain.Compute.Pool> Id, string Name, string Zone, string City, string BladeClass, bool HighAvailability, int Hosts, int ConnectedHosts);
}

/// <summary>One pool as a machine to be made sees it.</summary>
/// <param name="ReadAt">When this was read, UTC.</param>
public sealed record NewMachineView(
    NewMachineFacts Facts,
    IReadOnlyList<NewMachineView.Storage> Storages,
    IReadOnlyList<NewMachineView.Network> Networks,
    IReadOnlyList<NewMachineView.Policy> Policies,
    DateTimeOffset ReadAt)
{
    public sealed record Storage(
        Id<StorageRepository> Id, string Name, string ClassName, ByteSize Capacity, ByteSize Used, bool IsConnected, bool IsHeartbeat, bool IsReplicaTarget)
    {
        public ByteSize Free => Capacity - Used;
    }

    public sealed record Network(Id<VirtualNetwork> Id, string Name, NetworkKind Kind, List<int> VlanIds, int Mtu);

    public sealed record Policy(Id<BackupPolicy> Id, string Name, string Schedule, BackupRetention Retention, bool Protects);
}
