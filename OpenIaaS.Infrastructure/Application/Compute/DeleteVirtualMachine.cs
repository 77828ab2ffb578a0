using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Network;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Deletes a virtual machine that is powered off and not replicated, with its disks, adapters and snapshots; one that runs too when its power may be cut, and one that is replicated when its replica may go. Its backups stay.</summary>
public sealed class DeleteVirtualMachine(
    Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases, IBlockStorage arrays, TimeProvider clock) : IOperation<DeleteVirtualMachine.Input>
{
    /// <param name="Force">Cuts the power of a machine that runs first, for which whoever asks needs the permission to.</param>
    /// <param name="WithReplica">Ends its replication too; without, a replicated machine is not deleted.</param>
    public sealed record Input(Id<VirtualMachine> VirtualMachine, bool Force = false, bool WithReplica = false);

    public string ActivityType => ActivityTypes.VirtualMachineDelete;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            if (input.Force && machine.Power == PowerState.Running && !caller.May(Permission.VirtualMachinePower)) return Problem.Forbidden(Permission.VirtualMachinePower);
            var replica = await database.Replicas.SingleOrDefaultAsync(row => row.MachineId == machine.Id, stop);
            var policy = input.WithReplica ? null : await database.Replicas.Where(replica => replica.MachineId == machine.Id)
                .Join(database.ReplicationPolicies, replica => replica.PolicyId, policy => policy.Id, (_, policy) => policy.Name).SingleOrDefaultAsync(stop);
            List<Problem> found = [.. machine.CanDelete(input.Force).Problems, .. machine.CanDeleteReplicated(policy).Problems, .. input.WithReplica ? BeginRemoval(replica, machine).Problems : []];
            if (found.Count > 0) return found;
            machine.BeginDelete(input.Force);
            return MachineTarget.Of(machine);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        // One that is off by now, because it was cut off before a crash or went down with its host, is deleted as it is.
        var runs = input.Force && await hypervisor.ObserveAsync([input.VirtualMachine], stop) is [{ Power: PowerState.Running }];
        if (runs)
        {
            var stopping = await hypervisor.StopAsync(progress.Key("stop"), input.VirtualMachine, force: true, stop);
            var stopped = await progress.FollowAsync(stopping, hypervisor.TaskAsync, stop, 0, 50);
            if (!stopped.Ok) return stopped;
        }

        var held = input.WithReplica ? await DissociateReplication.RestAsync(input.VirtualMachine, databases, progress, stop) : null;
        var task = await hypervisor.DeleteAsync(progress.Key("delete"), input.VirtualMachine, stop);
        var deleted = await progress.FollowAsync(task, hypervisor.TaskAsync, stop, runs ? 50 : 0);
        // Last, so that a machine that could not be deleted has all its recovery points.
        if (deleted.Ok && held is not null) await arrays.ReleaseAsync([new SpaceRelease(progress.Key("release"), held.Storage, held.Size)], stop);
        return deleted;
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        if (input.WithReplica && await database.Replicas.AnyAsync(replica => replica.MachineId == machine.Id, stop)) await DissociateReplication.RemoveAsync(machine.Id, database, clock.GetUtcNow(), stop);
        await RemoveAsync(machine, database, stop);
    }

    /// <summary>Takes away all that the console knows of a machine its hypervisor has no more, and gives its space and addresses back.</summary>
    internal static async Task RemoveAsync(VirtualMachine machine, ConsoleDbContext database, CancellationToken stop)
    {
        var disks = await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).ToListAsync(stop);
        var snapshots = await database.SnapshotDisks.Where(disk => disk.MachineId == machine.Id).ToListAsync(stop);
        var storages = await StorageRows.UnderAsync(database, [.. disks.Select(disk => disk.StorageRepositoryId), .. snapshots.Select(disk => disk.StorageRepositoryId)], stop);
        foreach (var disk in disks) storages[disk.StorageRepositoryId].Release(disk.Capacity);
        foreach (var disk in snapshots) storages[disk.StorageRepositoryId].Release(disk.Size);
        database.RemoveRange(disks);
        database.RemoveRange(snapshots);
        var adapters = await database.NetworkAdapters.Where(adapter => adapter.MachineId == machine.Id).ToListAsync(stop);
        await AdapterAddress.GiveBackAsync(database, adapters, stop);
        database.RemoveRange(adapters);
        database.RemoveRange(await database.Snapshots.Where(snapshot => snapshot.MachineId == machine.Id).ToListAsync(stop));
        database.RemoveRange(await database.BackupAssignments.Where(assignment => assignment.MachineId == machine.Id).ToListAsync(stop));
        database.Remove(machine);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        if (input.WithReplica && await database.Replicas.SingleOrDefaultAsync(replica => replica.MachineId == machine.Id, stop) is { } replica) replica.AbandonRemoval(reason);
        if (machine.Power == PowerState.Running && await hypervisor.ObserveAsync([machine.Id], stop) is [var seen]) Note(machine, seen);
        else machine.Abandon();
    }

    Result BeginRemoval(Replica? replica, VirtualMachine machine) => replica is null ? Result.Success : replica.BeginRemoval(machine.Name, clock.GetUtcNow());

    /// <summary>What is left of one that ran: its power is cut, or it runs on and high availability looks after it again.</summary>
    static void Note(VirtualMachine machine, MachineObservation seen)
    {
        if (seen is { Power: PowerState.Running, Host: { } host }) machine.ObserveRunning(host);
        else machine.ObserveHalted();
    }
}
