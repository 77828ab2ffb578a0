using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>
/// Brings a virtual machine back to one of its snapshots, which stays. What its disks were until then is merged in the background, as that of a deleted
/// snapshot is. On request another snapshot is taken first, so that there is a way back from here too.
/// </summary>
public sealed partial class RevertToSnapshot(Submission submission, IDbContextFactory<ConsoleDbContext> databases, IHypervisor hypervisor, IdSource ids, TimeProvider clock) : IOperation<RevertToSnapshot.Input>
{
    /// <summary>What is asked for.</summary>
    /// <param name="Force">Whether the power of a machine that runs may be cut.</param>
    /// <param name="Before">The name of a snapshot to take first, or null for none.</param>
    public sealed record Order(Id<VirtualMachine> VirtualMachine, Id<Snapshot> Snapshot, bool Force = false, string? Before = null);

    /// <param name="Left">The identity under which what the disks were until then is merged.</param>
    /// <param name="Before">The identity of the snapshot that is taken first, or null.</param>
    public sealed record Input(Id<VirtualMachine> VirtualMachine, Id<Snapshot> Snapshot, Id<Snapshot> Left, Id<Snapshot>? Before);

    public string ActivityType => ActivityTypes.SnapshotRevert;

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.VirtualMachines.AsNoTracking().SingleAsync(row => row.Id == input.VirtualMachine, stop);
        var memory = await database.Snapshots.Where(snapshot => snapshot.Id == input.Snapshot).Select(snapshot => snapshot.IncludesMemory).SingleAsync(stop);
        if (input.Before is { } before)
        {
            var taking = await hypervisor.SnapshotAsync(progress.Key("before"), input.VirtualMachine, before, includesMemory: false, stop);
            var taken = await progress.FollowAsync(taking, hypervisor.TaskAsync, stop, 0, 50);
            if (!taken.Ok) return Problem.Conflict("snapshot.revert-not-begun", $"The snapshot that was to be taken first was not, and {machine.Name} is as it was: {string.Join(" ", taken.Problems)}");
        }

        var task = await hypervisor.RevertAsync(progress.Key("revert"), input.VirtualMachine, input.Snapshot, memory, input.Left, stop);
        var reverted = await progress.FollowAsync(task, hypervisor.TaskAsync, stop, input.Before is null ? 0 : 50, 100);
        if (reverted.Ok) return input.Snapshot.ToString();
        return machine.Power != PowerState.Halted && await hypervisor.ObserveAsync([input.VirtualMachine], stop) is [{ Power: PowerState.Halted }]
            ? Problem.Conflict("snapshot.revert-stopped", $"{machine.Name} was powered off, and its disks are as they were: {string.Join(" ", reverted.Problems)}")
            : reverted;
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        await SnapshotRows.ObserveAsync(database, hypervisor, input.Left, clock.GetUtcNow(), stop);
        await EndAsync(input, database, stop);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        await SnapshotRows.ReleaseAsync(database, input.Left, stop);
        await EndAsync(input, database, stop);
    }

    async Task EndAsync(Input input, ConsoleDbContext database, CancellationToken stop)
    {
        if (input.Before is { } id) await SettleAsync(input.VirtualMachine, id, database, stop);
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        if (machine.Pending != PendingAction.Reverting) return;
        // Whatever came of it: the hypervisor knows whether it runs, and high availability looks after it if so.
        if (await hypervisor.ObserveAsync([machine.Id], stop) is [{ Power: PowerState.Running, Host: { } host }]) machine.ObserveRunning(host);
        else machine.ObserveHalted();
    }

    /// <summary>A snapshot that was taken first stays, whatever failed after it; otherwise nothing of it is left.</summary>
    async Task SettleAsync(Id<VirtualMachine> machine, Id<Snapshot> before, ConsoleDbContext database, CancellationToken stop)
    {
        var snapshot = await database.Snapshots.SingleAsync(row => row.Id == before, stop);
        if ((await hypervisor.SnapshotsAsync(machine, stop)).Contains(before))
        {
            snapshot.Keep();
            return;
        }

        await SnapshotRows.ReleaseAsync(database, before, stop);
        database.Remove(snapshot);
    }
}
