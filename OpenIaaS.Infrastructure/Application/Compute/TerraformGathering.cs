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

/// <summary>Reads all that some machines are described by, with one question for each kind of thing.</summary>
static class TerraformGathering
{
    /// <summary>The machines in the order of <paramref name="ids"/>; those that are not there are left out.</summary>
    public static async Task<List<TerraformMachine>> OfAsync(ConsoleDbContext database, IReadOnlyCollection<Id<VirtualMachine>> ids, Caller caller, CancellationToken stop)
    {
        var machines = await database.VisibleTo<VirtualMachine>(caller).AsNoTracking().Where(machine => ids.Contains(machine.Id))
            .Select(machine => new { Machine = machine, Host = database.Hosts.Where(host => host.Id == machine.HostId).Select(host => host.Name).FirstOrDefault() })
            .ToDictionaryAsync(row => row.Machine.Id, stop);
        if (machines.Count == 0) return [];
        var images = await database.VisibleTo<DiskImage>(caller).Select(image => new { image.Id, image.Name }).ToDictionaryAsync(image => image.Id, image => image.Name, stop);
        var replications = await database.VisibleTo<Replica>(caller).Where(replica => ids.Contains(replica.MachineId))
            .Join(database.ReplicationPolicies, replica => replica.PolicyId, policy => policy.Id, (replica, policy) => new { replica.MachineId, policy.Id, policy.Name })
            .ToDictionaryAsync(row => row.MachineId, row => new TerraformMachine.Named(row.Id.Value, row.Name), stop);
        var policies = caller.May(Permission.BackupRead) ? await PoliciesAsync(database, ids, stop) : null;
        var disks = await DisksAsync(database, ids, stop);
        var adapters = caller.May(Permission.NetworkRead) ? await AdaptersAsync(database, ids, stop) : null;
        return
        [
            .. ids.Where(machines.ContainsKey).Select(id => machines[id]).Select(row => new TerraformMachine(
                row.Machine, row.Host, row.Machine.MountedImageId is { } image ? images.GetValueOrDefault(image) : null,
                policies is null ? null : [.. policies[row.Machine.Id]], replications.GetValueOrDefault(row.Machine.Id),
                [.. disks[row.Machine.Id]], adapters is null ? null : [.. adapters[row.Machine.Id]])),
        ];
    }

    static async Task<ILookup<Id<VirtualMachine>, TerraformMachine.Named>> PoliciesAsync(ConsoleDbContext database, IReadOnlyCollection<Id<VirtualMachine>> ids, CancellationToken stop) =>
        (await database.BackupAssignments.Where(assignment => ids.Contains(assignment.MachineId))
            .Join(database.BackupPolicies, assignment => assignment.PolicyId, policy => policy.Id, (assignment, policy) => new { assignment.MachineId, policy.Id, policy.Name })
            .OrderBy(policy => policy.Name).ToListAsync(stop))
        .ToLookup(row => row.MachineId, row => new TerraformMachine.Named(row.Id.Value, row.Name));

    /// <summary>One that is being created is not there to be imported, and one that is being deleted soon is not.</summary>
    static async Task<ILookup<Id<VirtualMachine>, TerraformMachine.OneDisk>> DisksAsync(ConsoleDbContext database, IReadOnlyCollection<Id<VirtualMachine>> ids, CancellationToken stop) =>
        (await database.VirtualDisks.AsNoTracking()
            .Where(disk => disk.MachineId != null && ids.Contains(disk.MachineId.Value) && disk.Pending != DiskAction.Creating && disk.Pending != DiskAction.Deleting)
            .OrderBy(disk => disk.Position)
            .Join(database.StorageRepositories, disk => disk.StorageRepositoryId, storage => storage.Id, (disk, storage) => new { disk, storage.Name }).ToListAsync(stop))
        .ToLookup(row => row.disk.MachineId!.Value, row => new TerraformMachine.OneDisk(row.disk, row.Name));

    static async Task<ILookup<Id<VirtualMachine>, TerraformMachine.OneAdapter>> AdaptersAsync(ConsoleDbContext database, IReadOnlyCollection<Id<VirtualMachine>> ids, CancellationToken stop) =>
        (await database.NetworkAdapters.AsNoTracking()
            .Where(adapter => ids.Contains(adapter.MachineId) && adapter.Pending != AdapterAction.Adding && adapter.Pending != AdapterAction.Removing)
            .OrderBy(adapter => adapter.Position)
            .Join(database.VirtualNetworks, adapter => adapter.NetworkId, network => network.Id, (adapter, network) => new { adapter, network.Name }).ToListAsync(stop))
        .ToLookup(row => row.adapter.MachineId, row => new TerraformMachine.OneAdapter(row.adapter, row.Name));
}
