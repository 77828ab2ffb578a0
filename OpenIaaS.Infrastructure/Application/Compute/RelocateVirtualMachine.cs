using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Application.Network;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>
/// Moves a machine to another pool of its zone or of another one, with its disks and, while it runs, its memory. It is where it was until all has arrived;
/// then place, disks, networks and, in another zone, its backup policies change over at once.
/// </summary>
public sealed class RelocateVirtualMachine(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock) : IOperation<RelocateVirtualMachine.Input>
{
    /// <param name="EvenIfUnprotected">Whether whoever asks knows that the pool it goes to does not survive the failure of any one host any more.</param>
    public sealed record Input(Id<VirtualMachine> VirtualMachine, Relocation Relocation, bool EvenIfUnprotected = false) : IKnowingly;

    public string ActivityType => ActivityTypes.VirtualMachineRelocate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            if (await RelocationCase.UnknownAsync(database, input.Relocation, caller, stop) is { } unknown) return unknown;
            var found = await RelocationCase.LoadAsync(database, machine, input.Relocation.Pool, caller, stop);
            var problems = input.Relocation.Check(found.Facts).Problems;
            if (problems.Count > 0) return Result<ActivityTarget>.Refused(problems);
            if (await ChangesBackupAsync(database, input, found.Facts, stop) && !caller.May(Permission.BackupWrite)) return Problem.Forbidden(Permission.BackupWrite);
            if (input.Relocation is { Pool: { } pool, Host: { } host })
            {
                var guarded = await PromiseGuard.ArriveAsync(database, pool, machine.Memory, machine.HighAvailability, host, input.EvenIfUnprotected, stop);
                if (!guarded.Ok) return Result<ActivityTarget>.Refused(guarded.Problems);
            }

            foreach (var disk in found.Disks)
            {
                var storage = found.Storages.Single(row => row.Id == input.Relocation.StorageOf(disk.Id));
                var reserved = storage.Reserve(disk.Capacity);
                if (!reserved.Ok) return Result<ActivityTarget>.Refused(reserved.Problems);
                disk.Begin(DiskAction.Moving);
                disk.BeginMove(storage.Id);
            }

            machine.BeginRelocation(input.Relocation.Host);
            return MachineTarget.Of(machine);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.RelocateAsync(progress.Key("relocate"), await OrderAsync(input, stop), stop);
        var moved = await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
        return moved.Ok ? input.VirtualMachine.ToString() : moved;
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        var disks = await DisksAsync(database, input, stop);
        var storages = await StorageRows.UnderAsync(database, disks.Select(disk => disk.StorageRepositoryId), stop);
        foreach (var disk in disks)
        {
            storages[disk.StorageRepositoryId].Release(disk.Capacity);
            disk.Arrive();
        }

        foreach (var adapter in await database.NetworkAdapters.Where(row => row.MachineId == machine.Id).ToListAsync(stop))
        {
            if (input.Relocation.NetworkOf(adapter.Id) is not { } network) continue;
            adapter.Change(network, adapter.MacAddress, adapter.TxChecksumming);
            // In the same private network on the other pool it keeps its address; in another one it gives it back.
            await AdapterAddress.SettleAsync(database, adapter, stop);
        }

        await ChangeBackupAsync(database, machine, input, stop);
        var host = input.Relocation.Host;
        machine.ArriveIn(input.Relocation.Pool!.Value, host);
        // It arrived on a host that was found failed before this was written down: it went down with it.
        if (host is not null && await database.Hosts.AnyAsync(row => row.Id == host && row.Status == HostStatus.Failed, stop)) machine.Lose(clock.GetUtcNow());
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        var disks = await DisksAsync(database, input, stop);
        var storages = await StorageRows.UnderAsync(database, disks.Select(disk => disk.MovesToId!.Value), stop);
        foreach (var disk in disks)
        {
            storages[disk.MovesToId!.Value].Release(disk.Capacity);
            disk.Settle();
        }

        machine.StayInPool();
    }

    static Task<List<VirtualDisk>> DisksAsync(ConsoleDbContext database, Input input, CancellationToken stop) =>
        database.VirtualDisks.Where(disk => disk.MachineId == input.VirtualMachine && disk.MovesToId != null).ToListAsync(stop);

    static async Task<bool> ChangesBackupAsync(ConsoleDbContext database, Input input, RelocationFacts facts, CancellationToken stop) =>
        facts.LeavesZone && (input.Relocation.BackupPolicies.Count > 0 || await database.BackupAssignments.AnyAsync(row => row.MachineId == input.VirtualMachine, stop));

    /// <summary>The policies of another zone take the place of those of the one it leaves; backups that were made stay.</summary>
    static async Task ChangeBackupAsync(ConsoleDbContext database, VirtualMachine machine, Input input, CancellationToken stop)
    {
        var zones = await database.Pools.Where(pool => pool.Id == machine.PoolId || pool.Id == input.Relocation.Pool).Select(pool => pool.ZoneId).Distinct().CountAsync(stop);
        if (zones == 1) return;
        database.RemoveRange(await database.BackupAssignments.Where(row => row.MachineId == machine.Id).ToListAsync(stop));
        database.AddRange(input.Relocation.BackupPolicies.Distinct().Select(policy => new BackupAssignment(machine.TenantId, machine.Id, policy)));
        if (input.Relocation.BackupPolicies.Count == 0) machine.SetAutoPowerOn(false);
    }

    async Task<RelocationOrder> OrderAsync(Input input, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return Order(input.VirtualMachine, input.Relocation, await database.NetworkAdapters.AsNoTracking().Where(row => row.MachineId == input.VirtualMachine).OrderBy(row => row.Position).ToListAsync(stop));
    }

    /// <summary>What a hypervisor is asked for.</summary>
    internal static RelocationOrder Order(Id<VirtualMachine> machine, Relocation relocation, IReadOnlyList<NetworkAdapter> adapters) => new(
        machine, relocation.Pool!.Value, relocation.Host, [.. relocation.Disks.Where(disk => disk.Storage is not null).Select(disk => new RelocationOrder.Disk(disk.Id, disk.Storage!.Value))],
        [.. adapters.Where(adapter => relocation.NetworkOf(adapter.Id) is not null).Select(adapter => adapter.AsOrder() with { Network = relocation.NetworkOf(adapter.Id)!.Value })]);
}
