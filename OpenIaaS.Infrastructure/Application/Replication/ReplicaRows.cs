using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>The replicas of a tenant with everything they are listed, filtered and sorted by: all of it done by the database.</summary>
static class ReplicaRows
{
    public sealed class Joined
    {
        public required Replica Replica { get; init; }
        public required VirtualMachine Machine { get; init; }
        public required ReplicationPolicy Policy { get; init; }
        public required Pool FromPool { get; init; }
        public required AvailabilityZone FromZone { get; init; }
        public required StorageRepository Storage { get; init; }
        public required Pool ToPool { get; init; }
        public required AvailabilityZone ToZone { get; init; }
    }

    public static IQueryable<Joined> Of(ConsoleDbContext database, Caller caller) => Joining(database, database.VisibleTo<Replica>(caller));

    /// <summary>Those that the filter lets pass.</summary>
    public static IQueryable<Joined> Of(ConsoleDbContext database, Caller caller, ReplicaFilter filter, DateTimeOffset now)
    {
        var rows = Joining(database, Narrowed(database, caller, filter, now));
        if (filter.Zone is { } zone) rows = rows.Where(row => row.FromZone.Id == zone || row.ToZone.Id == zone);
        return filter.Search is { } search && !string.IsNullOrWhiteSpace(search) ? rows.Where(IsNamed(VirtualMachine.KeyOf(search.Trim()))) : rows;
    }

    /// <summary>How many the filter lets pass: without the names of places unless they are asked for.</summary>
    public static Task<int> CountAsync(ConsoleDbContext database, Caller caller, ReplicaFilter filter, DateTimeOffset now, CancellationToken stop) =>
        filter.OfPlaces ? Of(database, caller, filter, now).CountAsync(stop) : Narrowed(database, caller, filter, now).CountAsync(stop);

    /// <summary>Replicas of machines that no backup is made of: none has a policy that <see cref="Domain.Backup.BackupPolicy.Protects"/>.</summary>
    public static IQueryable<Replica> NotBackedUp(this IQueryable<Replica> replicas, ConsoleDbContext database) => replicas.Where(replica =>
        !database.BackupAssignments.Any(assignment => assignment.MachineId == replica.MachineId && database.BackupPolicies.Any(policy => policy.Id == assignment.PolicyId && policy.Schedule != "")));

    static IQueryable<Replica> Narrowed(ConsoleDbContext database, Caller caller, ReplicaFilter filter, DateTimeOffset now)
    {
        var replicas = database.VisibleTo<Replica>(caller);
        if (filter.NotBackedUp) replicas = replicas.NotBackedUp(database);
        if (filter.Policy is { } policy) replicas = replicas.Where(replica => replica.PolicyId == policy);
        return filter.Status is { } status ? replicas.Where(In(status, now)) : replicas;
    }

    static IQueryable<Joined> Joining(ConsoleDbContext database, IQueryable<Replica> replicas) =>
        from replica in replicas
        join machine in database.VirtualMachines on replica.MachineId equals machine.Id
        join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
        join fromPool in database.Pools on machine.PoolId equals fromPool.Id
        join fromZone in database.AvailabilityZones on fromPool.ZoneId equals fromZone.Id
        join storage in database.StorageRepositories on policy.TargetStorageId equals storage.Id
        join toPool in database.Pools on storage.PoolId equals toPool.Id
        join toZone in database.AvailabilityZones on toPool.ZoneId equals toZone.Id
        select new Joined
        {
            Replica = replica, Machine = machine, Policy = policy, FromPool = fromPool, FromZone = fromZone, Storage = storage, ToPool = toPool, ToZone = toZone,
        };

    /// <param name="sort">The name of a <see cref="ReplicaSort"/> in any case; the worst status first without one.</param>
    public static IQueryable<Joined> Sorted(this IQueryable<Joined> rows, string? sort, bool descending, DateTimeOffset now)
    {
        if (!Enum.TryParse<ReplicaSort>(sort, ignoreCase: true, out var by) || !Enum.IsDefined(by)) (by, descending) = (ReplicaSort.Status, true);
        var sorted = by switch
        {
            ReplicaSort.Machine => rows.By(row => row.Machine.NameKey, descending),
            ReplicaSort.From => rows.By(row => row.FromZone.Name, descending).ThenBy(row => row.FromPool.Name),
            ReplicaSort.To => rows.By(row => row.ToZone.Name, descending).ThenBy(row => row.Storage.Name),
            ReplicaSort.Policy => rows.By(row => row.Policy.NameKey, descending),
            // The oldest point is the earliest moment: ages go the other way round. No point at all counts from the activation.
            ReplicaSort.Age => rows.By(row => row.Replica.LastPointAt ?? row.Replica.ActivatedAt, !descending),
            ReplicaSort.NextRun => rows.By(row => row.Replica.NextRunAt, descending),
            ReplicaSort.Size => rows.By(row => row.Replica.Size, descending),
            ReplicaSort.Status => rows.By(
                row => now > row.Replica.BreachAt ? 3 : now > row.Replica.LateAt ? 2 : row.Replica.LastPointAt == null ? 1 : 0, descending),
        };
        return sorted.ThenBy(row => row.Machine.NameKey).ThenBy(row => row.Replica.Id);
    }

    public static IQueryable<ReplicaRow> Projected(this IQueryable<Joined> rows, ConsoleDbContext database, bool backups) => rows.Select(row => new ReplicaRow
    {
        Id = row.Replica.Id, MachineId = row.Machine.Id, Machine = row.Machine.Name,
        FromZone = row.FromZone.Name, FromPool = row.FromPool.Name, ToZone = row.ToZone.Name, ToPool = row.ToPool.Name, ToStorage = row.Storage.Name,
        PolicyId = row.Policy.Id, Policy = row.Policy.Name, Interval = row.Policy.Interval, Retained = row.Policy.Retained,
        Points = database.RecoveryPoints.Count(point => point.ReplicaId == row.Replica.Id),
        Size = row.Replica.Size, ActivatedAt = row.Replica.ActivatedAt, LastPointAt = row.Replica.LastPointAt,
        LateAt = row.Replica.LateAt, BreachAt = row.Replica.BreachAt, NextRunAt = row.Replica.NextRunAt, RunningSince = row.Replica.RunningSince,
        LastEndedAt = row.Replica.LastEndedAt, EndingSince = row.Replica.EndingSince, SuspendedSince = row.Replica.SuspendedSince,
        WaitingSince = row.Replica.WaitingSince, FreeSince = row.Replica.FreeSince, SkippedTicks = row.Replica.SkippedTicks, LastProblem = row.Replica.LastProblem,
        BackedUp = backups ? database.BackupAssignments.Any(assignment =>
            assignment.MachineId == row.Machine.Id && database.BackupPolicies.Any(policy => policy.Id == assignment.PolicyId && policy.Schedule != "")) : null,
    });

    /// <summary>The rule of <see cref="RecoveryPointStatuses.At"/> in a form the database computes; a test holds the two together.</summary>
    static Expression<Func<Replica, bool>> In(RecoveryPointStatus status, DateTimeOffset now) => status switch
    {
        RecoveryPointStatus.Breached => replica => now > replica.BreachAt,
        RecoveryPointStatus.AtRisk => replica => now <= replica.BreachAt && now > replica.LateAt,
        RecoveryPointStatus.Pending => replica => now <= replica.LateAt && replica.LastPointAt == null,
        RecoveryPointStatus.Compliant => replica => now <= replica.LateAt && replica.LastPointAt != null,
    };

    static Expression<Func<Joined, bool>> IsNamed(string key)
    {
        // Names of places are ASCII, so that the database's own upper case is enough for them.
#pragma warning disable CA1304, CA1311, CA1862 // translated to SQL
        return row => row.Machine.NameKey.Contains(key) || row.Policy.NameKey.Contains(key)
            || row.FromZone.Name.ToUpper().Contains(key) || row.FromPool.Name.ToUpper().Contains(key)
            || row.ToZone.Name.ToUpper().Contains(key) || row.ToPool.Name.ToUpper().Contains(key) || row.Storage.Name.ToUpper().Contains(key);
#pragma warning restore CA1304, CA1311, CA1862
    }

    static IOrderedQueryable<Joined> By<TKey>(this IQueryable<Joined> rows, Expression<Func<Joined, TKey>> key, bool descending) =>
        descending ? rows.OrderByDescending(key) : rows.OrderBy(key);
}
