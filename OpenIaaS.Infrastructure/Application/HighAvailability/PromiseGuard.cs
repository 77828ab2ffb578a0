using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.HighAvailability;

/// <summary>
/// Asks <see cref="AdmissionGuard"/> about a change, from the tables. It costs one look at the pool's row while high availability is off; otherwise its machines
/// are counted by host, size and priority, and not read one by one.
/// </summary>
static class PromiseGuard
{
    /// <summary>Whether a machine may be started on the host asked for, or else where <see cref="Placement"/> says.</summary>
    public static Task<Result> StartAsync(ConsoleDbContext database, VirtualMachine machine, Id<Host>? asked, bool knowingly, CancellationToken stop) =>
        CheckAsync(database, machine.PoolId, pool => pool.Starting(machine.Memory, machine.HighAvailability, asked, machine.LastHostId), knowingly, stop);

    /// <summary>Whether a machine of such a size may come into a pool and run there.</summary>
    public static Task<Result> ArriveAsync(ConsoleDbContext database, Id<Pool> pool, ByteSize memory, HighAvailabilityPriority priority, Id<Host>? asked, bool knowingly, CancellationToken stop) =>
        CheckAsync(database, pool, room => room.Starting(memory, priority, asked, null), knowingly, stop);

    /// <summary>Whether a running machine may go to another host of its pool.</summary>
    public static Task<Result> MigrateAsync(ConsoleDbContext database, VirtualMachine machine, Id<Host> from, Id<Host> to, bool knowingly, CancellationToken stop) =>
        CheckAsync(database, machine.PoolId, pool => pool.Without(from, machine.Memory, machine.HighAvailability).With(to, machine.Memory, machine.HighAvailability), knowingly, stop);

    /// <summary>Whether what is to happen when its host fails may be set to a priority; only one that runs takes room of the promise.</summary>
    public static Task<Result> PrioritiseAsync(ConsoleDbContext database, VirtualMachine machine, HighAvailabilityPriority priority, bool knowingly, CancellationToken stop) =>
        priority == HighAvailabilityPriority.Restart && machine is { HighAvailability: not HighAvailabilityPriority.Restart, HostId: { } host }
            ? CheckAsync(database, machine.PoolId, pool => pool.Promising(host, machine.Memory), knowingly, stop)
            : Task.FromResult(Result.Success);

    /// <summary>Whether a host may be emptied.</summary>
    public static async Task<Result> EmptyAsync(ConsoleDbContext database, Host host, Evacuation evacuation, bool knowingly, CancellationToken stop)
    {
        var priorities = await database.VirtualMachines.Where(machine => machine.HostId == host.Id).Select(machine => new { machine.Id, machine.HighAvailability }).ToDictionaryAsync(machine => machine.Id, machine => machine.HighAvailability, stop);
        return await CheckAsync(database, host.PoolId, pool => pool.Emptied(host.Id, evacuation.Moves.Select(move => (move, priorities.GetValueOrDefault(move.Machine)))), knowingly, stop);
    }

    static async Task<Result> CheckAsync(ConsoleDbContext database, Id<Pool> pool, Func<GuardedPool, GuardedPool> then, bool knowingly, CancellationToken stop) =>
        knowingly ? Result.Success : AdmissionGuard.Check(await ReadAsync(database, pool, stop), then, knowingly);

    /// <summary>The pool as it is; null while high availability is off in it.</summary>
    public static async Task<GuardedPool?> ReadAsync(ConsoleDbContext database, Id<Pool> pool, CancellationToken stop)
    {
        var name = await database.Pools.Where(row => row.Id == pool && row.HighAvailabilityEnabled).Select(row => row.Name).SingleOrDefaultAsync(stop);
        if (name is null) return null;
        var hosts = await database.Hosts.AsNoTracking().Where(host => host.PoolId == pool && host.Status == HostStatus.Connected).ToListAsync(stop);
        var groups = await Grouped(database.VirtualMachines.Where(machine => machine.PoolId == pool && (machine.HostId != null || machine.ScheduledHostId != null))).ToListAsync(stop);
        groups.AddRange((await Grouped(PoolFacts.Coming(database, hosts).Where(machine => machine.PoolId != pool)).ToListAsync(stop)).Select(group => group with { Host = group.Coming }));
        var starting = await Grouped(database.VirtualMachines.Where(machine => machine.PoolId == pool && machine.Pending == PendingAction.Starting && machine.HostId == null && machine.ScheduledHostId == null)).ToListAsync(stop);
        // One that is moved takes its memory on both hosts.
        var taken = groups.SelectMany(group => new[] { group.Host, group.Coming }.Distinct(), (group, host) => (Host: host, Bytes: group.Memory.Bytes * group.Count)).ToLookup(place => place.Host, place => place.Bytes);
        var promised = groups.Where(group => group.Priority == HighAvailabilityPriority.Restart).ToLookup(group => group.Host);
        var now = new GuardedPool(name, [.. hosts.Select(host => new GuardedHost(
            host.Id, host.Name, new ByteSize(Math.Max(0, host.MemoryForMachines.Bytes - taken[host.Id].Sum())), [.. promised[host.Id].SelectMany(group => Enumerable.Repeat(group.Memory, group.Count))]))]);
        // Those on their way take their place as they will get it.
        return starting.SelectMany(group => Enumerable.Repeat(group, group.Count)).Aggregate(now, (room, one) => room.Starting(one.Memory, one.Priority, null, null));
    }

    static IQueryable<Group> Grouped(IQueryable<VirtualMachine> machines) => machines
        .GroupBy(machine => new { machine.HostId, machine.ScheduledHostId, machine.Memory, machine.HighAvailability })
        .Select(group => new Group(group.Key.HostId, group.Key.ScheduledHostId, group.Key.Memory, group.Key.HighAvailability, group.Count()));

    /// <summary>So many machines of a size and a priority on one host.</summary>
    sealed record Group(Id<Host>? Host, Id<Host>? Coming, ByteSize Memory, HighAvailabilityPriority Priority, int Count);
}
