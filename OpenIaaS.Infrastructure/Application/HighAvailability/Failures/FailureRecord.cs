using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

/// <summary>Writes what a save tells of failures into that save.</summary>
sealed class FailureRecord(ConsoleDbContext database, IdSource ids, TimeProvider clock, RestartEstimate estimate)
{
    readonly DateTimeOffset now = clock.GetUtcNow();

    public async Task WriteAsync(FailureNews news, CancellationToken stop)
    {
        List<FailedHost> failed = [];
        foreach (var host in news.Failed) failed.Add(await FailAsync(host, failed, stop));
        foreach (var host in news.Returned)
            foreach (var row in await database.FailedHosts.Where(row => row.HostId == host.Id && row.ReturnedAt == null).ToListAsync(stop)) row.Return(now);
        var known = await KnownAsync(news, stop);
        foreach (var attempt in news.Attempts) await TryAsync(attempt, known, stop);
        await ObserveAsync(news.Changed, known, stop);
        foreach (var row in news.Deleted.SelectMany(machine => known[machine.Id])) row.Delete(now);
        foreach (var pool in news.Switched) await SwitchAsync(pool, stop);
        foreach (var machine in news.Lost) await LoseAsync(machine, failed, stop);
        foreach (var pool in news.Failed.Select(host => host.PoolId).Distinct()) await ForeseeAsync(pool, news.Failed, failed, stop);
    }

    /// <summary>The host in the failure of those that fail with it, or in one of its own.</summary>
    async Task<FailedHost> FailAsync(Host host, List<FailedHost> failing, CancellationToken stop)
    {
        var silent = host.HeartbeatLostAt ?? now;
        var last = failing.LastOrDefault(other => database.PoolFailures.Local.Any(failure => failure.Id == other.FailureId && failure.PoolId == host.PoolId)) ?? await (
            from other in database.FailedHosts
            join failure in database.PoolFailures on other.FailureId equals failure.Id
            where failure.PoolId == host.PoolId
            orderby other.FailedAt descending
            select other).FirstOrDefaultAsync(stop);
        var together = last is not null && last.HostId != host.Id && PoolFailure.AreTogether(last, silent, now)
            && !await database.FailedHosts.AnyAsync(other => other.FailureId == last.FailureId && other.HostId == host.Id, stop);
        var begun = together ? await database.PoolFailures.FindAsync([last!.FailureId], stop) : null;
        if (begun is null)
        {
            var pool = await PoolAsync(host.PoolId, stop);
            begun = new PoolFailure(ids.Next<PoolFailure>(), pool, await database.AvailabilityZones.Where(zone => zone.Id == pool.ZoneId).Select(zone => zone.Name).SingleAsync(stop), silent, now);
            database.Add(begun);
        }

        var row = new FailedHost(begun, host);
        database.Add(row);
        return row;
    }

    /// <summary>What is recorded, and not settled, of the machines that changed.</summary>
    async Task<ILookup<Id<VirtualMachine>, LostMachine>> KnownAsync(FailureNews news, CancellationToken stop)
    {
        List<Id<VirtualMachine>> asked = [.. news.Changed.Concat(news.Deleted).Select(machine => machine.Id).Concat(news.Attempts.Select(attempt => new Id<VirtualMachine>(attempt.TargetId))).Distinct()];
        List<LostMachine> rows = asked.Count == 0 ? [] : await database.LostMachines.Where(row => asked.Contains(row.MachineId) && row.SettledAt == null).ToListAsync(stop);
        return rows.ToLookup(row => row.MachineId);
    }

    async Task TryAsync(Activity attempt, ILookup<Id<VirtualMachine>, LostMachine> known, CancellationToken stop)
    {
        if (known[new Id<VirtualMachine>(attempt.TargetId)].LastOrDefault() is not { } machine) return;
        var host = JsonSerializer.Deserialize<RecoverVirtualMachine.Input>(attempt.Input, DomainJson.Options)!.HostName;
        machine.Try();
        var last = await database.RestartAttempts.Where(row => row.FailureId == machine.FailureId && row.MachineId == machine.MachineId).OrderByDescending(row => row.FirstSequence).FirstOrDefaultAsync(stop);
        if (last?.Takes(attempt, host) != true) database.Add(new RestartAttempt(machine, attempt, host));
    }

    async Task ObserveAsync(IReadOnlyList<VirtualMachine> machines, ILookup<Id<VirtualMachine>, LostMachine> known, CancellationToken stop)
    {
        foreach (var machine in machines.Where(machine => known.Contains(machine.Id)))
        {
            var pool = await PoolAsync(machine.PoolId, stop);
            var host = machine.HostId is null ? null : await database.Hosts.Where(row => row.Id == machine.HostId).Select(row => row.Name).SingleOrDefaultAsync(stop);
            foreach (var row in known[machine.Id]) row.Observe(machine, pool.HighAvailabilityEnabled, host, now);
        }
    }

    async Task SwitchAsync(Pool pool, CancellationToken stop)
    {
        var rows = await (
            from row in database.LostMachines
            where row.SettledAt == null
            join failure in database.PoolFailures on row.FailureId equals failure.Id
            join machine in database.VirtualMachines on row.MachineId equals machine.Id
            where failure.PoolId == pool.Id
            select new { Row = row, Machine = machine }).ToListAsync(stop);
        foreach (var lost in rows) lost.Row.Observe(lost.Machine, pool.HighAvailabilityEnabled, null, now);
    }

    async Task LoseAsync(VirtualMachine machine, List<FailedHost> failed, CancellationToken stop)
    {
        var host = failed.Find(row => row.HostId == machine.LastHostId)
            ?? await database.FailedHosts.Where(row => row.HostId == machine.LastHostId && row.ReturnedAt == null).OrderByDescending(row => row.FailedAt).FirstOrDefaultAsync(stop);
        // A host that was down before the record began, or a machine this failure has already: there is nothing to tell.
        if (host is null || await database.LostMachines.FindAsync([host.FailureId, machine.Id], stop) is not null) return;
        database.Add(new LostMachine(host, machine, (await PoolAsync(machine.PoolId, stop)).HighAvailabilityEnabled, now));
    }

    /// <summary>Asks the planner what is to come, of the pool as it was before these hosts failed: this is saved with them.</summary>
    async Task ForeseeAsync(Id<Pool> id, IReadOnlyList<Host> failing, List<FailedHost> failed, CancellationToken stop)
    {
        var hosts = failing.Where(host => host.PoolId == id).Select(host => host.Id).ToHashSet();
        var failures = failed.Where(row => hosts.Contains(row.HostId)).Select(row => row.FailureId).Distinct().ToList();
        await database.LostMachines.Where(row => failures.Contains(row.FailureId) && row.SettledAt == null).LoadAsync(stop);
        var fates = WhatIf.Ask(await WhatIfFacts.ReadAsync(database, await PoolAsync(id, stop), stop), hosts).Fates.ToDictionary(fate => fate.Machine.Machine);
        foreach (var row in database.LostMachines.Local.Where(row => failures.Contains(row.FailureId)))
            if (fates.TryGetValue(row.MachineId, out var fate)) row.Foresee(fate, estimate.Of(fate));
    }

    async Task<Pool> PoolAsync(Id<Pool> id, CancellationToken stop) => (await database.Pools.FindAsync([id], stop))!;
}
