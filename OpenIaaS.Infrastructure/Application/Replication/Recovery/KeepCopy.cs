using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>Keeps the copy that runs in place of a machine for good: it is a machine of its own from then on, and the replica goes with its points. The machine it was a copy of stays, powered off.</summary>
public sealed class KeepCopy(Submission submission, IDbContextFactory<ConsoleDbContext> databases, IBlockStorage arrays, CopyWork copies) : IOperation<KeepCopy.Input>
{
    public sealed record Input(Id<Failover> Failover);

    public string ActivityType => ActivityTypes.ReplicationKeep;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ReplicationRecover, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(input.Failover, caller, stop) is not { } failover) return Problem.NotFound("failover", input.Failover);
            var begun = failover.BeginEnd(test: false);
            if (!begun.Ok) return Result<ActivityTarget>.Refused(begun.Problems);
            var replica = await database.Replicas.SingleAsync(row => row.Id == failover.ReplicaId, stop);
            await FailOverMachine.ResumeAsync(database, replica.Id, copies.Now, stop);
            replica.BeginRemoval(failover.Machine, copies.Now);
            return ReplicaTarget.Of(replica, failover.Machine);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        Id<Domain.Compute.VirtualMachine> machine;
        await using (var database = await databases.CreateDbContextAsync(stop))
            machine = await database.Failovers.Where(row => row.Id == input.Failover).Select(row => row.MachineId).SingleAsync(stop);
        if (await DissociateReplication.RestAsync(machine, databases, progress, stop) is { } held) await arrays.ReleaseAsync([new SpaceRelease(progress.Key("release"), held.Storage, held.Size)], stop);
        return (await copies.CopyOfAsync(input.Failover, stop)).ToString();
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var failover = await database.Failovers.SingleAsync(row => row.Id == input.Failover, stop);
        await DissociateReplication.RemoveAsync(failover.MachineId, database, copies.Now, stop);
        (await database.VirtualMachines.SingleAsync(row => row.Id == failover.MachineId, stop)).TakeBack();
        (await database.VirtualMachines.SingleAsync(row => row.Id == failover.CopyId, stop)).BecomeItsOwn();
        failover.End(FailoverState.Kept, copies.Now);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var failover = await database.Failovers.SingleAsync(row => row.Id == input.Failover, stop);
        failover.GoOn(reason, copies.Now);
        var replica = await database.Replicas.SingleAsync(row => row.Id == failover.ReplicaId, stop);
        replica.AbandonRemoval(reason);
        FailOverMachine.Rest(database, replica, await database.VirtualMachines.SingleAsync(row => row.Id == failover.MachineId, stop), copies.Now);
    }
}
