using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Work on all disks of a machine at once: reverts, clones and conversions; what ends it early, and what it leaves to do.</summary>
static class WholeMachineWork
{
    /// <summary>The keys of that under way which touches a volume.</summary>
    public static async Task<List<string>> OnAsync(ConsoleDbContext database, Id<StorageRepository> volume, DateTimeOffset now, CancellationToken stop)
    {
        var tasks = await database.Set<SimulatedTask>().AsNoTracking()
            .Where(task => task.EndsAt > now && (task.Work == SimulatedWork.Revert || task.Work == SimulatedWork.Clone || task.Work == SimulatedWork.Convert)).ToListAsync(stop);
        var touched = tasks.SelectMany(MachinesOf).Distinct().ToList();
        var machines = await database.Set<SimulatedMachine>().AsNoTracking().Where(machine => touched.Contains(machine.Id)).ToListAsync(stop);
        var on = machines.Where(machine => machine.Disks.Any(disk => disk.Storage == volume)).Select(machine => machine.Id).ToHashSet();
        return [.. tasks.Where(task => MachinesOf(task).Any(on.Contains)).Select(task => task.Key)];
    }

    public static async Task EndAsync(ConsoleDbContext database, SimulatedTask task, SimulatedMachine machine, CancellationToken stop)
    {
        switch (task.Work)
        {
            case SimulatedWork.Revert:
                machine.EndRevert(task.EndsAt, task.Succeeds);
                if (task.Succeeds) return;
                await Chains.UndoAsync(database, task.SnapshotId!.Value, stop);
                await Stays.EndAsync(database, machine.Id, task.EndsAt, task.EndsAt, stop);
                return;
            case SimulatedWork.Convert when task.Succeeds:
                database.AddRange(machine.Disks.Select(disk => new SimulatedLooseDisk { Id = disk.Id, VolumeId = disk.Storage, Capacity = disk.Capacity }));
                database.Remove(machine);
                return;
            case SimulatedWork.Clone:
                var copy = CopyOf(task);
                var made = await database.Set<SimulatedMachine>().SingleAsync(row => row.Id == copy, stop);
                foreach (var disk in made.Disks) await Settlement.GiveBackAsync(database, disk.Storage, disk.Capacity, stop);
                database.Remove(made);
                machine.Occupy(task.EndsAt);
                return;
            default:
                machine.Occupy(task.EndsAt);
                return;
        }
    }

    static IEnumerable<Id<VirtualMachine>> MachinesOf(SimulatedTask task)
    {
        yield return task.MachineId!.Value;
        if (task.Work == SimulatedWork.Clone) yield return CopyOf(task);
    }

    static Id<VirtualMachine> CopyOf(SimulatedTask task) => Id<VirtualMachine>.Parse(task.Result!, null);
}
