using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>Recovers every machine of a policy for a try, by start order and cut off from every network, and keeps the evidence. Nothing of it stays behind.</summary>
public sealed class RehearsePolicy(Submission submission, IDbContextFactory<ConsoleDbContext> databases, RehearsalStage stage, IdSource ids, TimeProvider clock) : IOperation<RehearsePolicy.Input>
{
    /// <summary>What is asked for.</summary>
    /// <param name="TargetMinutes">How many minutes the recovery of each machine may take, or null for no bound.</param>
    public sealed record Order(Id<ReplicationPolicy> Policy, int? TargetMinutes = null);

    /// <param name="Copies">The identities of the copies by the machine they are of.</param>
    public sealed record Input(Order Order, Id<Rehearsal> Rehearsal, IReadOnlyDictionary<Guid, CopyIdentity> Copies);

    public string ActivityType => ActivityTypes.ReplicationRehearse;

    public async Task<Result<Id<Activity>>> SubmitAsync(Order order, Caller caller, CancellationToken stop)
    {
        var input = await PrepareAsync(order, stop);
        return await submission.AcceptAsync(ActivityType, Permission.ReplicationRecover, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(order.Policy, caller, stop) is not { } policy) return Problem.NotFound("replication policy", order.Policy);
            var machines = await MachinesAsync(database, policy.Id, stop);
            var underWay = await database.Rehearsals.AnyAsync(row => row.PolicyId == policy.Id && row.EndedAt == null, stop);
            List<Problem> found = [.. Rehearsal.CheckTarget(order.TargetMinutes).Problems, .. Rehearsal.Check(policy.Name, machines.Count, underWay).Problems];
            if (found.Count > 0) return found;
            // A machine that came in between is rehearsed the next time.
            var known = machines.FindAll(row => input.Copies.ContainsKey(row.Machine.Id.Value));
            var rehearsal = new Rehearsal(input.Rehearsal, policy, caller.Name, order.TargetMinutes, known.Count, clock.GetUtcNow());
            database.Add(rehearsal);
            database.AddRange(known.Select((row, position) => new RehearsedMachine(rehearsal, position, row.Replica, row.Machine, input.Copies[row.Machine.Id.Value].Machine)));
            // Two rehearsals of one policy at once meet here.
            database.Entry(policy).Property(row => row.Version).IsModified = true;
            return ReplicaTarget.Of(policy);
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await stage.PlayAsync(input, progress, stop);
        return input.Rehearsal.ToString();
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var rehearsal = await database.Rehearsals.SingleAsync(row => row.Id == input.Rehearsal, stop);
        var machines = await database.RehearsedMachines.Where(row => row.RehearsalId == rehearsal.Id).ToListAsync(stop);
        rehearsal.End(machines.Count(row => row.Step == RehearsalStep.Passed), machines.Max(row => row.AnsweredAt), clock.GetUtcNow());
    }

    /// <summary>Only a defect comes here: what a machine meets is its own failure. Copies that are still there stay as machines of their own, to be deleted by hand.</summary>
    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var rehearsal = await database.Rehearsals.SingleAsync(row => row.Id == input.Rehearsal, stop);
        var machines = await database.RehearsedMachines.Where(row => row.RehearsalId == rehearsal.Id).ToListAsync(stop);
        foreach (var machine in machines.Where(row => row.HasCopy))
        {
            await stage.LeaveAsync(database, machine, stop);
            machine.Removed();
        }

        rehearsal.Break(reason, machines.Count(row => row.Step == RehearsalStep.Passed), clock.GetUtcNow());
    }

    async Task<Input> PrepareAsync(Order order, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        Dictionary<Guid, CopyIdentity> copies = [];
        foreach (var (_, machine) in await MachinesAsync(database, order.Policy, stop)) copies[machine.Id.Value] = await CopyRows.IdentityAsync(database, ids, machine.Id, stop);
        return new Input(order, ids.Next<Rehearsal>(), copies);
    }

    /// <summary>The machines of a policy in the order in which they are started.</summary>
    static async Task<List<(Replica Replica, VirtualMachine Machine)>> MachinesAsync(ConsoleDbContext database, Id<ReplicationPolicy> policy, CancellationToken stop)
    {
        var rows = await database.Replicas.Where(replica => replica.PolicyId == policy && replica.EndingSince == null)
            .Join(database.VirtualMachines, replica => replica.MachineId, machine => machine.Id, (replica, machine) => new { replica, machine })
            .OrderBy(row => row.machine.StartOrder).ThenBy(row => row.machine.NameKey).ThenBy(row => row.machine.Id).ToListAsync(stop);
        return rows.ConvertAll(row => (row.replica, row.machine));
    }
}
