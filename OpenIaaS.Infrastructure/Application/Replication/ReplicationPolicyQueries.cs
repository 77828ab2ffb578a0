using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>Reads replication policies and the storage they may point to.</summary>
public sealed class ReplicationPolicyQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    public async Task<Result<TablePage<ReplicationPolicyRow>>> ListAsync(string? search, TableQuery query, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = Of(database, caller);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var key = search.Trim().ToUpperInvariant();
            rows = rows.Where(row => row.Policy.NameKey.Contains(key));
        }

        var total = await rows.CountAsync(stop);
        var page = await Sorted(rows, query).Skip(query.Offset).Take(Math.Min(query.Count, TableQuery.Most)).ToListAsync(stop);
        return new TablePage<ReplicationPolicyRow>([.. page.Select(Row)], total);
    }

    public async Task<Result<ReplicationPolicyRow>> FindAsync(Id<ReplicationPolicy> policy, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await Of(database, caller).SingleOrDefaultAsync(it => it.Policy.Id == policy, stop);
        return row is null ? Problem.NotFound("replication policy", policy) : Row(row);
    }

    /// <summary>Every block storage of the tenant by zone and pool, the impossible ones with their reason.</summary>
    public async Task<Result<TablePage<ReplicationTarget>>> TargetsAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await (
            from storage in database.VisibleTo<StorageRepository>(caller).AsNoTracking()
            join pool in database.Pools on storage.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name, storage.Name
            select new { Storage = storage, Pool = pool.Name, Zone = zone.Name }).ToListAsync(stop);
        List<ReplicationTarget> targets =
        [
            .. rows.Select(row => new ReplicationTarget(
                row.Storage.Id, row.Zone, row.Pool, row.Storage.Name, row.Storage.ClassName, row.Storage.Free, row.Storage.Capacity, Refusal(row.Storage))),
        ];
        return new TablePage<ReplicationTarget>(targets, targets.Count);
    }

    /// <summary>The zones and policies a list of replicas can be filtered by.</summary>
    public async Task<Result<ReplicationChoices>> ChoicesAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var zones = await database.AvailabilityZones
            .Where(zone => database.Pools.Any(pool => pool.TenantId == caller.TenantId && pool.ZoneId == zone.Id))
            .OrderBy(zone => zone.Name).Select(zone => new ReplicationChoices.Zone(zone.Id, zone.Name)).ToListAsync(stop);
        var policies = await database.VisibleTo<ReplicationPolicy>(caller)
            .OrderBy(policy => policy.NameKey).Select(policy => new ReplicationChoices.Policy(policy.Id, policy.Name)).ToListAsync(stop);
        return new ReplicationChoices(zones, policies);
    }

    static Problem? Refusal(StorageRepository storage) => storage.IsConnected
        ? storage.Free > ByteSize.Zero ? null : Problem.Conflict("storage.none-free", $"The block storage {storage.Name} has nothing free.")
        : Problem.Conflict("storage.disconnected", $"The block storage {storage.Name} is disconnected.");

    static ReplicationPolicyRow Row(Joined row) => new(
        row.Policy.Id, row.Policy.Name, row.Policy.Description, row.Policy.Interval, row.Policy.Retained, row.Storage.Id,
        row.Zone, row.Pool, row.Storage.Name, row.Storage.Free, row.Storage.Capacity, row.Machines, row.Policy.CreatedAt, row.Policy.CanDelete(row.Machines).Problems, row.Policy.Criticality);

    static IQueryable<Joined> Of(ConsoleDbContext database, Caller caller) =>
        from policy in database.VisibleTo<ReplicationPolicy>(caller).AsNoTracking()
        join storage in database.StorageRepositories on policy.TargetStorageId equals storage.Id
        join pool in database.Pools on storage.PoolId equals pool.Id
        join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
        select new Joined
        {
            Policy = policy, Storage = storage, Pool = pool.Name, Zone = zone.Name, Machines = database.Replicas.Count(replica => replica.PolicyId == policy.Id),
        };

    static IQueryable<Joined> Sorted(IQueryable<Joined> rows, TableQuery query) => (query.Sort, query.Descending) switch
    {
        ("zone", false) => rows.OrderBy(row => row.Zone).ThenBy(row => row.Policy.NameKey),
        ("zone", true) => rows.OrderByDescending(row => row.Zone).ThenBy(row => row.Policy.NameKey),
        ("machines", false) => rows.OrderBy(row => row.Machines).ThenBy(row => row.Policy.NameKey),
        ("machines", true) => rows.OrderByDescending(row => row.Machines).ThenBy(row => row.Policy.NameKey),
        (_, true) => rows.OrderByDescending(row => row.Policy.NameKey),
        (_, false) => rows.OrderBy(row => row.Policy.NameKey),
    };

    sealed class Joined
    {
        public required ReplicationPolicy Policy { get; init; }
        public required StorageRepository Storage { get; init; }
        public required string Pool { get; init; }
        public required string Zone { get; init; }
        public required int Machines { get; init; }
    }
}
