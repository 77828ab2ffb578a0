using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>What ended work leaves to do on the chains of VHDs.</summary>
static class Chains
{
    /// <summary>How long a merging waits that meets storage which cannot be reached.</summary>
    static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    /// <summary>A snapshot that was not taken after all, or a revert that was none, takes nothing.</summary>
    public static async Task UndoAsync(ConsoleDbContext database, Id<Snapshot> snapshot, CancellationToken stop)
    {
        foreach (var vhd in await database.Set<SimulatedVhd>().Where(vhd => vhd.SnapshotId == snapshot).ToListAsync(stop)) await RemoveAsync(database, vhd, stop);
        foreach (var task in await database.Set<SimulatedTask>().Where(task => task.Work == SimulatedWork.Coalesce && task.SnapshotId == snapshot && !task.Settled).ToListAsync(stop)) task.Settled = true;
    }

    /// <summary>A VHD is merged: its space is free. While its storage cannot be reached it waits.</summary>
    /// <returns>Whether it is.</returns>
    public static async Task<bool> CoalesceAsync(ConsoleDbContext database, SimulatedTask task, DateTimeOffset now, CancellationToken stop)
    {
        var volume = await database.Set<SimulatedVolume>().SingleAsync(row => row.Id == task.VolumeId, stop);
        if (!volume.Connected)
        {
            while (task.EndsAt <= now) task.EndsAt += Wait;
            return false;
        }

        var vhds = await database.Set<SimulatedVhd>().Where(vhd => vhd.SnapshotId == task.SnapshotId && vhd.VolumeId == task.VolumeId).ToListAsync(stop);
        await RemoveAsync(database, vhds.Single(vhd => vhd.CoalesceKey == task.Key), stop);
        return true;
    }

    /// <summary>A machine goes with its disks, its snapshots and what is still to be merged.</summary>
    public static async Task RemoveAsync(ConsoleDbContext database, Id<VirtualMachine> machine, CancellationToken stop)
    {
        foreach (var vhd in await database.Set<SimulatedVhd>().Where(vhd => vhd.MachineId == machine).ToListAsync(stop)) await RemoveAsync(database, vhd, stop);
        foreach (var task in await database.Set<SimulatedTask>().Where(task => task.Work == SimulatedWork.Coalesce && task.MachineId == machine && !task.Settled).ToListAsync(stop)) task.Settled = true;
    }

    static async Task RemoveAsync(ConsoleDbContext database, SimulatedVhd vhd, CancellationToken stop)
    {
        (await database.Set<SimulatedVolume>().SingleAsync(row => row.Id == vhd.VolumeId, stop)).GiveBack(vhd.Size);
        database.Remove(vhd);
    }
}
