using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <content>Disks that come, go and move. The pool's storage manager does the work; only a move is done by the host of a machine that runs, and ends with it.</content>
sealed partial class SimulatedHypervisor
{
    public Task<HardwareTask> CreateDiskAsync(string key, Id<VirtualMachine> machine, MachineOrder.Disk disk, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.CreateDisk, machine, null, async (database, row, failedAt, now) =>
        {
            if (row.Disks.Any(known => known.Id == disk.Id)) return Refuse($"{row.Name} has the disk {disk.Id} already.");
            if (CannotTake(row, failedAt, now) is { } obstacle) return Refuse(obstacle);
            if (await database.Set<SimulatedVolume>().SingleOrDefaultAsync(volume => volume.Id == disk.Storage, stop) is not { } volume) return Refuse($"There is no block storage {disk.Storage}.");
            if (volume.Refuses(disk.Capacity) is { } full) return Refuse(full);
            var verdict = await DecideAsync(database, SimulatedWork.CreateDisk, row, now, durations.ForCreateDisk(volume.Delay, row.Key, row.Works), stop);
            volume.Take(disk.Capacity);
            row.Put(new SimulatedDisk(disk.Id, disk.Storage, disk.Capacity));
            row.WorkUntil(verdict.EndsAt, row.PowerAt(now, failedAt));
            return OfDisk(key, SimulatedWork.CreateDisk, row.Id, disk.Id, volume.Id, null, disk.Capacity, now, verdict);

            SimulatedTask Refuse(string reason) => SimulatedTask.Refused(key, SimulatedWork.CreateDisk, now, reason);
        }, stop);

    public Task<HardwareTask> AttachDiskAsync(string key, Id<VirtualMachine> machine, Id<VirtualDisk> disk, CancellationToken stop) =>
        PlugAsync(key, machine, disk, async (database, row, failedAt, now) =>
        {
            if (await database.Set<SimulatedLooseDisk>().SingleOrDefaultAsync(known => known.Id == disk, stop) is not { } loose) return "It is attached to a machine already, or there is no such disk.";
            if (CannotTake(row, failedAt, now) is { } obstacle) return obstacle;
            database.Remove(loose);
            row.Put(new SimulatedDisk(disk, loose.VolumeId, loose.Capacity));
            return null;
        }, stop);

    public Task<HardwareTask> DetachDiskAsync(string key, Id<VirtualMachine> machine, Id<VirtualDisk> disk, CancellationToken stop) =>
        PlugAsync(key, machine, disk, (database, row, failedAt, now) =>
        {
            if (row.Disks.FirstOrDefault(known => known.Id == disk) is not { } found) return System.Threading.Tasks.Task.FromResult<string?>($"{row.Name} has no such disk.");
            if (found.IsPlugged && CannotPlug(row, failedAt, now) is { } obstacle) return System.Threading.Tasks.Task.FromResult<string?>(obstacle);
            row.Remove(disk);
            database.Add(new SimulatedLooseDisk { Id = disk, VolumeId = found.Storage, Capacity = found.Capacity });
            return System.Threading.Tasks.Task.FromResult<string?>(null);
        }, stop);

    public Task<HardwareTask> ConnectDiskAsync(string key, Id<VirtualMachine> machine, Id<VirtualDisk> disk, bool connected, CancellationToken stop) =>
        PlugAsync(key, machine, disk, (_, row, failedAt, now) =>
        {
            var found = row.Disks.FirstOrDefault(known => known.Id == disk);
            var refusal = found is null ? $"{row.Name} has no such disk." : CannotPlug(row, failedAt, now);
            if (refusal is null) row.Put(found! with { IsPlugged = connected });
            return System.Threading.Tasks.Task.FromResult(refusal);
        }, stop);

    public Task<HardwareTask> MoveDiskAsync(string key, Id<VirtualMachine>? machine, Id<VirtualDisk> disk, Id<StorageRepository> storage, CancellationToken stop) =>
        OnDiskAsync(key, SimulatedWork.MoveDisk, machine, disk, async (database, found, name, host, ordinal, now) =>
        {
            var volumes = await database.Set<SimulatedVolume>().Where(volume => volume.Id == storage || volume.Id == found.Storage).ToDictionaryAsync(volume => volume.Id, stop);
            if (storage == found.Storage || !volumes.TryGetValue(storage, out var target)) return Refuse($"There is no other block storage {storage}.");
            if (volumes[found.Storage].Unreachable is { } cut) return Refuse(cut);
            if (target.Refuses(found.Capacity) is { } full) return Refuse(full);
            var duration = durations.ForMoveDisk(found.Capacity, volumes.Values.Select(volume => (volume.ClassName, volume.Delay)), disk.ToString(), ordinal);
            var verdict = await faults.DecideAsync(database, SimulatedWork.MoveDisk, disk.ToString(), name, ordinal, now, duration, stop);
            target.Take(found.Capacity);
            return OfDisk(key, SimulatedWork.MoveDisk, machine, disk, storage, found.Storage, found.Capacity, now, verdict, host);

            SimulatedTask Refuse(string reason) => SimulatedTask.Refused(key, SimulatedWork.MoveDisk, now, reason);
        }, stop);

    public Task<HardwareTask> GrowDiskAsync(string key, Id<VirtualMachine>? machine, Id<VirtualDisk> disk, ByteSize capacity, CancellationToken stop) =>
        OnDiskAsync(key, SimulatedWork.GrowDisk, machine, disk, async (database, found, name, _, ordinal, now) =>
        {
            if (capacity <= found.Capacity) return Refuse($"It has {found.Capacity} already.");
            var (more, volume) = (capacity - found.Capacity, await database.Set<SimulatedVolume>().SingleAsync(row => row.Id == found.Storage, stop));
            if (volume.Refuses(more) is { } full) return Refuse(full);
            var verdict = await faults.DecideAsync(database, SimulatedWork.GrowDisk, disk.ToString(), name, ordinal, now, durations.ForGrowDisk(volume.Delay, disk.ToString(), ordinal), stop);
            volume.Take(more);
            return OfDisk(key, SimulatedWork.GrowDisk, machine, disk, volume.Id, null, more, now, verdict);

            SimulatedTask Refuse(string reason) => SimulatedTask.Refused(key, SimulatedWork.GrowDisk, now, reason);
        }, stop);

    public Task<HardwareTask> DeleteDiskAsync(string key, Id<VirtualMachine>? machine, Id<VirtualDisk> disk, CancellationToken stop) =>
        OnDiskAsync(key, SimulatedWork.DeleteDisk, machine, disk, async (database, found, name, _, ordinal, now) =>
        {
            var volume = await database.Set<SimulatedVolume>().AsNoTracking().SingleAsync(row => row.Id == found.Storage, stop);
            if (volume.Unreachable is { } cut) return SimulatedTask.Refused(key, SimulatedWork.DeleteDisk, now, cut);
            var verdict = await faults.DecideAsync(database, SimulatedWork.DeleteDisk, disk.ToString(), name, ordinal, now, durations.ForDeleteDisk(disk.ToString(), ordinal), stop);
            return OfDisk(key, SimulatedWork.DeleteDisk, machine, disk, found.Storage, null, found.Capacity, now, verdict);
        }, stop);

    /// <summary>Work that changes what a machine has or sees of its disks, and nothing on the volumes.</summary>
    /// <param name="apply">Does it, unless there is a reason against it, which it returns.</param>
    Task<HardwareTask> PlugAsync(
        string key, Id<VirtualMachine> machine, Id<VirtualDisk> disk, Func<ConsoleDbContext, SimulatedMachine, DateTimeOffset?, DateTimeOffset, Task<string?>> apply, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.PlugDisk, machine, null, async (database, row, failedAt, now) =>
        {
            var verdict = await DecideAsync(database, SimulatedWork.PlugDisk, row, now, durations.ForPlugDisk(row.Key, row.Works), stop);
            if (verdict.Succeeds && await apply(database, row, failedAt, now) is { } reason) return SimulatedTask.Refused(key, SimulatedWork.PlugDisk, now, reason);
            row.WorkUntil(verdict.EndsAt, row.PowerAt(now, failedAt));
            return OfDisk(key, SimulatedWork.PlugDisk, row.Id, disk, null, null, ByteSize.Zero, now, verdict);
        }, stop);

    /// <summary>Work on a disk that a machine has, which is busy with it, or that none has.</summary>
    Task<HardwareTask> OnDiskAsync(
        string key, SimulatedWork work, Id<VirtualMachine>? machine, Id<VirtualDisk> disk, Func<ConsoleDbContext, SimulatedDisk, string, Id<Host>?, long, DateTimeOffset, Task<SimulatedTask>> begin, CancellationToken stop) =>
        machine is { } owner
            ? WorkAsync(key, work, owner, null, async (database, row, failedAt, now) =>
            {
                if (row.Disks.FirstOrDefault(known => known.Id == disk) is not { } found) return SimulatedTask.Refused(key, work, now, $"{row.Name} has no such disk.");
                var power = row.PowerAt(now, failedAt);
                if (work is SimulatedWork.DeleteDisk or SimulatedWork.GrowDisk && found.IsPlugged && power != PowerState.Halted) return SimulatedTask.Refused(key, work, now, $"{row.Name} uses the disk.");
                var task = await begin(database, found, row.Name, power == PowerState.Running ? row.HostId : null, row.Works, now);
                if (task.EndsAt > now) row.WorkUntil(task.EndsAt, power);
                return task;
            }, stop)
            : store.BeginAsync(key, async (database, now) =>
                await database.Set<SimulatedLooseDisk>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == disk, stop) is { } loose
                    ? await begin(database, new SimulatedDisk(disk, loose.VolumeId, loose.Capacity, false), "", null, now.UtcTicks, now)
                    : SimulatedTask.Refused(key, work, now, "There is no such disk that no machine has."), stop);

    /// <summary>Why a machine cannot be given one more disk, or null.</summary>
    string? CannotTake(SimulatedMachine machine, DateTimeOffset? hostFailedAt, DateTimeOffset now)
    {
        var devices = DiskLimits.CheckDevices(machine.Disks.Count + 1, machine.DriveAt(now, hostFailedAt) != ConfigDrive.None);
        return devices.Ok ? CannotPlug(machine, hostFailedAt, now) : string.Join(" ", devices.Problems);
    }

    string? CannotPlug(SimulatedMachine machine, DateTimeOffset? hostFailedAt, DateTimeOffset now) =>
        machine.PowerAt(now, hostFailedAt) == PowerState.Running && !(AnswersAt(machine, now) && guest.Tools(machine).PvDrivers)
            ? $"The PV drivers inside {machine.Name} are not seen, so that its devices cannot change while it runs."
            : null;

    static SimulatedTask OfDisk(
        string key, SimulatedWork work, Id<VirtualMachine>? machine, Id<VirtualDisk> disk, Id<StorageRepository>? volume, Id<StorageRepository>? source, ByteSize size, DateTimeOffset now, Faults.Verdict verdict,
        Id<Host>? host = null) => new()
        {
            Key = key, Work = work, MachineId = machine, HostId = host, DiskId = disk, VolumeId = volume, SourceVolumeId = source, Size = size,
            StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds, Reason = verdict.Reason,
            Result = disk.ToString(), Settled = !Settlement.IsNeeded(work, verdict.Succeeds),
        };
}
