using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>
/// Replicates a machine by another policy. A run under way ends first; then, in one transaction, the replica is replaced by another one, whose first run is due at once. On the same
/// storage that one takes over the recovery points; otherwise they go and their space is given back.
/// </summary>
public sealed class MoveReplica(Submission submission, IDbContextFactory<ConsoleDbContext> databases, IdSource ids, TimeProvider clock) : IOperation<MoveReplica.Input>
{
    /// <summary>What is asked for.</summary>
    public sealed record Order(Id<Replica> Replica, Id<ReplicationPolicy> Policy);

    /// <param name="Next">The identity of the replica that takes its place: the same in a second attempt.</param>
    public sealed record Input(Order Order, Id<VirtualMachine> Machine, Id<Replica> Next);

    public string ActivityType => ActivityTypes.ReplicationMove;

    public async Task<Result<Id<Activity>>> SubmitAsync(Order order, Caller caller, CancellationToken stop)
    {
        var input = await PrepareAsync(order, stop);
        return await submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(order.Replica, caller, stop) is not { } replica) return Problem.NotFound(ReplicaTarget.Noun, order.Replica);
            if (await database.FindVisibleAsync(order.Policy, caller, stop) is not { } next) return Problem.NotFound("replication policy", order.Policy).On(nameof(Order.Policy));
            var facts = await database.MoveFactsAsync(replica, next, null, stop);
            List<Problem> found = [.. ReplicaMove.Check(facts).Problems];
            if (found.Count == 0) found.AddRange(replica.BeginRemoval(facts.Association.Machine, clock.GetUtcNow()).Problems);
            // A deletion of the policy at the same moment meets this one.
            database.Entry(next).Property(row => row.Version).IsModified = true;
            return found.Count > 0 ? found : ReplicaTarget.Of(replica, facts.Association.Machine);
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        if (await DissociateReplication.RestAsync(input.Machine, databases, progress, stop) is not { } held || held.Replica != input.Order.Replica) return input.Next.ToString();
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.ReplicationPolicies.AnyAsync(policy => policy.Id == input.Order.Policy, stop)
            ? input.Next.ToString()
            : Problem.Conflict("replica.policy-gone", $"The policy it was to be replicated by has been deleted; it is replicated as before.");
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var former = await database.Replicas.SingleAsync(row => row.Id == input.Order.Replica, stop);
        if (await database.ReplicationPolicies.SingleOrDefaultAsync(row => row.Id == input.Order.Policy, stop) is not { } next)
        {
            former.AbandonRemoval("The policy it was to be replicated by has been deleted.");
            return;
        }

        var policy = await database.ReplicationPolicies.SingleAsync(row => row.Id == former.PolicyId, stop);
        var points = await database.RecoveryPoints.Where(point => point.ReplicaId == former.Id).ToListAsync(stop);
        var replica = new Replica(input.Next, former.TenantId, former.MachineId, next.Id, next.Interval.Every, now);
        former.CloseLedger(now);
        if (policy.TargetStorageId == next.TargetStorageId) replica.TakeOver(former, points);
        else
        {
            var storage = await database.StorageRepositories.SingleAsync(row => row.Id == policy.TargetStorageId, stop);
            database.RecoveryPoints.RemoveRange(points);
            storage.Release(former.Size);
            if (former.Size > ByteSize.Zero) database.SpaceReturns.Add(new SpaceReturn($"{former.Id}/moved", storage.Id, former.Size));
        }

        var machine = await database.VirtualMachines.Where(row => row.Id == former.MachineId).Select(row => row.Name).SingleAsync(stop);
        database.FormerReplicas.Add(new FormerReplica(former, machine, policy.Name, now));
        database.Replicas.Remove(former);
        database.Replicas.Add(replica);
        database.Entry(next).Property(row => row.Version).IsModified = true;
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) =>
        (await database.Replicas.SingleAsync(row => row.Id == input.Order.Replica, stop)).AbandonRemoval(reason);

    async Task<Input> PrepareAsync(Order order, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.Replicas.Where(row => row.Id == order.Replica).Select(row => row.MachineId).SingleOrDefaultAsync(stop);
        return new Input(order, machine, ids.Next<Replica>());
    }
}
