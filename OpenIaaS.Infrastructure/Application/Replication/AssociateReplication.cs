using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>Begins to replicate a machine by a policy; the engine begins the first run at its next beat.</summary>
public sealed class AssociateReplication(Submission submission, IdSource ids, TimeProvider clock) : ICommand
{
    public sealed record Input(Id<VirtualMachine> VirtualMachine, Id<ReplicationPolicy> Policy);

    public string ActivityType => ActivityTypes.ReplicationAssociate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        var id = ids.Next<Replica>();
        return submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound("virtual machine", input.VirtualMachine);
            var policy = await database.FindVisibleAsync(input.Policy, caller, stop);
            if (policy is null) return Problem.NotFound("replication policy", input.Policy);
            if (machine.Pending is PendingAction.Creating or PendingAction.Deleting)
                return Problem.Conflict("association.not-ready", $"{machine.Name} is being created or deleted; replicate it once that has ended.");
            var allowed = AssociationCheck.Check(await database.FactsAsync(machine, policy, stop));
            if (!allowed.Ok) return Result<ActivityTarget>.Refused(allowed.Problems);

            // Touching the policy and the machine makes a deletion at the same moment meet this one.
            database.Entry(policy).Property(row => row.Version).IsModified = true;
            database.Entry(machine).Property(row => row.Version).IsModified = true;
            database.Replicas.Add(new Replica(id, caller.TenantId, machine.Id, policy.Id, policy.Interval.Every, clock.GetUtcNow()));
            return new ActivityTarget("virtual machine", machine.Id.Value, machine.Name);
        }, stop);
    }
}
