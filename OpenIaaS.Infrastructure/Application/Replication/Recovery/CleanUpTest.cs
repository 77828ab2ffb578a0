using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>Removes a copy that was tried, with all it took: asked for by a person, or by itself once its time is up.</summary>
public sealed class CleanUpTest(Submission submission, CopyWork copies) : IOperation<CleanUpTest.Input>
{
    public sealed record Input(Id<Failover> Failover);

    public string ActivityType => ActivityTypes.ReplicationCleanUp;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ReplicationRecover, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(input.Failover, caller, stop) is not { } failover) return Problem.NotFound("failover", input.Failover);
            var begun = failover.BeginEnd(test: true);
            return begun.Ok ? new ActivityTarget(ReplicaTarget.Noun, failover.ReplicaId.Value, failover.Machine) : Result<ActivityTarget>.Refused(begun.Problems);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop) =>
        await copies.DiscardAsync(await copies.CopyOfAsync(input.Failover, stop), "discard", progress, 0, stop);

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var failover = await database.Failovers.SingleAsync(row => row.Id == input.Failover, stop);
        await CopyRows.RemoveAsync(database, failover.CopyId, stop);
        await CopyRows.UnpinAsync(database, failover.PointId, stop);
        failover.End(FailoverState.CleanedUp, copies.Now, failover.Reason);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) =>
        (await database.Failovers.SingleAsync(row => row.Id == input.Failover, stop)).GoOn(reason, copies.Now);
}
