using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>
/// Changes a replication policy; what is null stays as it is. Another interval is promised to all its machines from now on, and what was
/// promised before is kept. The target storage stays.
/// </summary>
public sealed class UpdateReplicationPolicy(Submission submission, PromiseSpread spread, TimeProvider clock) : ICommand
{
    public sealed record Input(
        Id<ReplicationPolicy> Policy, string? Name = null, string? Description = null, Criticality? Criticality = null, ReplicationInterval? Interval = null, int? Retained = null);

    public string ActivityType => ActivityTypes.ReplicationPolicyUpdate;

    public async Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        var done = await submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var policy = await database.FindVisibleAsync(input.Policy, caller, stop);
            if (policy is null) return Problem.NotFound("replication policy", input.Policy);
            var (name, interval, retained) = (input.Name ?? policy.Name, input.Interval ?? policy.Interval, input.Retained ?? policy.Retained);
            List<Problem> found = [.. ReplicationPolicy.Check(name, interval, retained).Problems, .. policy.CanPromise(interval).Problems];
            var taken = await database.VisibleTo<ReplicationPolicy>(caller).Where(other => other.Id != policy.Id).Select(other => other.Name).ToListAsync(stop);
            found.AddRange(UniqueName.Check(name, taken, "replication policy").Problems);
            if (found.Count > 0) return found;

            policy.Describe(name, input.Description ?? policy.Description, input.Criticality ?? policy.Criticality, retained);
            if (policy.Promise(interval, clock.GetUtcNow()) is { } change) database.IntervalChanges.Add(change);
            return ReplicaTarget.Of(policy);
        }, stop);
        if (done.Ok && input.Interval is not null) await SpreadAsync(input.Policy, stop);
        return done;
    }

    async Task SpreadAsync(Id<ReplicationPolicy> policy, CancellationToken stop)
    {
        try
        {
            await spread.SpreadAsync(policy, stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The engine wrote the same rows again and again; it lets the rest follow itself.
        }
    }
}
