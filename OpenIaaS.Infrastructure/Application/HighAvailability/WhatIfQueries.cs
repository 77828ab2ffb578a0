using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.HighAvailability;

/// <summary>What high availability promises of each pool, and what would happen if hosts failed, from the facts and by the planner of the engine.</summary>
public sealed class WhatIfQueries(IDbContextFactory<ConsoleDbContext> databases, IHardware hardware, IBladeFabric fabric, RestartEstimate estimate)
{
    /// <summary>A pool with what is promised to its machines and what it survives.</summary>
    /// <param name="Heartbeat">The name of the heartbeat storage; null while high availability is off.</param>
    /// <param name="HeartbeatConnected">Whether that storage can be reached.</param>
    /// <param name="Restart">How many of its machines are set to restart.</param>
    /// <param name="BestEffort">How many are best-effort.</param>
    /// <param name="Unset">How many have no setting.</param>
    /// <param name="Waiting">How many are down with a host and wait for their restart.</param>
    /// <param name="TiedToHost">The machines that keep high availability from being switched on: they run, are set to restart and have an ISO of local storage in their drive.</param>
    public sealed record PoolRow(
        Id<Pool> Id, string Name, Id<AvailabilityZone> ZoneId, string Zone, bool IsEnabled, string? Heartbeat, bool HeartbeatConnected, int Hosts, int Connected, int Restart, int BestEffort, int Unset, int Waiting,
        IReadOnlyList<TiedMachine> TiedToHost, Survival Survival)
    {
        /// <summary>High availability is on, but fewer hosts are connected than it needs.</summary>
        public bool TooFewHosts => IsEnabled && Connected < HeartbeatRule.LeastHosts;

        /// <summary>The name of one of its hosts without that of the pool before it, where that stands above.</summary>
        public string ShortNameOf(string host) => host.StartsWith($"{Name}-", StringComparison.Ordinal) ? host[(Name.Length + 1)..] : host;
    }

    /// <summary>A pool that can be asked about.</summary>
    public sealed record Choice(Id<Pool> Id, string Zone, string Name, bool IsEnabled);

    /// <summary>A host as it can be ticked.</summary>
    /// <param name="IsMaster">Whether it is the master of the pool.</param>
    /// <param name="ForMachines">Its memory for machines.</param>
    public sealed record Blade(HostAfter After, bool IsMaster, string Chassis, ByteSize ForMachines);

    /// <summary>What becomes of a machine, and when it is expected to be back: counted from the moment its host fails; null when it does not come back.</summary>
    public sealed record Line(MachineFate Fate, TimeSpan? BackAfter);

    /// <summary>The whole answer.</summary>
    /// <param name="Parts">The chassis of the pool and the interconnects they hang on.</param>
    /// <param name="TimeOut">After how long a silent host counts as failed.</param>
    /// <param name="HeartbeatLost">Whether the heartbeat storage is lost, asked for or in truth.</param>
    public sealed record View(
        PoolRow Pool, IReadOnlyList<Blade> Blades, IReadOnlyList<HardwarePart> Parts, IReadOnlyList<Line> Lines, WhatIfAnswer Answer, IReadOnlyList<Mend> Mends, TimeSpan TimeOut, bool HeartbeatLost)
    {
        /// <summary>What was asked to fail and is not of this pool, each as a refusal; the answer leaves it out.</summary>
        public IReadOnlyList<Problem> Unknown(FailureCause cause) =>
        [
            .. cause.Blades.Where(host => !Blades.Any(blade => blade.After.Host == host)).Select(host => Problem.NotFound("host", host).On("hosts")),
            .. cause.Parts.Where(part => !Parts.Any(known => known.Id == part)).Select(part => Problem.NotFound("hardware part", part).On("parts")),
        ];
    }

    /// <summary>Every pool, by zone and name.</summary>
    public async Task<Result<IReadOnlyList<PoolRow>>> PoolsAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var pools = await database.VisibleTo<Pool>(caller).AsNoTracking().ToListAsync(stop);
        List<PoolRow> rows = [];
        foreach (var pool in pools) rows.Add(await RowAsync(database, pool, await WhatIfFacts.ReadAsync(database, pool, stop), stop));
        return rows.OrderBy(row => row.Zone, StringComparer.Ordinal).ThenBy(row => row.Name, StringComparer.Ordinal).ToList();
    }

    /// <summary>The pools to choose from, by zone and name: nothing is planned for it.</summary>
    public async Task<Result<IReadOnlyList<Choice>>> ChoicesAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await (
            from pool in database.VisibleTo<Pool>(caller)
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby zone.Name, pool.Name
            select new Choice(pool.Id, zone.Name, pool.Name, pool.HighAvailabilityEnabled)).ToListAsync(stop);
    }

    /// <summary>What would happen. What is ticked and is not of this pool counts for nothing.</summary>
    public async Task<Result<View>> AskAsync(Id<Pool> id, FailureCause cause, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var pool = await database.FindVisibleAsync(id, caller, stop);
        if (pool is null) return Problem.NotFound("pool", id);
        var hosts = await database.Hosts.AsNoTracking().Where(host => host.PoolId == id).ToDictionaryAsync(host => host.Id, stop);
        var parts = await PartsAsync(database, pool, hosts.Values, caller, stop);
        var facts = await WhatIfFacts.ReadAsync(database, pool, stop);
        var failing = cause.Hosts([.. hosts.Values.Select(host => (host.Id, host.Chassis))], parts);
        var asked = facts with { HeartbeatLost = facts.HeartbeatLost || (facts.IsEnabled && cause.Heartbeat) };
        var answer = WhatIf.Ask(asked, failing);
        return new View(
            await RowAsync(database, pool, facts, stop), [.. answer.Hosts.Select(after => new Blade(after, hosts[after.Host].IsMaster, hosts[after.Host].Chassis, hosts[after.Host].MemoryForMachines))], parts,
            [.. answer.Fates.Select(fate => new Line(fate, estimate.Of(fate)))], answer,
            Mend.Find(asked, failing, hosts.ToDictionary(host => host.Key, host => host.Value.MemoryForMachines)), fabric.HeartbeatTimeOut, asked.HeartbeatLost);
    }

    static async Task<PoolRow> RowAsync(ConsoleDbContext database, Pool pool, WhatIfPool facts, CancellationToken stop)
    {
        var zone = await database.AvailabilityZones.Where(zone => zone.Id == pool.ZoneId).Select(zone => zone.Name).SingleAsync(stop);
        var heartbeat = pool.HighAvailabilityEnabled ? await database.StorageRepositories.AsNoTracking().SingleOrDefaultAsync(storage => storage.Id == pool.HeartbeatStorageId, stop) : null;
        var set = await database.VirtualMachines.Where(machine => machine.PoolId == pool.Id).GroupBy(machine => machine.HighAvailability).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, stop);
        return new PoolRow(
            pool.Id, pool.Name, pool.ZoneId, zone, pool.HighAvailabilityEnabled, heartbeat?.Name, heartbeat?.IsConnected ?? false, facts.Hosts.Count, facts.Hosts.Count(host => host.Status == HostStatus.Connected),
            set.GetValueOrDefault(HighAvailabilityPriority.Restart), set.GetValueOrDefault(HighAvailabilityPriority.BestEffort), set.GetValueOrDefault(HighAvailabilityPriority.Disabled),
            facts.Machines.Count(machine => machine is { IsWaiting: true, IsSpent: false } && machine.Priority != HighAvailabilityPriority.Disabled),
            pool.HighAvailabilityEnabled ? [] : await PoolFacts.MachinesTiedToHostAsync(database, pool.Id, stop), Survival.Of(facts));
    }

    async Task<IReadOnlyList<HardwarePart>> PartsAsync(ConsoleDbContext database, Pool pool, IReadOnlyCollection<Host> hosts, Caller caller, CancellationToken stop)
    {
        var chassis = hosts.Select(host => host.Chassis).ToHashSet();
        var parts = (await SeenParts.ReadAsync(database, hardware, caller, stop)).Parts.Where(part => part.Zone == pool.ZoneId).ToList();
        var groups = parts.Where(part => part.Kind == HardwarePartKind.Chassis && chassis.Contains(part.Name)).Select(part => part.Group).ToHashSet();
        return [.. parts.Where(part => part.Kind switch
        {
            HardwarePartKind.Chassis => chassis.Contains(part.Name),
            HardwarePartKind.Interconnect => groups.Contains(part.Group),
            _ => false,
        }).OrderBy(part => part.Kind).ThenBy(part => part.Group, StringComparer.Ordinal).ThenBy(part => part.Number)];
    }
}
