using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>A machine that might be replicated, with what that requires.</summary>
public sealed record AssociationCandidate(Id<VirtualMachine> Machine, string Name, string Zone, IReadOnlyList<AssociationCheck> Checks)
{
    public bool Ok => Checks.All(check => check.Passed);
}

/// <summary>Reads the check lists shown before machines are associated with a policy.</summary>
public sealed class AssociationQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>The check list of one machine and one policy.</summary>
    public async Task<Result<AssociationCandidate>> CheckAsync(Id<VirtualMachine> machine, Id<ReplicationPolicy> policy, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(machine, caller, stop) is not { } found) return Problem.NotFound("virtual machine", machine);
        if (await database.FindVisibleAsync(policy, caller, stop) is not { } by) return Problem.NotFound("replication policy", policy);
        var zone = await database.AvailabilityZones
            .Where(row => database.Pools.Any(pool => pool.Id == found.PoolId && pool.ZoneId == row.Id)).Select(row => row.Name).SingleAsync(stop);
        return new AssociationCandidate(found.Id, found.Name, zone, AssociationCheck.All(await database.FactsAsync(found, by, stop)));
    }

    /// <summary>Machines that are not replicated yet, by name, each with its check list against the policy.</summary>
    public async Task<Result<TablePage<AssociationCandidate>>> CandidatesAsync(
        Id<ReplicationPolicy> policy, string? search, int count, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(policy, caller, stop) is not { } by) return Problem.NotFound("replication policy", policy);
        var machines =
            from machine in database.VisibleTo<VirtualMachine>(caller).AsNoTracking()
            where machine.Pending != PendingAction.Creating && machine.Pending != PendingAction.Deleting
                && !database.Replicas.Any(replica => replica.MachineId == machine.Id)
            join pool in database.Pools on machine.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            select new { Machine = machine, Zone = zone };
        if (!string.IsNullOrWhiteSpace(search))
        {
            var key = VirtualMachine.KeyOf(search.Trim());
            machines = machines.Where(row => row.Machine.NameKey.Contains(key));
        }

        // Most machines of the target's own zone are of no use here: the others come first.
        var target = await database.Pools.Where(pool => database.StorageRepositories.Any(storage => storage.Id == by.TargetStorageId && storage.PoolId == pool.Id))
            .Select(pool => pool.ZoneId).SingleAsync(stop);
        var page = await machines.OrderBy(row => row.Zone.Id == target ? 1 : 0).ThenBy(row => row.Machine.NameKey).ThenBy(row => row.Machine.Id)
            .Take(Math.Min(count, TableQuery.Most)).ToListAsync(stop);
        List<AssociationCandidate> candidates = [];
        foreach (var row in page)
            candidates.Add(new(row.Machine.Id, row.Machine.Name, row.Zone.Name, AssociationCheck.All(await database.FactsAsync(row.Machine, by, stop))));
        return new TablePage<AssociationCandidate>(candidates, await machines.CountAsync(stop));
    }
}
