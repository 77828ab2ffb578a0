using Microsoft.EntityFrameworkCore;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>What ended work on a disk leaves to do.</summary>
static class DiskWork
{
    public static async Task EndAsync(ConsoleDbContext database, SimulatedTask task, CancellationToken stop)
    {
        var disk = task.DiskId!.Value;
        var machine = task.MachineId is { } id ? await database.Set<SimulatedMachine>().SingleAsync(row => row.Id == id, stop) : null;
        var loose = machine is null ? await database.Set<SimulatedLooseDisk>().SingleAsync(row => row.Id == disk, stop) : null;
        if (task.Work == SimulatedWork.MoveDisk && task.Succeeds)
        {
            if (machine is not null) machine.Put(machine.Disks.Single(known => known.Id == disk) with { Storage = task.VolumeId!.Value });
            else loose!.VolumeId = task.VolumeId!.Value;
            await Settlement.GiveBackAsync(database, task.SourceVolumeId!.Value, task.Size, stop);
            return;
        }

        if (task.Work == SimulatedWork.GrowDisk && task.Succeeds)
        {
            if (machine?.Disks.Single(known => known.Id == disk) is { } small) machine.Put(small with { Capacity = small.Capacity + task.Size });
            else loose!.Capacity += task.Size;
            return;
        }

        // A disk that was not made, not moved or not made larger, or one that is deleted, gives back what the task took or holds.
        await Settlement.GiveBackAsync(database, task.VolumeId!.Value, task.Size, stop);
        if (task.Work is SimulatedWork.MoveDisk or SimulatedWork.GrowDisk) return;
        machine?.Remove(disk);
        if (loose is not null) database.Remove(loose);
    }
}
