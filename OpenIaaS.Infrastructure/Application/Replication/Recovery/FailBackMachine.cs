using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>
/// Brings a machine back from its copy: what changed there is copied back while it runs, it is shut down, what changed meanwhile follows, and the machine is started. Then the copy is
/// removed, and replication goes on. Until the machine runs the copy is not given up: whatever fails before starts it again.
/// </summary>
public sealed class FailBackMachine(Submission submission, Homecoming homecoming, CopyWork copies) : IOperation<FailBackMachine.Input>
{
    public sealed record Input(Id<Failover> Failover);

    public string ActivityType => ActivityTypes.ReplicationFailBack;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ReplicationRecover, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(input.Failover, caller, stop) is not { } failover) return Problem.NotFound("failover", input.Failover);
            var begun = failover.BeginEnd(test: false);
            if (!begun.Ok) return Result<ActivityTarget>.Refused(begun.Problems);
            var machine = await database.VirtualMachines.SingleAsync(row => row.Id == failover.MachineId, stop);
            var copy = await database.VirtualMachines.SingleAsync(row => row.Id == failover.CopyId, stop);
            var disks = await database.VirtualDisks.CountAsync(row => row.MachineId == machine.Id, stop);
            var onCopy = await database.VirtualDisks.CountAsync(row => row.MachineId == copy.Id, stop);
            List<Problem> found = [.. FailbackCheck.Check(machine, copy, disks, onCopy).Problems];
            if (found.Count == 0) found.AddRange([.. machine.BeginReturn().Problems, .. copy.BeginReturn().Problems]);
            return found.Count > 0 ? found : new ActivityTarget(ReplicaTarget.Noun, failover.ReplicaId.Value, failover.Machine);
        }, stop);

    public Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop) => homecoming.RunAsync(input.Failover, progress, stop);

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var failover = await database.Failovers.SingleAsync(row => row.Id == input.Failover, stop);
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == failover.MachineId, stop);
        machine.TakeBack();
        machine.Settle(await copies.HostAsync(machine.Id, stop));
        var left = await copies.SeenAsync(failover.CopyId, stop) is not null;
        await FailOverMachine.LeaveAsync(database, copies, failover.CopyId, stop);
        await CopyRows.UnpinAsync(database, failover.PointId, stop);
        await FailOverMachine.ResumeAsync(database, failover.ReplicaId, copies.Now, stop);
        failover.End(FailoverState.FailedBack, copies.Now, left ? "The copy could not be removed; it stays as a machine of its own, powered off." : null);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var failover = await database.Failovers.SingleAsync(row => row.Id == input.Failover, stop);
        failover.GoOn(reason, copies.Now);
        foreach (var id in new[] { failover.MachineId, failover.CopyId })
            (await database.VirtualMachines.SingleAsync(row => row.Id == id, stop)).Settle(await copies.HostAsync(id, stop));
    }
}
