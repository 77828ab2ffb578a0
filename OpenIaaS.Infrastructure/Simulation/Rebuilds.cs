using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// Which drives of an array are rebuilt, and until when. The first that fails goes into the spare space, one that was replaced onto its
/// replacement; others wait. While more are missing than the parity covers, nothing is rebuilt.
/// </summary>
sealed class Rebuilds(Durations durations, Guest guest)
{
    /// <summary>Whether more drives of this drive's array are missing than it survives.</summary>
    public static async Task<bool> IsOfflineAsync(ConsoleDbContext database, SimulatedPart drive, DateTimeOffset now, CancellationToken stop) =>
        !DistributedRaid.Survives((await DrivesAsync(database, drive, stop)).Count(other => other.IsMissingAt(now)));

    /// <summary>Begins and stops rebuilds after a drive failed or was replaced.</summary>
    public async Task ApplyAsync(ConsoleDbContext database, SimulatedPart changed, DateTimeOffset now, CancellationToken stop)
    {
        var drives = await DrivesAsync(database, changed, stop);
        if (!DistributedRaid.Survives(drives.Count(drive => drive.IsMissingAt(now))))
        {
            foreach (var drive in drives.Where(drive => drive.IsRebuildingAt(now))) drive.StopRebuild();
            return;
        }

        double? load = null;
        var spares = DistributedRaid.Spares - drives.Count(drive => drive.TakesSpare);
        foreach (var drive in drives.Where(drive => drive.IsMissingAt(now) && drive.RebuildFrom is null).OrderBy(drive => drive.FailedAt).ThenBy(drive => drive.Number))
        {
            if (drive.IsBroken && spares-- <= 0) continue;
            load ??= await LoadAsync(database, changed, now, stop);
            drive.Rebuild(now, now + durations.ForRebuild(drive.Capacity!.Value, load.Value));
        }
    }

    static Task<List<SimulatedPart>> DrivesAsync(ConsoleDbContext database, SimulatedPart drive, CancellationToken stop) =>
        database.Set<SimulatedPart>().Where(part => part.ZoneId == drive.ZoneId && part.Group == drive.Group && part.Kind == HardwarePartKind.Drive).ToListAsync(stop);

    /// <summary>How busy the array is, 0 to 1: what its running machines write, against what rebuilding alone would read and write.</summary>
    async Task<double> LoadAsync(ConsoleDbContext database, SimulatedPart drive, DateTimeOffset now, CancellationToken stop)
    {
        var volumes = await database.Set<SimulatedVolume>().Where(volume => volume.ZoneId == drive.ZoneId && volume.Array == drive.Group).Select(volume => volume.Id).ToListAsync(stop);
        var failures = await database.Set<SimulatedHost>().Where(host => host.FailedAt != null).ToDictionaryAsync(host => host.Id, host => host.FailedAt, stop);
        double written = 0;
        await foreach (var machine in database.Set<SimulatedMachine>().AsNoTracking().Where(machine => machine.ZoneId == drive.ZoneId && machine.HostId != null).OrderBy(machine => machine.Id).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (machine.PowerAt(now, failures.GetValueOrDefault(machine.HostId!.Value)) != PowerState.Running) continue;
            var disks = machine.Disks;
            if (disks.Count > 0) written += guest.WriteRate(machine.Key) * disks.Count(disk => volumes.Contains(disk.Storage)) / disks.Count;
        }

        return Math.Min(1, written / Durations.RebuildBytesPerSecond);
    }
}
