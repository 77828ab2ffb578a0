using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <content>What is written while the caller waits.</content>
public sealed partial class CloneVirtualMachine
{
    /// <summary>Accepts a copy: its space is taken and its row stands, marked as being created, when this returns. Copied policies have a permission of their own.</summary>
    public async Task<Result<Id<Activity>>> SubmitAsync(Order asked, Caller caller, CancellationToken stop)
    {
        var input = await PrepareAsync(asked with { Name = asked.Name.Trim() }, stop);
        return await submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var order = input.Order;
            var machine = await database.FindVisibleAsync(order.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, order.VirtualMachine);
            var policies = order.CopyPolicies ? await database.BackupAssignments.Where(assignment => assignment.MachineId == machine.Id).Select(assignment => assignment.PolicyId).ToListAsync(stop) : [];
            if (policies.Count > 0 && !caller.May(Permission.BackupWrite)) return Problem.Forbidden(Permission.BackupWrite);
            var place = await DiskFacts.OfAsync(database, machine, stop);
            var adapters = await AdaptersOf(database, machine.Id).ToListAsync(stop);
            // A disk or an adapter came or went between the two readings: whoever asks again gets one for each.
            if (place.Disks.Count != input.Disks.Count || adapters.Count != input.Adapters.Count) return Problem.Changed(MachineTarget.Noun, machine.Name);
            List<Problem> found =
            [
                .. machine.CanClone().Problems, .. MachineName.Check(order.Name, nameof(Order.Name)).Problems,
                .. CloneOrder.CheckPlace(place.Disks, order.Storage, [.. place.Storages.Select(StorageRoom.Of)], place.Heartbeat).Problems,
            ];
            if (found.Count > 0) return found;
            machine.BeginClone();
            Add(database, input, machine, place, adapters, policies);
            return MachineTarget.Of(machine);
        }, stop);
    }

    /// <summary>Chooses the identities once, so that a second attempt writes the same ones.</summary>
    async Task<Input> PrepareAsync(Order order, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var disks = await DisksOf(database, order.VirtualMachine).CountAsync(stop);
        var adapters = await AdaptersOf(database, order.VirtualMachine).CountAsync(stop);
        return new Input(
            order, ids.Next<VirtualMachine>(), [.. Enumerable.Range(0, disks).Select(_ => ids.Next<VirtualDisk>())], [.. Enumerable.Range(0, adapters).Select(_ => ids.Next<NetworkAdapter>())]);
    }

    void Add(ConsoleDbContext database, Input input, VirtualMachine machine, DiskFacts place, List<NetworkAdapter> adapters, List<Id<BackupPolicy>> policies)
    {
        var clone = machine.CloneAs(input.Copy, input.Order.Name, policies.Count > 0, clock.GetUtcNow());
        List<VirtualDisk> disks = [.. place.Disks.Zip(input.Disks, (disk, id) => disk.CopyTo(id, clone.Id, input.Order.Storage ?? disk.StorageRepositoryId))];
        foreach (var disk in disks) place.Storages.Single(storage => storage.Id == disk.StorageRepositoryId).Reserve(disk.Capacity);
        database.Add(clone);
        database.AddRange(disks);
        database.AddRange(adapters.Zip(input.Adapters, (adapter, id) => adapter.CopyTo(id, clone.Id)));
        database.AddRange(policies.Select(policy => new BackupAssignment(machine.TenantId, clone.Id, policy)));
    }

    static IOrderedQueryable<NetworkAdapter> AdaptersOf(ConsoleDbContext database, Id<VirtualMachine> machine) =>
        database.NetworkAdapters.Where(adapter => adapter.MachineId == machine).OrderBy(adapter => adapter.Position);
}
