using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>The list of virtual machines: searched, filtered, sorted and paged by the database.</summary>
public sealed class VirtualMachineQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>How many machines an export reads at once.</summary>
    const int Batch = 500;

    /// <summary>One page. Sort keys: name, status, pool, system, vcpu, memory, address, ha, backup.</summary>
    public async Task<Result<TablePage<VirtualMachineRow>>> ListAsync(VirtualMachineFilter filter, TableQuery page, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var machines = await database.MachinesAsync(filter, caller, stop);
        var total = await machines.CountAsync(stop);
        // Identities first: what a row shows beside itself is then read for one page and not for everything that is sorted.
        var ids = await machines.Sorted(database, page.Sort, page.Descending).Skip(page.Offset).Take(Math.Min(page.Count, TableQuery.Most)).Select(machine => machine.Id).ToListAsync(stop);
        return new TablePage<VirtualMachineRow>(await RowsAsync(database, ids, caller, stop), total);
    }

    /// <summary>How many machines there are, and what they do.</summary>
    public async Task<Result<VirtualMachineSummary>> SummaryAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var counts = await database.VisibleTo<VirtualMachine>(caller).GroupBy(machine => new { machine.Power, machine.Pending })
            .Select(group => new { group.Key.Power, group.Key.Pending, Count = group.Count() }).ToListAsync(stop);
        var newest = await database.VisibleTo<Activity>(caller).Where(activity => activity.TargetNoun == MachineTarget.Noun)
            .OrderByDescending(activity => activity.Sequence).Select(activity => new { activity.CreatedAt, activity.EndedAt }).FirstOrDefaultAsync(stop);
        return new VirtualMachineSummary(
            counts.Sum(count => count.Count),
            counts.Where(count => count is { Power: PowerState.Running, Pending: PendingAction.None }).Sum(count => count.Count),
            counts.Where(count => count.Pending == PendingAction.Starting).Sum(count => count.Count),
            counts.Where(count => count.Pending != PendingAction.None).Sum(count => count.Count),
            newest?.EndedAt ?? newest?.CreatedAt);
    }

    /// <summary>How many machines share a MAC address with another adapter (Console specification 2.3).</summary>
    public async Task<Result<int>> SharedMacsAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.SharingMac(caller).Distinct().CountAsync(stop);
    }

    /// <summary>What the filters offer: only what some machine has.</summary>
    public async Task<Result<VirtualMachineChoices>> ChoicesAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var pools = await database.VisibleTo<Pool>(caller)
            .Join(database.AvailabilityZones, pool => pool.ZoneId, zone => zone.Id, (pool, zone) => new { pool.Id, pool.Name, Zone = zone.Name, ZoneId = zone.Id })
            .OrderBy(pool => pool.Zone).ThenBy(pool => pool.Name).ToListAsync(stop);
        var hosts = await database.VisibleTo<Host>(caller).OrderBy(host => host.Name).Select(host => new { host.Id, host.Name }).ToListAsync(stop);
        var systems = await database.VisibleTo<VirtualMachine>(caller).Select(machine => machine.GuestSystem).Distinct().OrderBy(system => system).ToListAsync(stop);
        // Whole sets of tags, of which there are few; SQLite cannot take them apart in the database.
        var tags = await database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.Tags.Count > 0).Select(machine => machine.Tags).Distinct().ToListAsync(stop);
        return new VirtualMachineChoices(
            [.. pools.Select(pool => (pool.ZoneId, pool.Zone)).Distinct()], [.. pools.Select(pool => (pool.Id, pool.Name))], [.. hosts.Select(host => (host.Id, host.Name))], systems, [.. tags.SelectMany(set => set).Distinct().Order(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>Every row that passes the filter, in the order of names, read a part at a time; nothing without the permission.</summary>
    public async IAsyncEnumerable<ExportedMachine> ExportAsync(VirtualMachineFilter filter, Caller caller, [EnumeratorCancellation] CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) yield break;
        await using var database = await databases.CreateDbContextAsync(stop);
        var machines = await database.MachinesAsync(filter, caller, stop);
        // All identities at once: 16 bytes each, and rows that come or go meanwhile shift no part.
        var ids = await machines.Sorted(database, null, false).Select(machine => machine.Id).ToListAsync(stop);
        foreach (var part in ids.Chunk(Batch))
        {
            var rows = await RowsAsync(database, part, caller, stop);
            var beside = await MachineExtent.OfAsync(database, part, caller, stop);
            foreach (var row in rows)
                if (beside.Find(row) is { } whole) yield return whole;
        }
    }

    static async Task<List<VirtualMachineRow>> RowsAsync(ConsoleDbContext database, IReadOnlyCollection<Id<VirtualMachine>> ids, Caller caller, CancellationToken stop)
    {
        if (ids.Count == 0) return [];
        var protecting = await database.ProtectingAsync(caller, stop);
        var read = await database.VisibleTo<VirtualMachine>(caller).Where(machine => ids.Contains(machine.Id))
            .Join(database.Pools, machine => machine.PoolId, pool => pool.Id, (machine, pool) => new { machine, pool })
            .Join(database.AvailabilityZones, row => row.pool.ZoneId, zone => zone.Id, (row, zone) => new { row.machine, row.pool, zone })
            .Select(row => new
            {
                row.machine.Id, row.machine.Version, row.machine.Name, row.machine.Power, row.machine.Pending, Zone = row.zone.Name, Pool = row.pool.Name,
                Host = database.Hosts.Where(host => host.Id == row.machine.HostId).Select(host => host.Name).FirstOrDefault(),
                row.machine.GuestSystem, row.machine.VirtualCpus, row.machine.Memory, row.machine.HighAvailability, row.machine.Tags,
                Address = database.NetworkAdapters.Where(adapter => adapter.MachineId == row.machine.Id && adapter.Address != "")
                    .OrderBy(adapter => adapter.Position).Select(adapter => adapter.Address).FirstOrDefault(),
                Policies = database.BackupAssignments.Count(assignment => assignment.MachineId == row.machine.Id),
                Protected = database.BackupAssignments.Any(assignment => assignment.MachineId == row.machine.Id && protecting.Contains(assignment.PolicyId)),
                LeftOut = database.VirtualDisks.Count(disk => disk.MachineId == row.machine.Id && disk.ExcludedFromBackup),
                Replicated = database.Replicas.Any(replica => replica.MachineId == row.machine.Id),
            }).ToDictionaryAsync(row => row.Id, stop);
        var progress = await MachineProgress.OfAsync(database, caller.TenantId, [.. read.Values.Where(row => row.Pending != PendingAction.None).Select(row => (row.Id, row.Pending))], stop);
        // A machine deleted between the two reads is left out.
        return
        [
            .. ids.Where(read.ContainsKey).Select(id => read[id]).Select(row => new VirtualMachineRow(
                row.Id, row.Version, row.Name, row.Power, row.Pending, row.Pending == PendingAction.None ? null : progress.GetValueOrDefault(row.Id),
                row.Zone, row.Pool, row.Host ?? "", row.GuestSystem, row.VirtualCpus, row.Memory, row.Address ?? "", row.HighAvailability,
                row.Policies == 0 ? MachineBackupState.NoPolicy : row.Protected ? MachineBackupState.Protected : MachineBackupState.Unprotected,
                row.LeftOut, row.Replicated, string.Join('\n', row.Tags))),
        ];
    }
}
