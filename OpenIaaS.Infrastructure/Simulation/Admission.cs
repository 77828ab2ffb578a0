using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Which host takes a machine: the one asked for, else the one it ran on last, else the emptiest. Memory counts as taken from the moment a start or a move is accepted until the machine is down or gone.</summary>
static class Admission
{
    /// <summary>The host of its pool, or why there is none.</summary>
    public static Task<(SimulatedHost? Host, string? Refusal)> ChooseAsync(
        ConsoleDbContext database, SimulatedMachine machine, Id<Host>? asked, DateTimeOffset now, CancellationToken stop) => ChooseAsync(database, machine, machine.PoolId, asked, now, stop);

    /// <summary>The host of a pool, or why there is none.</summary>
    public static async Task<(SimulatedHost? Host, string? Refusal)> ChooseAsync(
        ConsoleDbContext database, SimulatedMachine machine, Id<Pool> among, Id<Host>? asked, DateTimeOffset now, CancellationToken stop)
    {
        var pool = await database.Set<SimulatedHost>().AsNoTracking().Where(host => host.PoolId == among).ToListAsync(stop);
        var memory = new ByteSize(machine.Memory);
        if (asked is { } id)
        {
            var named = pool.Find(host => host.Id == id);
            if (named is null) return (null, $"The host {id} is not in the pool of {machine.Name}.");
            if (!named.HeartbeatSeenAt(now)) return (null, $"The host {named.Name} does not answer; choose another host for {machine.Name}.");
            if (named.DisabledAt is not null) return (null, $"The host {named.Name} is in maintenance; choose another host for {machine.Name}.");
            pool = [named];
        }

        var live = pool.FindAll(host => host.HeartbeatSeenAt(now));
        if (live.Count == 0) return (null, $"No host of the pool of {machine.Name} answers.");
        live.RemoveAll(host => host.DisabledAt is not null);
        if (live.Count == 0) return (null, $"Every host of the pool of {machine.Name} that answers is in maintenance.");
        var free = await FreeAsync(database, live, now, stop);
        if (live.Find(host => host.Id == machine.LastHostId) is { } last && free[last.Id] >= memory.Bytes) return (last, null);
        var best = live.OrderByDescending(host => free[host.Id]).ThenBy(host => host.Name, StringComparer.Ordinal).First();
        return free[best.Id] >= memory.Bytes
            ? (best, null)
            : (null, $"No host has {memory} free for {machine.Name}; the most is {new ByteSize(Math.Max(0, free[best.Id]))} on {best.Name}.");
    }

    /// <summary>What machines may still take of each host's memory, in bytes.</summary>
    public static async Task<Dictionary<Id<Host>, long>> FreeAsync(
        ConsoleDbContext database, IReadOnlyList<SimulatedHost> hosts, DateTimeOffset now, CancellationToken stop)
    {
        List<Id<Host>?> ids = [.. hosts.Select(host => (Id<Host>?)host.Id)];
        var taken = await (
            from machine in database.Set<SimulatedMachine>()
            join host in database.Set<SimulatedHost>() on machine.HostId equals (Id<Host>?)host.Id
            where ids.Contains(machine.HostId)
                && (machine.ChangedAt > now || machine.To == PowerState.Running)
                && (host.FailedAt == null || machine.PlacedAt > host.FailedAt)
            group machine.Memory by host.Id into byHost
            select new { byHost.Key, Sum = byHost.Sum() }).ToDictionaryAsync(row => row.Key, row => row.Sum, stop);
        var coming = await database.Set<SimulatedMachine>().Where(machine => ids.Contains(machine.MigratesToId) && machine.ChangedAt > now)
            .GroupBy(machine => machine.MigratesToId).Select(byHost => new { byHost.Key, Sum = byHost.Sum(machine => machine.Memory) }).ToDictionaryAsync(row => row.Key!.Value, row => row.Sum, stop);
        return hosts.ToDictionary(host => host.Id, host => host.MemoryForMachines - taken.GetValueOrDefault(host.Id) - coming.GetValueOrDefault(host.Id));
    }
}
