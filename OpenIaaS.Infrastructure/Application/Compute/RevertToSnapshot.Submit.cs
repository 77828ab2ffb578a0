using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <content>What is written while the caller waits.</content>
public sealed partial class RevertToSnapshot
{
    /// <summary>Accepts it: the space it needs is taken when this returns. Cutting the power and running on have a permission of their own.</summary>
    public Task<Result<Id<Activity>>> SubmitAsync(Order order, Caller caller, CancellationToken stop)
    {
        var input = new Input(order.VirtualMachine, order.Snapshot, ids.Next<Snapshot>(), order.Before is null ? null : ids.Next<Snapshot>());
        return submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(order.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, order.VirtualMachine);
            var snapshot = await database.Snapshots.SingleOrDefaultAsync(row => row.Id == order.Snapshot && row.MachineId == machine.Id, stop);
            if (snapshot is null) return Problem.NotFound("snapshot", order.Snapshot);
            if ((machine.Power != PowerState.Halted || snapshot.IncludesMemory) && !caller.May(Permission.VirtualMachinePower)) return Problem.Forbidden(Permission.VirtualMachinePower);
            var problems = await TakeAsync(database, machine, snapshot, order, input, stop);
            if (problems.Count > 0) return Result<ActivityTarget>.Refused(problems);
            machine.BeginRevert();
            return MachineTarget.Of(machine);
        }, stop);
    }

    /// <summary>Asks the rules, and takes the space of what the disks are now and of the snapshot that is taken first.</summary>
    async Task<IReadOnlyList<Problem>> TakeAsync(ConsoleDbContext database, VirtualMachine machine, Snapshot snapshot, Order order, Input input, CancellationToken stop)
    {
        var disks = await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).OrderBy(disk => disk.Position).ToListAsync(stop);
        var held = await database.SnapshotDisks.Where(disk => disk.SnapshotId == snapshot.Id).ToListAsync(stop);
        var policies = await database.BackupAssignments.CountAsync(assignment => assignment.MachineId == machine.Id, stop);
        List<Problem> found = [.. machine.CanRevert(snapshot, SnapshotRows.MemoryOf(held, disks), order.Force, policies).Problems];
        List<SnapshotDisk> taken = [.. disks.Where(disk => held.Exists(known => known.DiskId == disk.Id)).Select(disk => new SnapshotDisk(input.Left, disk, machine))];
        if (order.Before is { } name)
        {
            var before = new Snapshot(input.Before!.Value, machine, name.Trim(), "", includesMemory: false, clock.GetUtcNow());
            found.AddRange(Snapshot.Check(before.Name, before.Description, nameof(Order.Before)).Problems);
            found.AddRange(machine.CanSnapshot(includesMemory: false, await SnapshotRows.ChainAsync(database, machine.Id, stop), disks.Count).Problems);
            taken.AddRange(disks.Select(disk => new SnapshotDisk(before, disk, ByteSize.Zero)));
            database.Add(before);
        }

        if (found.Count > 0) return [.. found.DistinctBy(problem => problem.Code)];
        return (await SnapshotRows.ReserveAsync(database, taken, stop)).Problems;
    }
}
