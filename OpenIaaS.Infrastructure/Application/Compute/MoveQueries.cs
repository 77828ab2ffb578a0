using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Where a machine can be moved to, and what a move would come to before it is asked for. The commands ask the same rules.</summary>
public sealed partial class MoveQueries(IDbContextFactory<ConsoleDbContext> databases, IHypervisor hypervisor)
{
    /// <param name="Leave">Why it cannot leave its pool now, whichever is chosen; empty when it can.</param>
    /// <param name="Pools">The other pools of the tenant, by zone and name.</param>
    public sealed record Choices(IReadOnlyList<Problem> Leave, IReadOnlyList<Pool> Pools);

    /// <param name="Refused">Why the machine cannot go to its zone, or null.</param>
    public sealed record Pool(Id<Domain.Compute.Pool> Id, string Name, string Zone, string BladeClass, int ConnectedHosts, bool HighAvailability, Problem? Refused);

    /// <summary>A pool as a machine that may move to it sees it.</summary>
    /// <param name="Facts">What the rule asks.</param>
    /// <param name="Networks">Its networks.</param>
    /// <param name="Policies">The backup policies of its zone.</param>
    /// <param name="Usual">What is chosen where nobody chose yet: networks of the same VLAN IDs, policies of the same names, the host with most memory left.</param>
    public sealed record Place(
        RelocationFacts Facts, IReadOnlyList<DiskQueries.Place> Storages, IReadOnlyList<NewMachineView.Network> Networks, IReadOnlyList<PolicyChoice> Policies, Relocation Usual);

    /// <summary>What a move would come to.</summary>
    /// <param name="Check">Why it is refused.</param>
    /// <param name="Takes">How long it would take if it began now; null while it is refused, or while the hardware could not begin.</param>
    /// <param name="Obstacle">Why the hardware could not begin now; null when it could.</param>
    /// <param name="Unprotected">Machines set to restart that would lose the place a failure of a host leaves them today.</param>
    /// <param name="Advice">What is worth knowing before.</param>
    public sealed record Preview(Result Check, TimeSpan? Takes, Problem? Obstacle, IReadOnlyList<FailoverGap> Unprotected, IReadOnlyList<Notice> Advice);

    /// <summary>The pools a machine may be moved to.</summary>
    public Task<Result<Choices>> ChoicesAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop) => ReadAsync<Choices>(id, caller, async (database, machine) =>
    {
        var pools = await (
            from pool in database.VisibleTo<Domain.Compute.Pool>(caller)
            where pool.Id != machine.PoolId
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name
            select new { pool.Id, pool.Name, Zone = zone.Name, pool.BladeClassName, pool.HighAvailabilityEnabled, Hosts = database.Hosts.Count(host => host.PoolId == pool.Id && host.Status == HostStatus.Connected) }).ToListAsync(stop);
        List<Pool> found = [];
        var facts = (await RelocationCase.LoadAsync(database, machine, null, caller, stop)).Facts;
        foreach (var pool in pools)
        {
            facts = (await RelocationCase.LoadAsync(database, machine, pool.Id, caller, stop)).Facts;
            found.Add(new Pool(pool.Id, pool.Name, pool.Zone, pool.BladeClassName, pool.Hosts, pool.HighAvailabilityEnabled, Relocation.CheckZone(facts, facts.Target!).FirstOrDefault()));
        }

        return new Choices(machine.CanRelocate(facts.Snapshots, facts.ImageInDrive).Problems, found);
    }, stop);

    /// <summary>A pool to move to, with what would be chosen there.</summary>
    public Task<Result<Place>> PlaceAsync(Id<VirtualMachine> id, Id<Domain.Compute.Pool> pool, Caller caller, CancellationToken stop) => ReadAsync<Place>(id, caller, async (database, machine) =>
    {
        var found = await RelocationCase.LoadAsync(database, machine, pool, caller, stop);
        if (found.Facts.Target is not { } target) return Problem.NotFound("pool", pool);
        var networks = await database.VisibleTo<VirtualNetwork>(caller).Where(network => network.PoolId == pool && !network.IsClosed).OrderBy(network => network.Kind).ThenBy(network => network.Name).ToListAsync(stop);
        var policies = await database.VisibleTo<BackupPolicy>(caller).Where(policy => policy.ZoneId == target.Pool.ZoneId).OrderBy(policy => policy.Name).ToListAsync(stop);
        return new Place(
            found.Facts, [.. found.Storages.Select(storage => Of(storage, target))],
            [.. networks.Select(network => new NewMachineView.Network(network.Id, network.Name, network.Kind, network.VlanIds, network.Mtu))],
            [.. policies.Select(policy => new PolicyChoice(policy.Id, policy.Name, policy.Schedule, policy.Retention))], await UsualAsync(database, found, networks, policies, stop));
    }, stop);

    /// <summary>What moving to another host of the pool would take.</summary>
    public Task<Result<Preview>> PreviewHostAsync(Id<VirtualMachine> id, Id<Host> host, Caller caller, CancellationToken stop) => ReadAsync<Preview>(id, caller, async (database, machine) =>
    {
        if (await database.FindVisibleAsync(host, caller, stop) is not { } found) return Problem.NotFound(HostTarget.Noun, host);
        var tied = (await PoolFacts.TiedToAsync(database, machine.PoolId, stop)).GetValueOrDefault(id);
        var check = found.PoolId == machine.PoolId
            ? machine.CanMigrateTo(tied, (await PoolFacts.RoomAsync(database, machine.PoolId, stop)).Single(room => room.Host == host))
            : Problem.Invalid("host.other-pool", $"{found.Name} is not in the pool of {machine.Name}.", "Host");
        return await PreviewAsync(check, new RelocationOrder(id, machine.PoolId, host, [], []), [], [], stop);
    }, stop);

    /// <summary>What moving disks within the pool would take.</summary>
    public Task<Result<Preview>> PreviewDisksAsync(Id<VirtualMachine> id, IReadOnlyList<MoveDisks.Move> disks, Caller caller, CancellationToken stop) => ReadAsync<Preview>(id, caller, async (database, machine) =>
    {
        var facts = await DiskFacts.OfAsync(database, machine, stop);
        if (disks.FirstOrDefault(move => facts.Disks.All(disk => disk.Id != move.Disk)) is { } unknown) return Problem.NotFound(DiskCase.Noun, unknown.Disk);
        var check = await MoveDisks.CheckAsync(database, machine, facts, disks, stop);
        List<Id<StorageRepository>?> chosen = [.. disks.Select(move => move.Storage)];
        var targets = await database.VisibleTo<ReplicationPolicy>(caller).Where(policy => chosen.Contains(policy.TargetStorageId)).Select(policy => policy.TargetStorageId).Distinct().ToListAsync(stop);
        return await PreviewAsync(
            check, new RelocationOrder(id, machine.PoolId, null, [.. disks.Where(move => move.Storage is not null).Select(move => new RelocationOrder.Disk(move.Disk, move.Storage!.Value))], []), [],
            [.. facts.Storages.Where(storage => targets.Contains(storage.Id)).Select(storage => Relocation.ReplicaTarget(storage.Name))], stop);
    }, stop);

    /// <summary>What moving to another pool would take, and what it would mean there.</summary>
    public Task<Result<Preview>> PreviewPoolAsync(Id<VirtualMachine> id, Relocation relocation, Caller caller, CancellationToken stop) => ReadAsync<Preview>(id, caller, async (database, machine) =>
    {
        var found = await RelocationCase.LoadAsync(database, machine, relocation.Pool, caller, stop);
        var check = relocation.Check(found.Facts);
        if (!check.Ok) return new Preview(check, null, null, [], relocation.Advice(found.Facts));
        var target = found.Facts.Target!;
        var running = relocation.Host is null ? [] : await database.VirtualMachines.Where(row => row.PoolId == target.Pool.Id && row.HostId != null).ToListAsync(stop);
        return await PreviewAsync(
            check, RelocateVirtualMachine.Order(id, relocation, found.Adapters), relocation.Host is { } host ? Arrival.Unprotected(machine, host, target.Pool, target.Hosts, running) : [], relocation.Advice(found.Facts), stop);
    }, stop);

    async Task<Result<Preview>> PreviewAsync(Result check, RelocationOrder order, IReadOnlyList<FailoverGap> unprotected, IReadOnlyList<Notice> advice, CancellationToken stop)
    {
        if (!check.Ok) return new Preview(check, null, null, unprotected, advice);
        var seen = await hypervisor.ForeseeAsync(order, stop);
        return new Preview(check, seen.Ok ? seen.Value : null, seen.Ok ? null : seen.Problems[0], unprotected, advice);
    }

    async Task<Result<T>> ReadAsync<T>(Id<VirtualMachine> id, Caller caller, Func<ConsoleDbContext, VirtualMachine, Task<Result<T>>> read, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await database.VisibleTo<VirtualMachine>(caller).SingleOrDefaultAsync(row => row.Id == id, stop) is { } machine ? await read(database, machine) : Problem.NotFound(MachineTarget.Noun, id);
    }
}
