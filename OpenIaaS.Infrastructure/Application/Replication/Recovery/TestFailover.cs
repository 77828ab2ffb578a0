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

/// <summary>
/// Starts a copy of a machine cut off from every network, to see that it works and how long it takes. The machine runs on and is replicated; the copy is removed by itself after a while.
/// </summary>
public sealed class TestFailover(Submission submission, IDbContextFactory<ConsoleDbContext> databases, CopyWork copies, IdSource ids) : IOperation<TestFailover.Input>
{
    /// <summary>What is asked for.</summary>
    /// <param name="Point">The point to start from; the newest when null.</param>
    /// <param name="Stay">How long the copy stays once it runs; <see cref="Failover.UsualStay"/> when null.</param>
    public sealed record Order(Id<Replica> Replica, Id<RecoveryPoint>? Point = null, TimeSpan? Stay = null);

    public sealed record Input(Order Order, Id<Failover> Failover, CopyIdentity Copy);

    public string ActivityType => ActivityTypes.ReplicationTest;

    public async Task<Result<Id<Activity>>> SubmitAsync(Order order, Caller caller, CancellationToken stop)
    {
        var input = await PrepareAsync(order, stop);
        return await submission.AcceptAsync(ActivityType, Permission.ReplicationRecover, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(order.Replica, caller, stop) is not { } replica) return Problem.NotFound(ReplicaTarget.Noun, order.Replica);
            if (order.Point is { } point && !await database.VisibleTo<RecoveryPoint>(caller).AnyAsync(row => row.Id == point && row.ReplicaId == replica.Id, stop))
                return Problem.NotFound("recovery point", point).On(nameof(Order.Point));
            var of = await RecoveryCase.LoadAsync(database, replica, FailoverKind.Test, order.Point, [], stop);
            List<Problem> found = [.. Failover.CheckStay(order.Stay ?? Failover.UsualStay).Problems, .. FailoverCheck.Check(of.Facts, knowsSourceRuns: true).Problems];
            if (found.Count > 0) return found;
            var added = CopyRows.Add(database, of, input.Copy, CopyRows.TestSuffix, keepsMacAddresses: false, copies.Now);
            if (!added.Ok) return Result<ActivityTarget>.Refused(added.Problems);
            var failover = new Failover(input.Failover, FailoverKind.Test, replica, of.Machine, input.Copy.Machine, copies.Now);
            failover.Use(of.Point!);
            database.Add(failover);
            // Two tests of one machine at once meet here.
            database.Entry(replica).Property(row => row.Version).IsModified = true;
            return ReplicaTarget.Of(replica, of.Machine.Name);
        }, stop);
    }

    public Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop) => copies.MakeAsync(input.Failover, progress, 0, stop);

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var failover = await database.Failovers.SingleAsync(row => row.Id == input.Failover, stop);
        failover.Run(copies.Now + (input.Order.Stay ?? Failover.UsualStay));
        var copy = await database.VirtualMachines.SingleAsync(row => row.Id == failover.CopyId, stop);
        if (await copies.SeenAsync(copy.Id, stop) is { Power: PowerState.Running, Host: { } host } seen) copy.ObserveIsolated(host, seen.Tools);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var failover = await database.Failovers.SingleAsync(row => row.Id == input.Failover, stop);
        // One that could not be removed is tried again by itself.
        if (await copies.SeenAsync(failover.CopyId, stop) is not null)
        {
            failover.Run(copies.Now + Failover.ShortestStay);
            failover.GoOn(reason, copies.Now);
            return;
        }

        failover.Fail(reason, copies.Now);
        await CopyRows.UnpinAsync(database, failover.PointId, stop);
        await CopyRows.RemoveAsync(database, failover.CopyId, stop);
    }

    async Task<Input> PrepareAsync(Order order, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.Replicas.Where(row => row.Id == order.Replica).Select(row => row.MachineId).SingleOrDefaultAsync(stop);
        return new Input(order, ids.Next<Failover>(), await CopyRows.IdentityAsync(database, ids, machine, stop));
    }
}
