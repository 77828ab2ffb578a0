using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>A machine that might be replicated, with what that requires.</summary>
public sealed record AssociationCandidate(Id<VirtualMachine> Machine, string Name, string Zone, IReadOnlyList<AssociationCheck> Checks)
{
    public bool Ok => Checks.All(check => check.Passed);
}

/// <summary>Reads the check lists shown before machines are associated with a policy.</summary>
public sealed class AssociationQueries(IDbContextFactory<ConsoleDbContext> databases, IReplicationLink link)
{
    /// <summary>The check list of one machine and one policy.</summary>
    public async Task<Result<AssociationCandidate>> CheckAsync(Id<VirtualMachine> machine, Id<ReplicationPolicy> policy, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(machine, caller, stop) is not { } found) return Problem.NotFound("virtual machine", machine);
        if (await database.FindVisibleAsync(policy, caller, stop) is not { } by) return Problem.NotFound("replication policy", policy);
        return (await CandidatesAsync(database, [found], by, together: false, stop))[0];
    }

    /// <summary>The check lists of machines that are to be associated together, by name: each is judged beside those before it. Machines that are not seen are left out.</summary>
    public async Task<Result<IReadOnlyList<AssociationCandidate>>> TogetherAsync(
        IReadOnlyCollection<Id<VirtualMachine>> machines, Id<ReplicationPolicy> policy, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        var count = BulkAction.CheckCount(machines.Count);
        if (!count.Ok) return Result<IReadOnlyList<AssociationCandidate>>.Refused(count.Problems);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(policy, caller, stop) is not { } by) return Problem.NotFound("replication policy", policy);
        var found = await database.VisibleTo<VirtualMachine>(caller).AsNoTracking().Where(machine => machines.Contains(machine.Id)).OrderBy(machine => machine.NameKey).ThenBy(machine => machine.Id).ToListAsync(stop);
        return new List<AssociationCandidate>(await CandidatesAsync(database, found, by, together: true, stop));
    }

    /// <summary>Machines by name, each with its check list against the policy: those first that it can replicate, then the rest with the reason why not.</summary>
    public async Task<Result<TablePage<AssociationCandidate>>> CandidatesAsync(
        Id<ReplicationPolicy> policy, string? search, int count, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(policy, caller, stop) is not { } by) return Problem.NotFound("replication policy", policy);
        var machines = database.VisibleTo<VirtualMachine>(caller).AsNoTracking().Where(machine => machine.Pending != PendingAction.Creating && machine.Pending != PendingAction.Deleting);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var key = VirtualMachine.KeyOf(search.Trim());
            machines = machines.Where(machine => machine.NameKey.Contains(key));
        }

        // Machines of the target's own zone, and those that are replicated already, are of no use here.
        var near = await database.Pools
            .Where(pool => database.Pools.Any(target => target.ZoneId == pool.ZoneId && database.StorageRepositories.Any(storage => storage.Id == by.TargetStorageId && storage.PoolId == target.Id)))
            .Select(pool => pool.Id).ToListAsync(stop);
        var page = await machines
            .OrderBy(machine => near.Contains(machine.PoolId) || database.Replicas.Any(replica => replica.MachineId == machine.Id) ? 1 : 0).ThenBy(machine => machine.NameKey).ThenBy(machine => machine.Id)
            .Take(Math.Min(count, TableQuery.Most)).ToListAsync(stop);
        return new TablePage<AssociationCandidate>(await CandidatesAsync(database, page, by, together: false, stop), await machines.CountAsync(stop));
    }

    async Task<IReadOnlyList<AssociationCandidate>> CandidatesAsync(
        ConsoleDbContext database, IReadOnlyList<VirtualMachine> machines, ReplicationPolicy policy, bool together, CancellationToken stop)
    {
        var pools = machines.Select(machine => machine.PoolId).Distinct().ToList();
        var zones = await database.Pools.Where(pool => pools.Contains(pool.Id))
            .Join(database.AvailabilityZones, pool => pool.ZoneId, zone => zone.Id, (pool, zone) => new { pool.Id, zone.Name }).ToDictionaryAsync(pool => pool.Id, pool => pool.Name, stop);
        var facts = await database.FactsAsync(machines, policy, link, stop);
        var checks = together ? AssociationCheck.Together(facts) : [.. facts.Select(AssociationCheck.All)];
        return [.. machines.Zip(checks, (machine, list) => new AssociationCandidate(machine.Id, machine.Name, zones[machine.PoolId], list))];
    }
}
