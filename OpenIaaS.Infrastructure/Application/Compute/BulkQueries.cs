using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What an action would do to each of some machines, before it is done: the rules of the use cases, asked for all of them.</summary>
public sealed class BulkQueries(IDbContextFactory<ConsoleDbContext> databases, IHypervisor hypervisor, AssociationQueries associations)
{
    /// <summary>One line for each of the machines that the caller sees, by name.</summary>
    public async Task<Result<IReadOnlyList<BulkLine>>> PreviewAsync(IReadOnlyCollection<Id<VirtualMachine>> machines, BulkAction action, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        var count = BulkAction.CheckCount(machines.Count);
        if (!count.Ok) return Result<IReadOnlyList<BulkLine>>.Refused(count.Problems);
        if (action.Kind == BulkKind.Replicate) return await ReplicateAsync(machines, action, caller, stop);
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var found = await database.VisibleTo<VirtualMachine>(caller).Where(machine => machines.Contains(machine.Id)).OrderBy(machine => machine.NameKey).ThenBy(machine => machine.Id).ToListAsync(stop);
        var rule = await RuleAsync(database, found, action, caller, stop);
        return found.ConvertAll(machine => new BulkLine(
            machine.Id, machine.Name, machine.Power, machine.HighAvailability, machine.Tags, rule(machine).First)
        {
            StartOrder = machine.StartOrder,
        });
    }

    /// <summary>Machines take their room on the target one after the other, as they would when all of them are replicated.</summary>
    async Task<Result<IReadOnlyList<BulkLine>>> ReplicateAsync(IReadOnlyCollection<Id<VirtualMachine>> machines, BulkAction action, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await database.VisibleTo<VirtualMachine>(caller).AsNoTracking().Where(machine => machines.Contains(machine.Id)).OrderBy(machine => machine.NameKey).ThenBy(machine => machine.Id).ToListAsync(stop);
        var checks = action.Replication is { } policy ? await associations.TogetherAsync(machines, policy, caller, stop) : Result<IReadOnlyList<AssociationCandidate>>.Refused([BulkAction.NoReplication]);
        var lists = checks.Ok ? checks.Value.ToDictionary(candidate => candidate.Machine, candidate => candidate.Checks) : [];
        return found.ConvertAll(machine =>
        {
            var list = lists.GetValueOrDefault(machine.Id) ?? [];
            var refused = checks.Ok ? list.FirstOrDefault(check => !check.Passed)?.Problem : checks.Problems[0];
            return new BulkLine(machine.Id, machine.Name, machine.Power, machine.HighAvailability, machine.Tags, refused) { Checks = list };
        });
    }

    /// <summary>The backup policies that can be assigned: those of the zones of the machines.</summary>
    public async Task<Result<List<PolicyChoice>>> PoliciesAsync(IReadOnlyCollection<Id<VirtualMachine>> machines, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.BackupRead)) return Problem.Forbidden(Permission.BackupRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var zones = await database.VisibleTo<VirtualMachine>(caller).Where(machine => machines.Contains(machine.Id))
            .Join(database.Pools, machine => machine.PoolId, pool => pool.Id, (_, pool) => pool.ZoneId).Distinct().ToListAsync(stop);
        var policies = await database.VisibleTo<BackupPolicy>(caller).AsNoTracking().Where(policy => zones.Contains(policy.ZoneId)).OrderBy(policy => policy.Name).ToListAsync(stop);
        return policies.ConvertAll(policy => new PolicyChoice(policy.Id, policy.Name, policy.Schedule, policy.Retention));
    }

    async Task<Func<VirtualMachine, Result>> RuleAsync(ConsoleDbContext database, List<VirtualMachine> machines, BulkAction action, Caller caller, CancellationToken stop)
    {
        List<Id<VirtualMachine>> ids = [.. machines.Select(machine => machine.Id)];
        switch (action.Kind)
        {
            case BulkKind.Start:
                return await StartAsync(database, machines, ids, stop);
            case BulkKind.StopCleanly or BulkKind.StopByForce or BulkKind.Restart:
                var stalls = (await hypervisor.ObserveAsync(ids, stop)).ToDictionary(seen => seen.Machine, seen => seen.Stall);
                return machine => action.Kind == BulkKind.Restart
                    ? machine.CanRestart(force: false, stalls.GetValueOrDefault(machine.Id))
                    : machine.CanStop(action.Kind == BulkKind.StopByForce, stalls.GetValueOrDefault(machine.Id));
            case BulkKind.AssignPolicy:
                return await AssignAsync(database, machines, ids, action, caller, stop);
            case BulkKind.SetHighAvailability:
                var order = action.StartOrder is { } asked ? VirtualMachineLimits.CheckStartOrder(asked) : Result.Success;
                return machine => !order.Ok ? order : machine.HighAvailability == action.Priority && machine.StartOrder == (action.StartOrder ?? machine.StartOrder) ? SoAlready(machine) : Result.Success;
            default:
                return machine => action.TagsAfter(machine.Tags) is var after && after.Count == machine.Tags.Count ? SoAlready(machine) : MachineTags.Check([.. after]);
        }
    }

    /// <summary>Machines take their memory one after the other, as they would when all of them are started.</summary>
    static async Task<Func<VirtualMachine, Result>> StartAsync(ConsoleDbContext database, List<VirtualMachine> machines, List<Id<VirtualMachine>> ids, CancellationToken stop)
    {
        var policies = await database.BackupAssignments.Where(assignment => ids.Contains(assignment.MachineId)).GroupBy(assignment => assignment.MachineId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, stop);
        var shared = await SharedMacs.OfAsync(database, ids, stop);
        Dictionary<Id<Pool>, List<HostRoom>> rooms = [];
        foreach (var pool in machines.Select(machine => machine.PoolId).Distinct()) rooms[pool] = [.. await PoolFacts.RoomAsync(database, pool, stop)];
        return machine =>
        {
            var can = machine.CanStart(policies.GetValueOrDefault(machine.Id));
            if (can.Ok) can = machine.CheckMacAddresses([.. shared[machine.Id]], bypass: false);
            if (!can.Ok) return can;
            var hosts = rooms[machine.PoolId];
            var chosen = Placement.Choose(machine.Memory, hosts, machine.LastHostId);
            if (!chosen.Ok) return Result.From(chosen.Problems);
            var at = hosts.FindIndex(host => host.Host == chosen.Value);
            hosts[at] = hosts[at] with { Free = hosts[at].Free - machine.Memory };
            return Result.Success;
        };
    }

    static async Task<Func<VirtualMachine, Result>> AssignAsync(
        ConsoleDbContext database, List<VirtualMachine> machines, List<Id<VirtualMachine>> ids, BulkAction action, Caller caller, CancellationToken stop)
    {
        var policy = action.Policy is { } asked ? await database.FindVisibleAsync(asked, caller, stop) : null;
        if (policy is null) return _ => BulkAction.NoPolicy;
        var assigned = await database.BackupAssignments.Where(assignment => assignment.PolicyId == policy.Id && ids.Contains(assignment.MachineId)).Select(assignment => assignment.MachineId).ToListAsync(stop);
        var pools = machines.Select(machine => machine.PoolId).Distinct().ToList();
        var zones = await database.Pools.Where(pool => pools.Contains(pool.Id)).ToDictionaryAsync(pool => pool.Id, pool => pool.ZoneId, stop);
        return machine => policy.CanAssignTo(machine, zones[machine.PoolId], assigned.Contains(machine.Id));
    }

    static Result SoAlready(VirtualMachine machine) => Problem.Conflict("bulk.nothing", $"Nothing of {machine.Name} would change.");
}
