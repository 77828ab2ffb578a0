using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Terraform;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Objects as the official Terraform provider is told of them, as they are now.</summary>
public sealed class TerraformQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>A machine with its disks and adapters; what the caller may not see is left out.</summary>
    public async Task<Result<TerraformConfiguration>> MachineAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.VisibleTo<VirtualMachine>(caller).AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop);
        if (machine is null) return Problem.NotFound(MachineTarget.Noun, id);
        var host = await database.Hosts.Where(row => row.Id == machine.HostId).Select(row => row.Name).FirstOrDefaultAsync(stop);
        var image = await database.VisibleTo<DiskImage>(caller).Where(row => row.Id == machine.MountedImageId).Select(row => row.Name).FirstOrDefaultAsync(stop);
        var replication = await database.VisibleTo<Replica>(caller).Where(replica => replica.MachineId == id)
            .Join(database.ReplicationPolicies, replica => replica.PolicyId, policy => policy.Id, (_, policy) => new { policy.Id, policy.Name }).SingleOrDefaultAsync(stop);
        return new TerraformMachine(
            machine, host, image, caller.May(Permission.BackupRead) ? await PoliciesAsync(database, id, stop) : null,
            replication is null ? null : new TerraformMachine.Named(replication.Id.Value, replication.Name),
            await DisksAsync(database, id, stop), caller.May(Permission.NetworkRead) ? await AdaptersAsync(database, id, stop) : null).Write();
    }

    public async Task<Result<TerraformConfiguration>> PolicyAsync(Id<ReplicationPolicy> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await database.VisibleTo<ReplicationPolicy>(caller).AsNoTracking().Where(policy => policy.Id == id)
            .Join(database.StorageRepositories, policy => policy.TargetStorageId, storage => storage.Id, (policy, storage) => new { policy, storage.Name }).SingleOrDefaultAsync(stop);
        return found is null ? Problem.NotFound("replication policy", id) : new TerraformPolicy(found.policy, found.Name).Write();
    }

    static async Task<List<TerraformMachine.Named>> PoliciesAsync(ConsoleDbContext database, Id<VirtualMachine> id, CancellationToken stop) =>
        (await database.BackupAssignments.Where(assignment => assignment.MachineId == id)
            .Join(database.BackupPolicies, assignment => assignment.PolicyId, policy => policy.Id, (_, policy) => new { policy.Id, policy.Name }).OrderBy(policy => policy.Name).ToListAsync(stop))
        .ConvertAll(policy => new TerraformMachine.Named(policy.Id.Value, policy.Name));

    /// <summary>One that is being created is not there to be imported, and one that is being deleted soon is not.</summary>
    static async Task<List<TerraformMachine.OneDisk>> DisksAsync(ConsoleDbContext database, Id<VirtualMachine> id, CancellationToken stop) =>
        (await database.VirtualDisks.AsNoTracking().Where(disk => disk.MachineId == id && disk.Pending != DiskAction.Creating && disk.Pending != DiskAction.Deleting).OrderBy(disk => disk.Position)
            .Join(database.StorageRepositories, disk => disk.StorageRepositoryId, storage => storage.Id, (disk, storage) => new { disk, storage.Name }).ToListAsync(stop))
        .ConvertAll(row => new TerraformMachine.OneDisk(row.disk, row.Name));

    static async Task<List<TerraformMachine.OneAdapter>> AdaptersAsync(ConsoleDbContext database, Id<VirtualMachine> id, CancellationToken stop) =>
        (await database.NetworkAdapters.AsNoTracking().Where(adapter => adapter.MachineId == id && adapter.Pending != AdapterAction.Adding && adapter.Pending != AdapterAction.Removing)
            .OrderBy(adapter => adapter.Position)
            .Join(database.VirtualNetworks, adapter => adapter.NetworkId, network => network.Id, (adapter, network) => new { adapter, network.Name }).ToListAsync(stop))
        .ConvertAll(row => new TerraformMachine.OneAdapter(row.adapter, row.Name));
}
