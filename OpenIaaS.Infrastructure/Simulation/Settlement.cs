using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// What is left to do on the hardware when a task has ended. It is done before anything is read or changed after that moment, in the order
/// in which the tasks ended: when exactly it happens cannot be seen.
/// </summary>
static class Settlement
{
    /// <summary>Whether a task of this kind and outcome leaves something to do.</summary>
    public static bool IsNeeded(SimulatedWork work, bool succeeds) => work switch
    {
        SimulatedWork.Create or SimulatedWork.Restore or SimulatedWork.Transfer or SimulatedWork.Snapshot or SimulatedWork.CreateDisk or SimulatedWork.Write or SimulatedWork.Clone => !succeeds,
        SimulatedWork.Migrate or SimulatedWork.MoveDisk or SimulatedWork.GrowDisk or SimulatedWork.Revert or SimulatedWork.Convert or SimulatedWork.Relocate => true,
        SimulatedWork.Resize or SimulatedWork.Delete or SimulatedWork.Fence or SimulatedWork.Coalesce or SimulatedWork.DeleteDisk or SimulatedWork.DeleteTemplate => succeeds,
        SimulatedWork.DeleteSnapshot or SimulatedWork.Start or SimulatedWork.Stop or SimulatedWork.Restart or SimulatedWork.Release or SimulatedWork.CopyBack or SimulatedWork.Base
            or SimulatedWork.PlugDisk or SimulatedWork.PlugAdapter or SimulatedWork.Insert or SimulatedWork.Propagate or SimulatedWork.Withdraw => false,
    };

    public static IQueryable<SimulatedTask> Due(ConsoleDbContext database, DateTimeOffset now) =>
        database.Set<SimulatedTask>().Where(task => !task.Settled && task.EndsAt <= now);

    public static async Task SettleAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop)
    {
        var due = await Due(database, now).OrderBy(task => task.EndsAt).ThenBy(task => task.Key).ToListAsync(stop);
        // One that ended after the host under it fenced itself was ended with it.
        foreach (var task in due.Where(task => !task.Settled))
            if (task.Work != SimulatedWork.Coalesce || await Chains.CoalesceAsync(database, task, now, stop)) await SettleAsync(database, task, stop);
        if (due.Count > 0) await database.SaveChangesAsync(stop);
    }

    /// <summary>Ends work under way before its time, because what it ran on is lost.</summary>
    public static async Task BreakAsync(ConsoleDbContext database, IQueryable<SimulatedTask> tasks, string reason, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var task in await tasks.Where(task => task.EndsAt > now).OrderBy(task => task.Key).ToListAsync(stop))
        {
            (task.EndsAt, task.Succeeds, task.Reason) = (now, false, reason);
            await SettleAsync(database, task, stop);
        }
    }

    /// <summary>Ends what is being written to or read from a volume that cannot be reached any more: copies to it, disks and machines being moved, machines being created on it, cloned or brought back to a snapshot, templates being deleted.</summary>
    public static async Task BreakAsync(ConsoleDbContext database, SimulatedVolume volume, DateTimeOffset now, CancellationToken stop)
    {
        var reason = volume.Unreachable!;
        await BreakAsync(database, database.Set<SimulatedTask>().Where(task => (task.VolumeId == volume.Id || task.SourceVolumeId == volume.Id) && task.Work != SimulatedWork.Coalesce), reason, now, stop);
        var moves = await Relocations.OnAsync(database, volume.Id, now, stop);
        if (moves.Count > 0) await BreakAsync(database, database.Set<SimulatedTask>().Where(task => moves.Contains(task.Key)), reason, now, stop);
        var created = await database.Set<SimulatedTask>().Where(task => (task.Work == SimulatedWork.Create || task.Work == SimulatedWork.Restore) && task.EndsAt > now).Select(task => task.MachineId).ToListAsync(stop);
        var machines = await database.Set<SimulatedMachine>().AsNoTracking().Where(machine => created.Contains(machine.Id)).ToListAsync(stop);
        List<Id<VirtualMachine>?> lost = [.. machines.Where(machine => machine.Disks.Any(disk => disk.Storage == volume.Id)).Select(machine => (Id<VirtualMachine>?)machine.Id)];
        await BreakAsync(database, database.Set<SimulatedTask>().Where(task => (task.Work == SimulatedWork.Create || task.Work == SimulatedWork.Restore) && lost.Contains(task.MachineId)), reason, now, stop);
        var whole = await WholeMachineWork.OnAsync(database, volume.Id, now, stop);
        whole.AddRange(await TemplateWork.OnAsync(database, volume.Id, now, stop));
        if (whole.Count > 0) await BreakAsync(database, database.Set<SimulatedTask>().Where(task => whole.Contains(task.Key)), reason, now, stop);
    }

    static async Task SettleAsync(ConsoleDbContext database, SimulatedTask task, CancellationToken stop)
    {
        task.Settled = true;
        if (!IsNeeded(task.Work, task.Succeeds) || task.Work == SimulatedWork.Coalesce) return;
        if (task.Work == SimulatedWork.Snapshot)
        {
            await Chains.UndoAsync(database, task.SnapshotId!.Value, stop);
            return;
        }

        if (task.Work is SimulatedWork.Transfer or SimulatedWork.Write)
        {
            await GiveBackAsync(database, task.VolumeId!.Value, task.Size, stop);
            return;
        }

        if (task.Work is SimulatedWork.CreateDisk or SimulatedWork.MoveDisk or SimulatedWork.GrowDisk or SimulatedWork.DeleteDisk)
        {
            await DiskWork.EndAsync(database, task, stop);
            return;
        }

        if (task.Work == SimulatedWork.DeleteTemplate)
        {
            await TemplateWork.EndAsync(database, task, stop);
            return;
        }

        if (task.Work == SimulatedWork.Relocate)
        {
            await Relocations.EndAsync(database, task, stop);
            return;
        }

        if (task.Work == SimulatedWork.Fence)
        {
            await FenceAsync(database, await database.Set<SimulatedHost>().SingleAsync(row => row.Id == task.HostId, stop), task.EndsAt, stop);
            return;
        }

        var machine = await database.Set<SimulatedMachine>().SingleAsync(row => row.Id == task.MachineId, stop);
        if (task.Work == SimulatedWork.Migrate)
        {
            machine.EndMigration(task.StartedAt, task.EndsAt, task.Succeeds);
            if (!task.Succeeds) return;
            await Stays.EndAsync(database, machine.Id, task.EndsAt, task.EndsAt, stop);
            database.Add(SimulatedStay.Of(machine));
            return;
        }

        if (task.Work is SimulatedWork.Revert or SimulatedWork.Clone or SimulatedWork.Convert)
        {
            await WholeMachineWork.EndAsync(database, task, machine, stop);
            return;
        }

        if (task.Work == SimulatedWork.Resize)
        {
            (machine.VirtualCpus, machine.Memory) = (task.VirtualCpus!.Value, task.Memory!.Value);
            return;
        }

        await Chains.RemoveAsync(database, machine.Id, stop);
        foreach (var disk in machine.Disks) await GiveBackAsync(database, disk.Storage, disk.Capacity, stop);
        database.Remove(machine);
    }

    /// <summary>A host that has not belonged to those that live for too long resets itself, with everything on it.</summary>
    static async Task FenceAsync(ConsoleDbContext database, SimulatedHost host, DateTimeOffset at, CancellationToken stop)
    {
        if (host.IsBroken || host.SilentSince is null) return;
        host.Lose(at, host.FenceCause);
        await Stays.EndAsync(database, host.Id, at, stop);
        await BreakAsync(database, database.Set<SimulatedTask>().Where(task => task.HostId == host.Id || task.TargetHostId == host.Id), host.FenceCause, at, stop);
    }

    /// <summary>Gives space back to a volume.</summary>
    public static async Task GiveBackAsync(ConsoleDbContext database, Id<StorageRepository> storage, ByteSize size, CancellationToken stop) =>
        (await database.Set<SimulatedVolume>().SingleAsync(row => row.Id == storage, stop)).GiveBack(size);
}
