using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>Creates a replication policy: where to, how often, how many recovery points.</summary>
public sealed class CreateReplicationPolicy(Submission submission, IdSource ids, TimeProvider clock) : ICommand
{
    public sealed record Input(string Name, string Description, ReplicationInterval Interval, int Retained, Id<StorageRepository> TargetStorage, Criticality Criticality = Criticality.Business);

    public string ActivityType => ActivityTypes.ReplicationPolicyCreate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        var id = ids.Next<ReplicationPolicy>();
        return submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            List<Problem> found = [.. ReplicationPolicy.Check(input.Name, input.Interval, input.Retained).Problems];
            var taken = await database.VisibleTo<ReplicationPolicy>(caller).Select(policy => policy.Name).ToListAsync(stop);
            found.AddRange(UniqueName.Check(input.Name, taken, "replication policy").Problems);
            if (await database.FindVisibleAsync(input.TargetStorage, caller, stop) is null)
                found.Add(Problem.NotFound("block storage", input.TargetStorage).On(nameof(Input.TargetStorage)));
            if (found.Count > 0) return found;

            var made = new ReplicationPolicy(
                id, caller.TenantId, input.Name, input.Description, input.Interval, input.Retained, input.TargetStorage, clock.GetUtcNow(), input.Criticality);
            database.ReplicationPolicies.Add(made);
            return ReplicaTarget.Of(made);
        }, stop);
    }
}
