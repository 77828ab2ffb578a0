using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.HighAvailability;

/// <summary>Every machine with its priority and start order, and where it would be restarted: the planner is asked for the hosts of one page of rows, not for all.</summary>
public sealed class ContinuityQueries(IDbContextFactory<ConsoleDbContext> databases, RestartEstimate estimate)
{
    /// <summary>How many machines have which priority, and how many keep high availability of their pool off.</summary>
    public sealed record Counts(int Restart, int BestEffort, int Unset, int Blocking)
    {
        public int Total => Restart + BestEffort + Unset;
    }

    /// <summary>One page. Sort keys: name, pool, ha, memory, order (machines set to restart by start order, then best-effort, then the others).</summary>
    public async Task<Result<TablePage<ContinuityRow>>> ListAsync(VirtualMachineFilter filter, TableQuery page, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var machines = await database.MachinesAsync(filter, caller, stop);
        var total = await machines.CountAsync(stop);
        var sorted = page.Sort == "order" ? InOrder(machines, page.Descending) : machines.Sorted(database, page.Sort, page.Descending);
        var read = await sorted.Skip(page.Offset).Take(Math.Min(page.Count, TableQuery.Most)).ToListAsync(stop);
        var local = await database.LocalImagesAsync(caller, stop);
        var pools = read.Select(machine => machine.PoolId).Distinct().ToList();
        var places = await (
            from pool in database.Pools.AsNoTracking()
            where pools.Contains(pool.Id)
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            select new { Pool = pool, Zone = zone.Name }).ToDictionaryAsync(place => place.Pool.Id, stop);
        var hosts = await database.Hosts.Where(host => pools.Contains(host.PoolId)).ToDictionaryAsync(host => host.Id, host => host.Name, stop);
        Dictionary<Id<VirtualMachine>, MachineFate> fates = [];
        foreach (var pool in places.Values) await ForeseeAsync(database, pool.Pool, read, fates, stop);
        return new TablePage<ContinuityRow>(
            read.ConvertAll(machine =>
            {
                var fate = fates.GetValueOrDefault(machine.Id);
                var place = places[machine.PoolId];
                return new ContinuityRow(
                    machine.Id, machine.Name, place.Zone, place.Pool.Name, machine.Power, machine.HighAvailability, machine.StartOrder, machine.Memory,
                    machine.HostId is { } host ? hosts.GetValueOrDefault(host) : null, machine.LostAt is not null && machine.CopyRunsSince is null,
                    machine is { Power: PowerState.Running, HighAvailability: HighAvailabilityPriority.Restart, MountedImageId: { } image } && local.Contains(image), fate, fate is null ? null : estimate.Of(fate));
            }), total);
    }

    /// <summary>How many there are of each kind.</summary>
    public async Task<Result<Counts>> CountAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var set = await database.VisibleTo<VirtualMachine>(caller).GroupBy(machine => machine.HighAvailability).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, stop);
        var blocking = await (await database.MachinesAsync(Blocking, caller, stop)).CountAsync(stop);
        return new Counts(set.GetValueOrDefault(HighAvailabilityPriority.Restart), set.GetValueOrDefault(HighAvailabilityPriority.BestEffort), set.GetValueOrDefault(HighAvailabilityPriority.Disabled), blocking);
    }

    /// <summary>Those that keep high availability of their pool off (Console specification 2.16).</summary>
    public static VirtualMachineFilter Blocking { get; } = new() { Statuses = [MachineStatus.PoweredOn], Priorities = [HighAvailabilityPriority.Restart], Drives = [MachineDrive.LocalImage] };

    static async Task ForeseeAsync(ConsoleDbContext database, Pool pool, List<VirtualMachine> rows, Dictionary<Id<VirtualMachine>, MachineFate> fates, CancellationToken stop)
    {
        var asked = rows.Where(machine => machine.PoolId == pool.Id && machine.HostId is not null).ToLookup(machine => machine.HostId!.Value, machine => machine.Id);
        if (asked.Count == 0) return;
        var facts = await WhatIfFacts.ReadAsync(database, pool, stop);
        foreach (var host in asked)
        {
            var mine = host.ToHashSet();
            foreach (var fate in WhatIf.Ask(facts, new HashSet<Id<Host>> { host.Key }).Fates.Where(fate => mine.Contains(fate.Machine.Machine))) fates[fate.Machine.Machine] = fate;
        }
    }

    static IOrderedQueryable<VirtualMachine> InOrder(IQueryable<VirtualMachine> machines, bool descending)
    {
        var ranked = machines.OrderBy(machine => machine.HighAvailability == HighAvailabilityPriority.Restart ? 0 : machine.HighAvailability == HighAvailabilityPriority.BestEffort ? 1 : 2);
        return (descending ? ranked.ThenByDescending(machine => machine.StartOrder) : ranked.ThenBy(machine => machine.StartOrder)).ThenBy(machine => machine.NameKey).ThenBy(machine => machine.Id);
    }
}
