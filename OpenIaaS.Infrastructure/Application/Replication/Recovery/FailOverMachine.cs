using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>
/// Starts the copy of a machine in another zone in its place: from a recovery point when the machine is lost, or in good order after a last copy and a clean shutdown.
/// Whatever fails leaves nothing of the copy, replication goes on, and a machine that was shut down for it is started again.
/// </summary>
public sealed partial class FailOverMachine(
    Submission submission, IDbContextFactory<ConsoleDbContext> databases, Handover handover, CopyWork copies, IdSource ids)
    : IOperation<FailOverMachine.Input>
{
    /// <summary>What is asked for.</summary>
    /// <param name="Planned">Whether the machine is copied a last time and shut down first.</param>
    /// <param name="Point">The point to start from; the newest when null. A planned failover makes its own.</param>
    /// <param name="Networks">The networks of adapters that are not to be on the one that is the same as theirs.</param>
    /// <param name="KeepMacAddresses">Whether the copy has the MAC addresses of the machine; else addresses of its own.</param>
    /// <param name="KnowsSourceRuns">Whether whoever asks knows that the machine still runs.</param>
    /// <param name="EvenIfUnprotected">Whether whoever asks knows that the pool of the copy does not survive the failure of any one host any more.</param>
    public sealed record Order(
        Id<Replica> Replica, bool Planned = false, Id<RecoveryPoint>? Point = null, IReadOnlyList<NetworkChoice>? Networks = null, bool KeepMacAddresses = false, bool KnowsSourceRuns = false,
        bool EvenIfUnprotected = false);

    public sealed record Input(Order Order, Id<Failover> Failover, CopyIdentity Copy) : IKnowingly
    {
        bool IKnowingly.EvenIfUnprotected => Order.EvenIfUnprotected;
    }

    public string ActivityType => ActivityTypes.ReplicationFailOver;

    public async Task<Result<Id<Activity>>> SubmitAsync(Order order, Caller caller, CancellationToken stop)
    {
        var input = await PrepareAsync(order, stop);
        return await submission.AcceptAsync(ActivityType, Permission.ReplicationRecover, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(order.Replica, caller, stop) is not { } replica) return Problem.NotFound(ReplicaTarget.Noun, order.Replica);
            if (await UnknownAsync(database, order, replica, caller, stop) is { } unknown) return unknown;
            var of = await RecoveryCase.LoadAsync(database, replica, order.Planned ? FailoverKind.Planned : FailoverKind.Unplanned, order.Point, order.Networks ?? [], stop);
            var facts = of.Facts with { Stall = await copies.StallAsync(of.Machine, stop) };
            var allowed = FailoverCheck.Check(facts, order.KnowsSourceRuns);
            if (!allowed.Ok) return Result<ActivityTarget>.Refused(allowed.Problems);
            var guarded = await PromiseGuard.ArriveAsync(database, of.Pool.Id, of.Machine.Memory, of.Machine.HighAvailability, null, order.EvenIfUnprotected, stop);
            if (!guarded.Ok) return Result<ActivityTarget>.Refused(guarded.Problems);
            var added = CopyRows.Add(database, of, input.Copy, CopyRows.FailoverSuffix, order.KeepMacAddresses, copies.Now);
            if (!added.Ok) return Result<ActivityTarget>.Refused(added.Problems);
            Begin(database, input, of);
            return ReplicaTarget.Of(replica, of.Machine.Name);
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        if (!input.Order.Planned) return await copies.MakeAsync(input.Failover, progress, 0, stop);
        var handed = await handover.RunAsync(input.Failover, progress, stop);
        var made = handed.Ok ? await copies.MakeAsync(input.Failover, progress, 50, stop) : Result<string>.Refused(handed.Problems);
        if (made.Ok) return made;
        var again = await handover.TakeBackAsync(input.Failover, progress, stop);
        return Result<string>.Refused([.. made.Problems, .. again is null ? Array.Empty<Problem>() : [again]]);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var failover = await database.Failovers.SingleAsync(row => row.Id == input.Failover, stop);
        failover.Run(null);
        var copy = await database.VirtualMachines.SingleAsync(row => row.Id == failover.CopyId, stop);
        copy.Settle(await copies.HostAsync(copy.Id, stop));
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == failover.MachineId, stop);
        machine.Relinquish();
        machine.End(PendingAction.FailingOver);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var failover = await database.Failovers.SingleAsync(row => row.Id == input.Failover, stop);
        failover.Fail(reason, copies.Now);
        await CopyRows.UnpinAsync(database, failover.PointId, stop);
        await ResumeAsync(database, failover.ReplicaId, copies.Now, stop);
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == failover.MachineId, stop);
        machine.TakeBack();
        if (machine.Pending == PendingAction.FailingOver) machine.Settle(await copies.HostAsync(machine.Id, stop));
        await LeaveAsync(database, copies, failover.CopyId, stop);
    }

    /// <summary>A copy the hypervisor could not remove stays as a machine of its own; of any other nothing is left.</summary>
    internal static async Task LeaveAsync(ConsoleDbContext database, CopyWork copies, Id<VirtualMachine> copy, CancellationToken stop)
    {
        if (await copies.SeenAsync(copy, stop) is not { } seen)
        {
            await CopyRows.RemoveAsync(database, copy, stop);
            return;
        }

        var row = await database.VirtualMachines.SingleAsync(machine => machine.Id == copy, stop);
        row.Settle(seen.Host);
        row.BecomeItsOwn();
    }

    /// <summary>Replication goes on, where it rested.</summary>
    internal static async Task ResumeAsync(ConsoleDbContext database, Id<Replica> replica, DateTimeOffset now, CancellationToken stop)
    {
        if (await database.Replicas.SingleOrDefaultAsync(row => row.Id == replica && row.SuspendedSince != null, stop) is not { } resting) return;
        var policy = await database.ReplicationPolicies.AsNoTracking().SingleAsync(row => row.Id == resting.PolicyId, stop);
        resting.Resume(policy.Interval.Every, now);
        foreach (var open in await database.ReplicationSuspensions.Where(row => row.ReplicaId == replica && row.Until == null).ToListAsync(stop)) open.End(now);
    }
}
