using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Xen pools as a function of stored transitions and the clock.</summary>
sealed partial class SimulatedHypervisor(SimulationStore store, Durations durations, Faults faults, Guest guest) : IHypervisor
{
    const int IdentitiesPerQuery = 500;

    public Task<HardwareTask?> TaskAsync(string key, CancellationToken stop) => store.TaskAsync(key, stop);

    public Task<IReadOnlyList<MachineObservation>> ObserveAsync(IReadOnlyCollection<Id<VirtualMachine>> machines, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<MachineObservation>>(async (database, now) =>
        {
            var failures = await FailuresAsync(database, stop);
            var lost = await Stalls.LostAsync(database, stop);
            List<MachineObservation> seen = new(machines.Count);
            foreach (var asked in machines.Chunk(IdentitiesPerQuery))
            {
                var known = await database.Set<SimulatedMachine>().Where(row => asked.Contains(row.Id) && row.CreatedAt <= now).OrderBy(row => row.Id).ToListAsync(stop);
                var given = await GivenAddresses.ReadAsync(database, [.. known.Where(machine => AnswersAt(machine, now)).Select(machine => machine.Id)], stop);
                seen.AddRange(known.Select(machine => Observe(machine, lost, now, FailedAt(failures, machine)).With(given[machine.Id])));
            }

            return seen;
        }, stop);

    public Task<HardwareTask> CreateAsync(string key, MachineOrder order, CancellationToken stop) => store.BeginAsync(key, async (database, now) =>
    {
        if (await database.Set<SimulatedMachine>().AnyAsync(row => row.Id == order.Machine, stop)) return Refuse($"The hypervisor has a machine {order.Machine} already.");
        var pool = await database.Set<SimulatedHost>().AsNoTracking().Where(host => host.PoolId == order.Pool).ToListAsync(stop);
        if (!pool.Exists(host => host.HeartbeatSeenAt(now))) return Refuse($"No host of the pool of {order.Name} answers.");

        var devices = DiskLimits.CheckDevices(order.Disks.Count, order.CloudInit is not null);
        if (!devices.Ok) return Refuse(string.Join(" ", devices.Problems));
        var storages = order.Disks.Select(disk => disk.Storage).Distinct().ToArray();
        var volumes = await database.Set<SimulatedVolume>().Where(row => storages.Contains(row.Id)).ToDictionaryAsync(row => row.Id, stop);
        foreach (var onOne in order.Disks.GroupBy(disk => disk.Storage))
        {
            if (!volumes.TryGetValue(onOne.Key, out var volume)) return Refuse($"There is no block storage {onOne.Key}.");
            if (volume.Refuses(new ByteSize(onOne.Sum(disk => disk.Capacity.Bytes))) is { } refusal) return Refuse(refusal);
        }

        if (order.Image is { } image && await database.Set<SimulatedVolume>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == image.Storage, stop) is { Unreachable: { } cut }) return Refuse(cut);
        var path = $"{pool[0].PoolName}/{order.Name}";
        var duration = durations.ForCreate(order.Disks.Select(disk => (disk.Capacity, volumes[disk.Storage].ClassName, volumes[disk.Storage].Delay, disk.CopiesTemplate)),
            pool.Where(host => host.HeartbeatSeenAt(now)).Max(host => host.Gigabits), order.Fetch, path, 0);
        // A second attempt has a new identity under the same name: keyed by the path it would meet the same fault for ever.
        var verdict = await faults.DecideAsync(database, SimulatedWork.Create, $"{path}/{order.Machine}", order.Name, 0, now, duration, stop);
        foreach (var disk in order.Disks) volumes[disk.Storage].Take(disk.Capacity);
        database.Add(new SimulatedMachine
        {
            Id = order.Machine, PoolId = order.Pool, ZoneId = pool[0].ZoneId, Key = path, Name = order.Name, VirtualCpus = order.VirtualCpus, Memory = order.Memory.Bytes,
            HasGuestSystem = order.HasGuestSystem, DisksJson = HardwareJson.Write(order.Disks.Select(disk => new SimulatedDisk(disk.Id, disk.Storage, disk.Capacity))),
            ConfigDriveJson = order.CloudInit is { } given ? HardwareJson.Write(SimulatedConfigDrive.Of(given)) : null,
            CreatedAt = verdict.ExpectedAt, ChangedAt = verdict.EndsAt, Works = 1,
        });
        return Task(key, SimulatedWork.Create, order.Machine, null, now, verdict);

        SimulatedTask Refuse(string reason) => SimulatedTask.Refused(key, SimulatedWork.Create, now, reason);
    }, stop);

    public Task<HardwareTask> ResizeAsync(string key, Id<VirtualMachine> machine, int virtualCpus, ByteSize memory, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Resize, machine, PowerState.Halted, async (database, row, _, now) =>
        {
            var verdict = await DecideAsync(database, SimulatedWork.Resize, row, now, durations.ForResize(row.Key, row.Works), stop);
            row.Occupy(verdict.EndsAt);
            return Task(key, SimulatedWork.Resize, machine, null, now, verdict, virtualCpus, memory);
        }, stop);

    public Task<HardwareTask> DeleteAsync(string key, Id<VirtualMachine> machine, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Delete, machine, PowerState.Halted, async (database, row, _, now) =>
        {
            var verdict = await DecideAsync(database, SimulatedWork.Delete, row, now, durations.ForDelete(row.Disks.Count, row.Key, row.Works), stop);
            row.Occupy(verdict.EndsAt);
            return Task(key, SimulatedWork.Delete, machine, null, now, verdict);
        }, stop);

    static async Task<Dictionary<Id<Host>, DateTimeOffset?>> FailuresAsync(ConsoleDbContext database, CancellationToken stop) =>
        await database.Set<SimulatedHost>().Where(host => host.FailedAt != null).ToDictionaryAsync(host => host.Id, host => host.FailedAt, stop);

    static DateTimeOffset? FailedAt(Dictionary<Id<Host>, DateTimeOffset?> failures, SimulatedMachine machine) =>
        machine.HostId is { } host ? failures.GetValueOrDefault(host) : null;

    static SimulatedTask Task(
        string key, SimulatedWork work, Id<VirtualMachine> machine, Id<Host>? host, DateTimeOffset now, Faults.Verdict verdict, int? virtualCpus = null, ByteSize? memory = null) => new()
        {
            Key = key, Work = work, MachineId = machine, HostId = host, VirtualCpus = virtualCpus, Memory = memory?.Bytes,
            StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds, Reason = verdict.Reason,
            Result = work == SimulatedWork.Start ? host.ToString() : machine.ToString(), Settled = !Settlement.IsNeeded(work, verdict.Succeeds),
        };

    MachineObservation Observe(SimulatedMachine machine, Dictionary<Id<StorageRepository>, SimulatedVolume> lost, DateTimeOffset now, DateTimeOffset? hostFailedAt)
    {
        var power = machine.PowerAt(now, hostFailedAt);
        var silent = new MachineObservation(
            machine.Id, power, power == PowerState.Running ? machine.HostId : null, GuestTools.None, [], ConfigDrive: machine.DriveAt(now, hostFailedAt));
        if (power != PowerState.Running) return silent;
        silent = silent with { Stall = Stalls.Of(machine, lost, durations.DiskPatience, now) };
        return AnswersAt(machine, now) && !machine.IsFrozenAt(now, hostFailedAt) && silent.Stall is not { IsUnreachable: true }
            ? silent with { Tools = guest.Tools(machine), Addresses = guest.Addresses(machine), HostName = machine.ConfigDrive?.HostName ?? "" }
            : silent;
    }

    /// <summary>Whether the management agent of a running machine answers.</summary>
    bool AnswersAt(SimulatedMachine machine, DateTimeOffset now) =>
        machine.HasGuestSystem && machine.BootedAt is { } booted && now >= booted + durations.ForTools(machine.Key);

    Task<Faults.Verdict> DecideAsync(ConsoleDbContext database, SimulatedWork work, SimulatedMachine machine, DateTimeOffset now, TimeSpan duration, CancellationToken stop) =>
        faults.DecideAsync(database, work, machine.Key, machine.Name, machine.Works, now, duration, stop);

    /// <summary>Begins work on a machine that must be in a power state, or in any where none is given, and not be busy.</summary>
    Task<HardwareTask> WorkAsync(
        string key, SimulatedWork work, Id<VirtualMachine> id, PowerState? needed,
        Func<ConsoleDbContext, SimulatedMachine, DateTimeOffset?, DateTimeOffset, Task<SimulatedTask>> begin, CancellationToken stop) =>
        store.BeginAsync(key, async (database, now) =>
        {
            var machine = await database.Set<SimulatedMachine>().SingleOrDefaultAsync(row => row.Id == id, stop);
            if (machine is null) return SimulatedTask.Refused(key, work, now, $"The hypervisor has no machine {id}.");
            var host = machine.HostId is null ? null : await database.Set<SimulatedHost>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == machine.HostId, stop);
            if (machine.IsBusyAt(now, host?.FailedAt))
                return SimulatedTask.Refused(key, work, now, $"The hypervisor is still working on {machine.Name}; wait until that has ended.");
            if (machine.IsFrozenAt(now, host?.FailedAt))
                return SimulatedTask.Refused(key, work, now, $"{machine.Name} is frozen while a snapshot of it is merged, until {machine.FrozenUntil:HH:mm} UTC; that cannot be interrupted.");
            var power = machine.PowerAt(now, host?.FailedAt);
            if (needed is not null && power != needed)
                return SimulatedTask.Refused(key, work, now, $"{machine.Name} is {(power == PowerState.Running ? "powered on" : "powered off")}.");
            machine.ForgetLostBoot(host?.FailedAt);
            var task = await begin(database, machine, host?.FailedAt, now);
            machine.Works++;
            return task;
        }, stop);
}
