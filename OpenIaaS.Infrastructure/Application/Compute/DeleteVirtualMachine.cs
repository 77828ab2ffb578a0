using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Deletes a virtual machine that is powered off and not replicated, with its disks, adapters and snapshots. Its backups stay.</summary>
public sealed class DeleteVirtualMachine(Submission submission, IHypervisor hypervisor) : IOperation<DeleteVirtualMachine.Input>
{
    public sealed record Input(Id<VirtualMachine> VirtualMachine);

    public string ActivityType => ActivityTypes.VirtualMachineDelete;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var policy = await database.Replicas.Where(replica => replica.MachineId == machine.Id)
                .Join(database.ReplicationPolicies, replica => replica.PolicyId, policy => policy.Id, (_, policy) => policy.Name).SingleOrDefaultAsync(stop);
            List<Problem> found = [.. machine.CanDelete().Problems, .. machine.CanDeleteReplicated(policy).Problems];
            if (found.Count > 0) return found;
            machine.BeginDelete();
            return MachineTarget.Of(machine);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.DeleteAsync(progress.Key("delete"), input.VirtualMachine, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        var disks = await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).ToListAsync(stop);
        var snapshots = await database.SnapshotDisks.Where(disk => disk.MachineId == machine.Id).ToListAsync(stop);
        var storages = await StorageRows.UnderAsync(database, [.. disks.Select(disk => disk.StorageRepositoryId), .. snapshots.Select(disk => disk.StorageRepositoryId)], stop);
        foreach (var disk in disks) storages[disk.StorageRepositoryId].Release(disk.Capacity);
        foreach (var disk in snapshots) storages[disk.StorageRepositoryId].Release(disk.Size);
        database.RemoveRange(disks);
        database.RemoveRange(snapshots);
        database.RemoveRange(await database.NetworkAdapters.Where(adapter => adapter.MachineId == machine.Id).ToListAsync(stop));
        database.RemoveRange(await database.Snapshots.Where(snapshot => snapshot.MachineId == machine.Id).ToListAsync(stop));
        database.RemoveRange(await database.BackupAssignments.Where(assignment => assignment.MachineId == machine.Id).ToListAsync(stop));
        database.Remove(machine);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        machine.Abandon();
    }
}
