using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>Makes one recovery point: what changed since the last one goes over the link, and only a whole point is kept.</summary>
public sealed class RunReplication(Submission submission, IReplicationLink link, IBlockStorage arrays, TimeProvider clock) : IOperation<RunReplication.Input>
{
    /// <param name="Tick">The tick this run is for; each is given to one run only.</param>
    /// <param name="Point">The identity the recovery point will have.</param>
    /// <param name="Since">The newest complete point, or null for a full copy.</param>
    public sealed record Input(
        Id<Replica> Replica, DateTimeOffset Tick, Id<RecoveryPoint> Point, Id<VirtualMachine> VirtualMachine, DateTimeOffset? Since, Id<StorageRepository> Target);

    public string ActivityType => ActivityTypes.ReplicationRun;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var replica = await database.FindVisibleAsync(input.Replica, caller, stop);
            if (replica is null) return Problem.NotFound(ReplicaTarget.Noun, input.Replica);
            var machine = await database.VirtualMachines.SingleAsync(row => row.Id == replica.MachineId, stop);
            var policy = await database.ReplicationPolicies.SingleAsync(row => row.Id == replica.PolicyId, stop);
            var begun = replica.BeginRun(machine.Name, input.Tick, policy.Interval.Every, clock.GetUtcNow());
            return begun.Ok ? ReplicaTarget.Of(replica, machine.Name) : Result<ActivityTarget>.Refused(begun.Problems);
        }, stop);

    /// <summary>What a completed run wrote, from the outcome of its activity.</summary>
    public static TransferResult? ReadOutcome(string? outcome) => outcome is null ? null : JsonSerializer.Deserialize<TransferResult>(outcome, DomainJson.Options);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await link.TransferAsync(progress.Key("transfer"), input.VirtualMachine, input.Since, input.Target, stop);
        return await progress.FollowAsync(task, link.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var transfer = ReadOutcome(outcome)!;
        var replica = await database.Replicas.SingleAsync(row => row.Id == input.Replica, stop);
        var policy = await database.ReplicationPolicies.SingleAsync(row => row.Id == replica.PolicyId, stop);
        var storage = await database.StorageRepositories.SingleAsync(row => row.Id == input.Target, stop);
        var now = clock.GetUtcNow();
        var reserved = storage.Reserve(transfer.Size);
        if (!reserved.Ok)
        {
            // Something else was promised the room while the copy was under way: the point is not kept, and its bytes go back.
            await arrays.ReleaseAsync($"{input.Point}/refused", storage.Id, transfer.Size, stop);
            replica.FailRun(string.Join(" ", reserved.Problems), now);
            return;
        }

        var point = new RecoveryPoint(input.Point, replica.TenantId, replica.Id, transfer.CapturedAt, now, transfer.Size, transfer.IsFull);
        database.RecoveryPoints.Add(point);
        List<RecoveryPoint> points = [.. await database.RecoveryPoints.Where(row => row.ReplicaId == replica.Id).OrderBy(row => row.CapturedAt).ToListAsync(stop), point];
        foreach (var outdated in Retention.Outdated(points, policy.Retained))
        {
            // The point after it takes over what only the outdated one holds, so that it still shows every byte.
            var freed = points[points.IndexOf(outdated) + 1].Absorb(outdated);
            await arrays.ReleaseAsync($"{outdated.Id}/outdated", storage.Id, freed, stop);
            storage.Release(freed);
            database.RecoveryPoints.Remove(outdated);
            points.Remove(outdated);
        }

        replica.CompleteRun(transfer.CapturedAt, points.Aggregate(ByteSize.Zero, (sum, kept) => sum + kept.Size), policy.Interval.Every, now);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var replica = await database.Replicas.SingleAsync(row => row.Id == input.Replica, stop);
        replica.FailRun(reason, clock.GetUtcNow());
    }
}
