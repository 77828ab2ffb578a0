using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <content>Machines that are taken to another pool: all that moves is taken at both ends, and changes over when the last of it has arrived.</content>
sealed partial class SimulatedHypervisor
{
    public Task<HardwareTask> RelocateAsync(string key, RelocationOrder order, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Relocate, order.Machine, null, async (database, row, failedAt, now) =>
        {
            var (way, refusal) = await WayAsync(database, row, row.PowerAt(now, failedAt), order, now, stop);
            if (way is null) return SimulatedTask.Refused(key, SimulatedWork.Relocate, now, refusal!);
            var verdict = await DecideAsync(database, SimulatedWork.Relocate, row, now, way.Takes, stop);
            foreach (var disk in way.Disks) way.Volumes[disk.To].Take(disk.Size);
            var source = way.Target is null ? null : row.HostId;
            if (way.Target is { } target) row.Migrate(target.Id, verdict.EndsAt);
            else row.Occupy(verdict.EndsAt);
            return new SimulatedTask
            {
                Key = key, Work = SimulatedWork.Relocate, MachineId = row.Id, HostId = source, TargetHostId = way.Target?.Id, LinkId = way.Link?.Id, StartedAt = now,
                ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds, Reason = verdict.Reason,
                Result = HardwareJson.Write(new Relocations.Plan(order.Pool, way.Zone, [.. way.Disks])), Settled = !Settlement.IsNeeded(SimulatedWork.Relocate, verdict.Succeeds),
            };
        }, stop);

    public Task<Result<TimeSpan>> ForeseeAsync(RelocationOrder order, CancellationToken stop) => store.ReadAsync<Result<TimeSpan>>(async (database, now) =>
    {
        if (await database.Set<SimulatedMachine>().SingleOrDefaultAsync(row => row.Id == order.Machine, stop) is not { } machine) return Refuse($"The hypervisor has no machine {order.Machine}.");
        var failedAt = machine.HostId is null ? null : await database.Set<SimulatedHost>().Where(host => host.Id == machine.HostId).Select(host => host.FailedAt).SingleOrDefaultAsync(stop);
        var (way, refusal) = machine.PoolId == order.Pool
            ? await WithinAsync(database, machine, order, now, stop)
            : await WayAsync(database, machine, machine.PowerAt(now, failedAt), order, now, stop);
        return way is null ? Refuse(refusal!) : way.Takes;

        static Problem Refuse(string reason) => Problem.Conflict("hardware.refuses", $"{reason}");
    }, stop);

    /// <summary>What a move to another pool takes, or why there is no way.</summary>
    async Task<(Way? Way, string? Refusal)> WayAsync(ConsoleDbContext database, SimulatedMachine machine, PowerState power, RelocationOrder order, DateTimeOffset now, CancellationToken stop)
    {
        var pool = await database.Set<SimulatedHost>().AsNoTracking().Where(host => host.PoolId == order.Pool).OrderBy(host => host.Name).ToListAsync(stop);
        if (machine.PoolId == order.Pool || pool.Count == 0) return (null, $"{machine.Name} cannot be moved to the pool {order.Pool}.");
        if (await database.Set<SimulatedVhd>().AnyAsync(vhd => vhd.MachineId == machine.Id, stop)) return (null, $"Snapshots hold the disks of {machine.Name}, and cannot be moved to another pool.");
        // One that went down with its host before this was asked for is for high availability to bring back, and not to be moved.
        if (power == PowerState.Running != order.Host is not null) return (null, $"{machine.Name} is {(power == PowerState.Running ? "powered on" : "powered off")}.");
        var (copies, refusal) = await CopiesAsync(database, machine, order, pool[0].ZoneId, stop);
        if (copies is null) return (null, refusal);
        var (link, cut) = await LinkAsync(database, machine.ZoneId, pool[0].ZoneId, stop);
        if (cut is not null) return (null, cut);
        var own = await database.Set<SimulatedHost>().AsNoTracking().Where(host => host.PoolId == machine.PoolId).ToListAsync(stop);
        var (source, target, none) = power == PowerState.Running ? await RunningAsync(database, machine, order, own, now, stop) : (Answering(own, now), Answering(pool, now), null);
        if (none is not null) return (null, none);
        if (source is null || target is null) return (null, $"No host of the pool {(source is null ? machine.PoolId : order.Pool)} answers.");
        var share = await ShareAsync(database, source, target, now, stop);
        if (link is not null) share = Math.Min(share, await ShareAsync(database, link, now, stop));
        var takes = durations.ForRelocation(
            copies.Disks.Select(disk => (disk.Size, Pace(copies.Volumes, disk))), power == PowerState.Running ? new ByteSize(machine.Memory) : null, share, link?.LatencyMilliseconds ?? 0);
        return (copies with { Zone = pool[0].ZoneId, Link = link, Target = power == PowerState.Running ? target : null, Takes = takes }, null);
    }

    /// <summary>What moving to another host of the pool takes, or moving disks within it, one after the other.</summary>
    async Task<(Way? Way, string? Refusal)> WithinAsync(ConsoleDbContext database, SimulatedMachine machine, RelocationOrder order, DateTimeOffset now, CancellationToken stop)
    {
        if (order.Host is { } host)
        {
            if (await ObstacleAsync(database, machine, host, now, stop) is { } obstacle) return (null, obstacle);
            var (target, none) = await Admission.ChooseAsync(database, machine, host, now, stop);
            if (target is null) return (null, none);
            var source = await database.Set<SimulatedHost>().AsNoTracking().SingleAsync(known => known.Id == machine.HostId, stop);
            return (new Way([], []) { Takes = durations.ForMigration(new ByteSize(machine.Memory), await ShareAsync(database, source, target, now, stop)) }, null);
        }

        var (copies, refusal) = await CopiesAsync(database, machine, order, machine.ZoneId, stop);
        if (copies is null) return (null, refusal);
        var takes = TimeSpan.Zero;
        foreach (var (index, disk) in copies.Disks.Index()) takes += durations.ForMoveDisk(disk.Size, Pace(copies.Volumes, disk), disk.Disk.ToString(), machine.Works + index);
        return (copies with { Takes = takes }, null);
    }

    /// <summary>The disks that are copied, with room for all of them at the other end.</summary>
    static async Task<(Way? Way, string? Refusal)> CopiesAsync(ConsoleDbContext database, SimulatedMachine machine, RelocationOrder order, Id<AvailabilityZone> zone, CancellationToken stop)
    {
        var chosen = order.Disks.ToDictionary(disk => disk.Id, disk => disk.Storage);
        List<Relocations.Copy> copies = [.. machine.Disks.Where(disk => chosen.ContainsKey(disk.Id)).Select(disk => new Relocations.Copy(disk.Id, disk.Storage, chosen[disk.Id], disk.Capacity))];
        if (order.Pool != machine.PoolId && copies.Count < machine.Disks.Count) return (null, $"Not every disk of {machine.Name} has a place in the other pool.");
        var ids = copies.SelectMany(copy => new[] { copy.From, copy.To }).Distinct().ToArray();
        var volumes = await database.Set<SimulatedVolume>().Where(volume => ids.Contains(volume.Id)).ToDictionaryAsync(volume => volume.Id, stop);
        foreach (var onOne in copies.GroupBy(copy => copy.To))
        {
            if (!volumes.TryGetValue(onOne.Key, out var volume) || volume.ZoneId != zone) return (null, $"There is no block storage {onOne.Key} in that pool.");
            if (volume.Refuses(new ByteSize(onOne.Sum(copy => copy.Size.Bytes))) is { } full) return (null, full);
        }

        var cut = copies.Select(copy => volumes[copy.From]).Where(volume => !volume.Connected).MinBy(volume => volume.Name, StringComparer.Ordinal);
        return cut is null ? (new Way(copies, volumes), null) : (null, cut.Unreachable);
    }

    async Task<(SimulatedHost? Source, SimulatedHost? Target, string? Refusal)> RunningAsync(
        ConsoleDbContext database, SimulatedMachine machine, RelocationOrder order, List<SimulatedHost> own, DateTimeOffset now, CancellationToken stop)
    {
        if (!AnswersAt(machine, now) || !guest.Tools(machine).PvDrivers) return (null, null, $"The PV drivers inside {machine.Name} are not seen, so that it cannot be moved while it runs.");
        var (target, refusal) = await Admission.ChooseAsync(database, machine, order.Pool, order.Host, now, stop);
        return (own.Find(host => host.Id == machine.HostId), target, refusal);
    }

    /// <summary>The link between two zones; none is needed within one.</summary>
    static async Task<(SimulatedLink? Link, string? Refusal)> LinkAsync(ConsoleDbContext database, Id<AvailabilityZone> from, Id<AvailabilityZone> to, CancellationToken stop)
    {
        if (from == to) return (null, null);
        var links = await database.Set<SimulatedLink>().AsNoTracking().Where(row => (row.FromId == from && row.ToId == to) || (row.FromId == to && row.ToId == from)).OrderBy(row => row.Id).ToListAsync(stop);
        if (links.Count == 0) return (null, "No link joins the two zones.");
        return links.Find(row => row.Connected) is { } link ? (link, null) : (null, "The link between the zones is down.");
    }

    /// <summary>What a link has for one more, in Gbit/s: it shares its bandwidth among the copies and moves under way as counted when this one begins.</summary>
    static async Task<double> ShareAsync(ConsoleDbContext database, SimulatedLink link, DateTimeOffset now, CancellationToken stop)
    {
        var sharing = await database.Set<SimulatedTask>().CountAsync(task => task.LinkId == link.Id && task.EndsAt > now, stop) + 1;
        return Math.Min(link.Megabits * 1e6 / sharing, PacketLoss.BitsPerSecond(link.LatencyMilliseconds, link.LossPercent)) / 1e9 / link.Slowness;
    }

    static IEnumerable<(string ClassName, double Delay)> Pace(Dictionary<Id<StorageRepository>, SimulatedVolume> volumes, Relocations.Copy disk) =>
        [(volumes[disk.From].ClassName, volumes[disk.From].Delay), (volumes[disk.To].ClassName, volumes[disk.To].Delay)];

    /// <summary>The host of a pool that copies what is off: the one with the fastest links of those that answer.</summary>
    static SimulatedHost? Answering(List<SimulatedHost> pool, DateTimeOffset now) =>
        pool.Where(host => host.HeartbeatSeenAt(now)).OrderByDescending(host => host.Gigabits).ThenBy(host => host.Name, StringComparer.Ordinal).FirstOrDefault();

    sealed record Way(List<Relocations.Copy> Disks, Dictionary<Id<StorageRepository>, SimulatedVolume> Volumes)
    {
        public Id<AvailabilityZone> Zone { get; init; }

        public SimulatedLink? Link { get; init; }

        /// <summary>The host the machine goes on running on; null when it is off.</summary>
        public SimulatedHost? Target { get; init; }

        public TimeSpan Takes { get; init; }
    }
}
