using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <content>Copies of machines, and machines that become templates: a host of the pool does it, and its loss ends it. Templates that are deleted.</content>
sealed partial class SimulatedHypervisor
{
    public Task<HardwareTask> CloneAsync(string key, Id<VirtualMachine> machine, CloneOrder order, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Clone, machine, PowerState.Halted, async (database, row, _, now) =>
        {
            if (await database.Set<SimulatedMachine>().AnyAsync(known => known.Id == order.Machine, stop)) return Refuse($"The hypervisor has a machine {order.Machine} already.");
            if (await WorkerAsync(database, row, now, stop) is not { } host) return Refuse($"No host of the pool of {row.Name} answers.");
            var sources = row.Disks.ToDictionary(disk => disk.Id);
            if (order.Disks.Any(disk => !sources.ContainsKey(disk.Source))) return Refuse($"{row.Name} has no such disk.");
            var storages = order.Disks.Select(disk => disk.Storage).Concat(row.Disks.Select(disk => disk.Storage)).Distinct().ToArray();
            var volumes = await database.Set<SimulatedVolume>().Where(volume => storages.Contains(volume.Id)).ToDictionaryAsync(volume => volume.Id, stop);
            if (volumes.Values.Where(volume => !volume.Connected).MinBy(volume => volume.Name, StringComparer.Ordinal) is { } cut) return Refuse(cut.Unreachable!);
            foreach (var onOne in order.Disks.GroupBy(disk => disk.Storage))
            {
                if (!volumes.TryGetValue(onOne.Key, out var volume)) return Refuse($"There is no block storage {onOne.Key}.");
                if (volume.Refuses(new ByteSize(onOne.Sum(disk => sources[disk.Source].Capacity.Bytes))) is { } full) return Refuse(full);
            }

            var duration = durations.ForClone(
                order.Disks.Select(disk => (sources[disk.Source].Capacity, Pace(volumes[sources[disk.Source].Storage]), Pace(volumes[disk.Storage]))), host.Gigabits, row.Key, row.Works);
            var verdict = await DecideAsync(database, SimulatedWork.Clone, row, now, duration, stop);
            foreach (var disk in order.Disks) volumes[disk.Storage].Take(sources[disk.Source].Capacity);
            database.Add(Copy(row, order, sources, $"{host.PoolName}/{order.Name}", verdict));
            row.Occupy(verdict.EndsAt);
            return Exported(key, SimulatedWork.Clone, machine, host, order.Machine, now, verdict);

            SimulatedTask Refuse(string reason) => SimulatedTask.Refused(key, SimulatedWork.Clone, now, reason);
        }, stop);

    public Task<HardwareTask> ConvertAsync(string key, Id<VirtualMachine> machine, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Convert, machine, PowerState.Halted, async (database, row, _, now) =>
        {
            if (await database.Set<SimulatedVhd>().AnyAsync(vhd => vhd.MachineId == machine, stop)) return Refuse($"{row.Name} has snapshots, or some that are still to be merged.");
            if (await WorkerAsync(database, row, now, stop) is not { } host) return Refuse($"No host of the pool of {row.Name} answers.");
            var volumes = await VolumesAsync(database, row, stop);
            if (volumes.Values.Where(volume => !volume.Connected).MinBy(volume => volume.Name, StringComparer.Ordinal) is { } cut) return Refuse(cut.Unreachable!);
            var verdict = await DecideAsync(database, SimulatedWork.Convert, row, now, durations.ForConvert(row.Key, row.Works), stop);
            row.Occupy(verdict.EndsAt);
            return Exported(key, SimulatedWork.Convert, machine, host, machine, now, verdict);

            SimulatedTask Refuse(string reason) => SimulatedTask.Refused(key, SimulatedWork.Convert, now, reason);
        }, stop);

    /// <summary>The pool's storage manager does it; no host is lost with it.</summary>
    public Task<HardwareTask> DeleteTemplateAsync(string key, Id<Template> template, IReadOnlyList<TemplateDisk> disks, CancellationToken stop) =>
        store.BeginAsync(key, async (database, now) =>
        {
            var storages = disks.Select(disk => disk.StorageRepositoryId).Distinct().ToArray();
            var volumes = await database.Set<SimulatedVolume>().AsNoTracking().Where(volume => storages.Contains(volume.Id)).ToListAsync(stop);
            if (storages.FirstOrDefault(id => volumes.TrueForAll(volume => volume.Id != id)) is var gone && gone != default) return Refuse($"There is no block storage {gone}.");
            if (volumes.Where(volume => !volume.Connected).MinBy(volume => volume.Name, StringComparer.Ordinal) is { } cut) return Refuse(cut.Unreachable!);
            var own = disks.Select(disk => disk.DiskId).OfType<Id<VirtualDisk>>().ToArray();
            if (await database.Set<SimulatedLooseDisk>().CountAsync(disk => own.Contains(disk.Id), stop) < own.Length) return Refuse("A disk of the template is not there.");
            var verdict = await faults.DecideAsync(database, SimulatedWork.DeleteTemplate, template.ToString(), "", 0, now, durations.ForDelete(disks.Count, template.ToString(), 0), stop);
            return new SimulatedTask
            {
                Key = key, Work = SimulatedWork.DeleteTemplate, StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds,
                Reason = verdict.Reason, Result = TemplateWork.Write(disks), Settled = !Settlement.IsNeeded(SimulatedWork.DeleteTemplate, verdict.Succeeds),
            };

            SimulatedTask Refuse(string reason) => SimulatedTask.Refused(key, SimulatedWork.DeleteTemplate, now, reason);
        }, stop);

    /// <summary>The host that does what a pool does for all of them: the live one with the first name.</summary>
    static async Task<SimulatedHost?> WorkerAsync(ConsoleDbContext database, SimulatedMachine machine, DateTimeOffset now, CancellationToken stop) =>
        (await database.Set<SimulatedHost>().AsNoTracking().Where(host => host.PoolId == machine.PoolId).ToListAsync(stop))
            .Where(host => host.HeartbeatSeenAt(now)).MinBy(host => host.Name, StringComparer.Ordinal);

    static (string ClassName, double Delay) Pace(SimulatedVolume volume) => (volume.ClassName, volume.Delay);

    static SimulatedMachine Copy(SimulatedMachine source, CloneOrder order, Dictionary<Id<Domain.Storage.VirtualDisk>, SimulatedDisk> disks, string path, Faults.Verdict verdict) => new()
    {
        Id = order.Machine, PoolId = source.PoolId, ZoneId = source.ZoneId, Key = path, Name = order.Name, VirtualCpus = source.VirtualCpus, Memory = source.Memory,
        HasGuestSystem = source.HasGuestSystem, CreatedAt = verdict.ExpectedAt, ChangedAt = verdict.EndsAt, Works = 1,
        DisksJson = HardwareJson.Write(order.Disks.Select(disk => disks[disk.Source] with { Id = disk.Id, Storage = disk.Storage })),
    };

    static SimulatedTask Exported(string key, SimulatedWork work, Id<VirtualMachine> machine, SimulatedHost host, Id<VirtualMachine> result, DateTimeOffset now, Faults.Verdict verdict) => new()
    {
        Key = key, Work = work, MachineId = machine, HostId = host.Id, StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds,
        Reason = verdict.Reason, Result = result.ToString(), Settled = !Settlement.IsNeeded(work, verdict.Succeeds),
    };
}
