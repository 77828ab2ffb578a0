using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Puts a whole fleet in place at once: hardware, and machines that have been there for some time.</summary>
sealed class Fleet(SimulationStore store, SimulationOptions options)
{
    const int RowsPerSave = 2000;

    /// <summary>Adds everything in the plan to what is there.</summary>
    /// <exception cref="ArgumentException">The plan does not fit the hardware: a host or a volume would hold more than it has.</exception>
    public Task ImportAsync(FleetPlan plan, CancellationToken stop) => ImportAsync(plan, [], _ => Task.FromResult(true), stop);

    /// <summary>Adds everything in the plan to what is there, and rows of the console in the same transaction: all of both, or nothing.</summary>
    /// <param name="when">Asked in that transaction, while nobody else changes the hardware; when it says no, nothing is added.</param>
    /// <returns>Whether it was added.</returns>
    /// <exception cref="ArgumentException">The plan does not fit the hardware: a host or a volume would hold more than it has.</exception>
    public Task<bool> ImportAsync(FleetPlan plan, IEnumerable<object> rows, Func<ConsoleDbContext, Task<bool>> when, CancellationToken stop) => store.ChangeAsync(async (database, now) =>
    {
        if (!await when(database)) return false;
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        var blades = plan.Blades.Select(blade => Rack(blade, now)).ToList();
        var volumes = plan.Volumes.Select(Provision).ToList();
        var pools = (await database.Set<SimulatedHost>().AsNoTracking().ToListAsync(stop)).Concat(blades).GroupBy(host => host.PoolId)
            .ToDictionary(hosts => hosts.Key, hosts => hosts.First());
        await TakeSpaceAsync(database, plan.Machines, volumes, stop);
        await AddAsync(database, blades, stop);
        await AddAsync(database, volumes, stop);
        await AddAsync(database, await MissingPartsAsync(database, stop), stop);
        await AddAsync(database, plan.Links.Select(Lay), stop);
        var settled = plan.Machines.Select(machine => Settle(machine, pools[machine.Pool], now)).ToList();
        await AddAsync(database, settled, stop);
        await AddAsync(database, settled.Where(machine => machine.HostId is not null).Select(SimulatedStay.Of), stop);
        await CheckMemoryAsync(database, now, stop);
        await AddAsync(database, rows, stop);
        return true;
    }, stop);

    /// <summary>Adds the parts and stays that are not there yet, for tables from before there were any.</summary>
    public async Task CompleteAsync(CancellationToken stop)
    {
        if (!await store.ReadAsync((database, _) => database.Set<SimulatedStay>().AnyAsync(stop), stop))
            await store.ChangeAsync(async (database, _) => await AddAsync(database, await Stays.MissingAsync(database, stop), stop), stop);
        var known = await store.ReadAsync(async (database, _) => await database.Set<SimulatedPart>().AnyAsync(stop) || !await database.Set<SimulatedHost>().AnyAsync(stop), stop);
        if (!known) await store.ChangeAsync(async (database, _) => await AddAsync(database, await MissingPartsAsync(database, stop), stop), stop);
    }

    static async Task<List<SimulatedPart>> MissingPartsAsync(ConsoleDbContext database, CancellationToken stop)
    {
        var hosts = await database.Set<SimulatedHost>().AsNoTracking().ToListAsync(stop);
        var volumes = await database.Set<SimulatedVolume>().AsNoTracking().ToListAsync(stop);
        var known = await database.Set<SimulatedPart>().Select(part => new { part.Id, part.ZoneId, part.Kind, part.Name }).ToListAsync(stop);
        var ids = known.Select(part => part.Id).ToHashSet();
        // A chassis stays in the domain it was cabled to, also when others come before it in the list.
        var cabled = known.Where(part => part.Kind == HardwarePartKind.Chassis).Select(part => (part.ZoneId, part.Name)).ToHashSet();
        return PartList.For(hosts, volumes).FindAll(part => !ids.Contains(part.Id) && !(part.Kind == HardwarePartKind.Chassis && cabled.Contains((part.ZoneId, part.Name))));
    }

    static SimulatedHost Rack(FleetPlan.Blade blade, DateTimeOffset now)
    {
        var racked = new SimulatedHost
        {
            Id = blade.Id, PoolId = blade.Pool, PoolName = blade.PoolName, ZoneId = blade.Zone, Name = blade.Name, Chassis = blade.Chassis, Slot = blade.Slot,
            LinkGigabits = blade.LinkGigabits, Threads = blade.Threads, MemoryForMachines = (blade.Memory - Host.ControlDomainMemory(blade.Memory)).Bytes,
        };
        if (!blade.Connected)
        {
            racked.SetFaulty(true);
            racked.Lose(now, $"The blade {blade.Name} in slot {blade.Slot} of {blade.Chassis} has no power.");
        }

        return racked;
    }

    static SimulatedVolume Provision(FleetPlan.Volume volume) => new()
    {
        Id = volume.Id, ZoneId = volume.Zone, Name = volume.Name, ClassName = volume.ClassName, Array = volume.Array, Capacity = volume.Capacity, Used = volume.AlsoUsed,
    };

    static SimulatedLink Lay(FleetPlan.Link link) => new()
    {
        Id = link.Id, FromId = link.From, ToId = link.To, Megabits = link.Megabits, LatencyMilliseconds = link.LatencyMilliseconds,
    };

    static async Task<int> AddAsync<T>(ConsoleDbContext database, IEnumerable<T> rows, CancellationToken stop)
        where T : class
    {
        var added = 0;
        foreach (var some in rows.Chunk(RowsPerSave))
        {
            database.AddRange(some);
            await database.SaveChangesAsync(stop);
            database.ChangeTracker.Clear();
            added += some.Length;
        }

        return added;
    }

    static async Task TakeSpaceAsync(ConsoleDbContext database, IReadOnlyList<FleetPlan.Machine> machines, List<SimulatedVolume> planned, CancellationToken stop)
    {
        var stored = await database.Set<SimulatedVolume>().ToListAsync(stop);
        var known = stored.Concat(planned).ToDictionary(volume => volume.Id);
        foreach (var disk in machines.SelectMany(machine => machine.Disks)) known[disk.Storage].Take(disk.Capacity);
        if (known.Values.FirstOrDefault(volume => volume.Used > volume.Capacity) is { } over)
            throw new ArgumentException($"The block storage {over.Name} has {over.Capacity}; the plan puts {over.Used} on it.", nameof(machines));
        database.ChangeTracker.DetectChanges();
        await database.SaveChangesAsync(stop);
        database.ChangeTracker.Clear();
    }

    static async Task CheckMemoryAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop)
    {
        var hosts = await database.Set<SimulatedHost>().AsNoTracking().ToListAsync(stop);
        var free = await Admission.FreeAsync(database, hosts, now, stop);
        if (hosts.Find(host => free[host.Id] < 0) is { } over)
            throw new ArgumentException($"The host {over.Name} has {new ByteSize(over.MemoryForMachines)} for machines; the plan puts {new ByteSize(over.MemoryForMachines - free[over.Id])} on it.");
    }

    SimulatedMachine Settle(FleetPlan.Machine machine, SimulatedHost pool, DateTimeOffset now)
    {
        var path = $"{pool.PoolName}/{machine.Name}";
        var since = machine.RunningSince ?? now - TimeSpan.FromSeconds(Draw.Range(options.Seed, path, "running-since", 0, 86_400L, 60 * 86_400));
        var settled = new SimulatedMachine
        {
            Id = machine.Id, PoolId = machine.Pool, ZoneId = pool.ZoneId, Key = path, Name = machine.Name, VirtualCpus = machine.VirtualCpus, Memory = machine.Memory.Bytes,
            HasGuestSystem = machine.HasGuestSystem, CreatedAt = since, ChangedAt = since,
            DisksJson = HardwareJson.Write(machine.Disks.Select(disk => new SimulatedDisk(disk.Id, disk.Storage, disk.Capacity))),
        };
        if (machine.Host is { } host) settled.RunSince(host, since);
        return settled;
    }
}
