using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>What must be true of the tables after every event (Reliability 2.2); what must be true of the order of events, <see cref="Referee"/> says.</summary>
sealed class Invariants(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>How long an activity may run without an owner (Reliability 2.2).</summary>
    static readonly TimeSpan OwnerlessFor = TimeSpan.FromSeconds(60);

    static readonly (string Name, bool OfCopies, Func<ConsoleDbContext, DateTimeOffset, CancellationToken, Task<string?>> Look)[] Checks =
    [
        ("I1", false, OneInstanceAsync), ("I2", false, MemoryAsync), ("I3", false, NothingOnDeadHostsAsync), ("I3", false, NothingOnShutHostsAsync), ("I7", true, RetentionAsync), ("I9", true, SpaceAsync),
        ("I10", false, ActivitiesEndAsync), ("I11", false, ActorsAsync), ("I12", false, TenantsAsync),
    ];

    /// <summary>The first that does not hold, in a sentence that begins with its name; null when all do.</summary>
    /// <param name="copiesOnly">Whether nothing changed but copies, points and the space they take.</param>
    public async Task<string?> BrokenAsync(DateTimeOffset now, bool copiesOnly, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        foreach (var (name, ofCopies, look) in Checks)
            if ((ofCopies || !copiesOnly) && await look(database, now, stop) is { } broken) return $"{name}: {broken}";
        return null;
    }

    static async Task<string?> OneInstanceAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop) => await (
        from hardware in database.Set<SimulatedMachine>()
        join machine in database.VirtualMachines on hardware.Id equals machine.Id
        join host in database.Set<SimulatedHost>() on hardware.HostId equals (Id<Host>?)host.Id
        where hardware.ChangedAt <= now && hardware.To == PowerState.Running && (host.FailedAt == null || hardware.PlacedAt > host.FailedAt)
            && machine.Power == PowerState.Running && machine.HostId != hardware.HostId
        select $"{machine.Name} runs on {host.Name}, and is known to run on another host.").FirstOrDefaultAsync(stop);

    static async Task<string?> MemoryAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop)
    {
        var hosts = await database.Set<SimulatedHost>().ToListAsync(stop);
        var free = await Admission.FreeAsync(database, hosts, now, stop);
        return hosts.Find(host => free[host.Id] < 0) is { } over ? $"{over.Name} has {new ByteSize(over.MemoryForMachines)} for machines and holds {new ByteSize(-free[over.Id])} more." : null;
    }

    static async Task<string?> NothingOnDeadHostsAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop) => await (
        from machine in database.VirtualMachines
        join host in database.Hosts on machine.HostId equals (Id<Host>?)host.Id
        where host.Status == HostStatus.Failed || host.Status == HostStatus.Maintenance
        select $"{machine.Name} is known to run on {host.Name}, which is {host.Status}.").FirstOrDefaultAsync(stop);

    /// <summary>A host that takes no machines got none since.</summary>
    static async Task<string?> NothingOnShutHostsAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop) => await (
        from host in database.Set<SimulatedHost>()
        where host.DisabledAt != null
        join machine in database.Set<SimulatedMachine>() on (Id<Host>?)host.Id equals machine.HostId
        where machine.PlacedAt > host.DisabledAt && (machine.ChangedAt > now || machine.To == PowerState.Running) && (host.FailedAt == null || machine.PlacedAt > host.FailedAt)
        select $"{machine.Name} was placed on {host.Name}, which takes no machines.").FirstOrDefaultAsync(stop);

    static async Task<string?> RetentionAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop) => await (
        from replica in database.Replicas
        join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
        join machine in database.VirtualMachines on replica.MachineId equals machine.Id
        let points = database.RecoveryPoints.Count(point => point.ReplicaId == replica.Id)
        where points > policy.Retained + 1
        select $"{machine.Name} has {points} recovery points; {policy.Name} keeps {policy.Retained}.").FirstOrDefaultAsync(stop);

    /// <summary>What a storage says is used is what lies on it, for the console and for the array, and never more than it has.</summary>
    static async Task<string?> SpaceAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop) => await database.Database.SqlQuery<string>(
        $"""
        SELECT Name || ' has ' || Capacity || ' bytes; ' || Used || ' are marked as used, ' || Laid || ' lie on it, ' || Copied || ' more are being copied, ' || Filling || ' fill it up, and its array counts ' || OnArray || '.' AS Value
        FROM (
            SELECT storage.Name, storage.Capacity, storage.Used, volume.Used AS OnArray, volume.Filling,
                (SELECT COALESCE(SUM(disk.Capacity), 0) FROM VirtualDisks disk WHERE disk.StorageRepositoryId = storage.Id)
                + (SELECT COALESCE(SUM(point.Size), 0) FROM ReplicationPolicies policy JOIN Replicas replica ON replica.PolicyId = policy.Id
                   JOIN RecoveryPoints point ON point.ReplicaId = replica.Id WHERE policy.TargetStorageId = storage.Id) AS Laid,
                (SELECT COALESCE(SUM(task.Size), 0) FROM SimulatedTasks task WHERE task.VolumeId = storage.Id AND task.Work = 'Transfer' AND (task.EndsAt > {now.UtcTicks} OR NOT task.Settled
                   OR (task.Succeeds AND EXISTS (SELECT 1 FROM ReplicationRuns run WHERE run.EndedAt IS NULL AND run.MachineId = task.MachineId AND run.BeganAt <= task.StartedAt)))) AS Copied
            FROM StorageRepositories storage JOIN SimulatedVolumes volume ON volume.Id = storage.Id)
        WHERE Used <> Laid OR OnArray <> Laid + Copied + Filling OR Used > Capacity OR OnArray > Capacity LIMIT 1
        """).FirstOrDefaultAsync(stop);

    /// <summary>What must be true when everything has settled: every host is back, nothing waits for its restart, nothing is under way.</summary>
    public async Task<string?> RestlessAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Hosts.Where(host => host.Status != HostStatus.Connected).Select(host => $"Rest: {host.Name} is {host.Status}.").FirstOrDefaultAsync(stop)
            ?? await database.VirtualMachines.Where(machine => machine.LostAt != null && machine.HighAvailability == HighAvailabilityPriority.Restart).Select(machine => $"Rest: {machine.Name} still waits for its restart.").FirstOrDefaultAsync(stop)
            ?? await database.Activities.Where(row => row.EndedAt == null).Select(row => $"Rest: the activity {row.Sequence} ({row.Type}) is {row.State}.").FirstOrDefaultAsync(stop);
    }

    static async Task<string?> ActivitiesEndAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop)
    {
        var longAgo = now - OwnerlessFor;
        return await database.Activities
            .Where(row => (row.State == ActivityState.Running && row.LeaseUntil < longAgo) || ((row.State == ActivityState.Completed || row.State == ActivityState.Failed) != (row.EndedAt != null)))
            .Select(row => $"The activity {row.Sequence} ({row.Type}) is {row.State} without an owner or an end.").FirstOrDefaultAsync(stop);
    }

    static async Task<string?> ActorsAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop) => await database.Activities
        .Where(row => row.Actor == "").Select(row => $"The activity {row.Sequence} ({row.Type}) names nobody.").FirstOrDefaultAsync(stop);

    static async Task<string?> TenantsAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop) => await (
        from machine in database.VirtualMachines
        join pool in database.Pools on machine.PoolId equals pool.Id
        where machine.TenantId != pool.TenantId
        select $"{machine.Name} belongs to another tenant than its pool {pool.Name}.").FirstOrDefaultAsync(stop);
}
