using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>What an ended move to another pool leaves to do.</summary>
static class Relocations
{
    /// <summary>All changes over at once, or nothing does: what was taken at the end that is left is given back.</summary>
    public static async Task EndAsync(ConsoleDbContext database, SimulatedTask task, CancellationToken stop)
    {
        var plan = PlanOf(task);
        var machine = await database.Set<SimulatedMachine>().SingleAsync(row => row.Id == task.MachineId, stop);
        foreach (var disk in plan.Disks) await Settlement.GiveBackAsync(database, task.Succeeds ? disk.From : disk.To, disk.Size, stop);
        if (task.TargetHostId is not null) machine.EndMigration(task.StartedAt, task.EndsAt, task.Succeeds);
        else machine.Occupy(task.EndsAt);
        if (!task.Succeeds) return;
        machine.Join(plan.Pool, plan.Zone);
        foreach (var disk in machine.Disks) machine.Put(disk with { Storage = plan.Disks.Single(copy => copy.Disk == disk.Id).To });
        // A copy of it reads from where it was; it is begun again from where it is.
        await Settlement.BreakAsync(
            database, database.Set<SimulatedTask>().Where(copy => copy.Work == SimulatedWork.Transfer && copy.MachineId == machine.Id), $"{machine.Name} moved to another pool while it was copied.", task.EndsAt, stop);
        if (task.TargetHostId is null) return;
        await Stays.EndAsync(database, machine.Id, task.EndsAt, task.EndsAt, stop);
        database.Add(SimulatedStay.Of(machine));
    }

    /// <summary>The moves under way that read from a volume or write to it.</summary>
    public static async Task<List<string>> OnAsync(ConsoleDbContext database, Id<StorageRepository> volume, DateTimeOffset now, CancellationToken stop)
    {
        var tasks = await database.Set<SimulatedTask>().AsNoTracking().Where(task => task.Work == SimulatedWork.Relocate && task.EndsAt > now).ToListAsync(stop);
        return [.. tasks.Where(task => PlanOf(task).Disks.Exists(disk => disk.From == volume || disk.To == volume)).Select(task => task.Key)];
    }

    static Plan PlanOf(SimulatedTask task) => HardwareJson.Read<Plan>(task.Result!);

    /// <summary>Where a machine goes; kept with its work as what that hands back.</summary>
    public sealed record Plan(Id<Pool> Pool, Id<AvailabilityZone> Zone, List<Copy> Disks);

    /// <summary>A disk that is copied; its size is taken on both volumes until the end.</summary>
    public sealed record Copy(Id<VirtualDisk> Disk, Id<StorageRepository> From, Id<StorageRepository> To, ByteSize Size);
}
