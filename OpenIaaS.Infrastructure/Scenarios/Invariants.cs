using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Persistence.Sqlite;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>What must be true of the tables after every event (Reliability 2.2); what must be true of the order of events, <see cref="Referee"/> says.</summary>
sealed class Invariants(IDbContextFactory<ConsoleDbContext> databases, Guest guest)
{
    /// <summary>How long an activity may run without an owner (Reliability 2.2).</summary>
    static readonly TimeSpan OwnerlessFor = TimeSpan.FromSeconds(60);

    /// <summary>How long what follows from the clock alone may go unnoticed.</summary>
    static readonly TimeSpan CompleteEvery = TimeSpan.FromHours(1);

    static readonly (string Name, string[] Of, Func<ConsoleDbContext, DateTimeOffset, CancellationToken, Task<string?>> Look)[] Checks =
    [
        ("I1", ["VirtualMachines", "SimulatedMachines", "SimulatedHosts"], OneInstanceAsync), ("I2", ["SimulatedMachines", "SimulatedHosts"], MemoryAsync),
        ("I3", ["VirtualMachines", "Hosts"], NothingOnDeadHostsAsync), ("I3", ["SimulatedMachines", "SimulatedHosts"], NothingOnShutHostsAsync),
        ("I10", ["Activities"], ActivitiesEndAsync), ("I11", ["Activities"], ActorsAsync), ("I12", ["VirtualMachines", "Pools"], TenantsAsync),
    ];

    static readonly string[] OfDisks = ["VirtualDisks", "SnapshotDisks"];
    static readonly string[] OfPoints = ["RecoveryPoints"];
    static readonly string[] OfSpace = ["Replicas", "RecoveryPoints", "StorageRepositories", "SimulatedVolumes"];

    readonly SpaceBooks space = new();
    readonly ExactBytes bytes = new(guest);
    readonly Dictionary<string[], long> seen = [];
    DateTimeOffset? completeAt;

    /// <summary>The first that does not hold, in a sentence that begins with its name; null when all do. What no table of changed since is not asked again, but once an hour.</summary>
    /// <param name="now">The present, UTC.</param>
    /// <param name="tables">What was written to, or null to ask everything.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<string?> BrokenAsync(DateTimeOffset now, MemoryTables? tables, CancellationToken stop)
    {
        var complete = tables is null || !(now - completeAt < CompleteEvery);
        if (complete) completeAt = now;
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        foreach (var (name, of, look) in Checks)
            if ((IsNew(tables, of) | complete) && await look(database, now, stop) is { } broken) return $"{name}: {broken}";
        if ((IsNew(tables, OfPoints) | complete) && await bytes.BrokenAsync(database, now, complete, stop) is { } inexact) return inexact;
        complete |= IsNew(tables, OfDisks);
        return IsNew(tables, OfSpace) | complete ? await space.BrokenAsync(database, now, complete, stop) : null;
    }

    bool IsNew(MemoryTables? tables, string[] of)
    {
        var before = seen.GetValueOrDefault(of, -1);
        var isNew = tables?.IsNew(ref before, of) ?? true;
        seen[of] = before;
        return isNew;
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
