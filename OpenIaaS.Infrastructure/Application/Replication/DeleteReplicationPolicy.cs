using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>Deletes a replication policy that replicates no machine.</summary>
public sealed class DeleteReplicationPolicy(Submission submission) : ICommand
{
    public sealed record Input(Id<ReplicationPolicy> Policy);

    public string ActivityType => ActivityTypes.ReplicationPolicyDelete;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var policy = await database.FindVisibleAsync(input.Policy, caller, stop);
            if (policy is null) return Problem.NotFound("replication policy", input.Policy);
            var users = await database.Replicas.CountAsync(replica => replica.PolicyId == policy.Id, stop);
            var allowed = policy.CanDelete(users);
            if (!allowed.Ok) return Result<ActivityTarget>.Refused(allowed.Problems);
            database.ReplicationPolicies.Remove(policy);
            return ReplicaTarget.Of(policy);
        }, stop);
}
