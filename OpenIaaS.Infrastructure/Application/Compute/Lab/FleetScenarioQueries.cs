using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Scenarios.Rehearsing;

namespace OpenIaaS.Infrastructure.Application.Compute.Lab;

/// <summary>
/// What a tenant has now, as a scenario: to break a copy of it before it breaks. Each machine has one disk there, as large as all its disks on the
/// storage of its first one; hosts that are not connected begin as failed ones.
/// </summary>
public sealed class FleetScenarioQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    const double Gibibyte = 1024d * 1024 * 1024;
    const double LargestDisk = 2040;

    static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the scenario: two hours in which nothing happens but what is done to it.</summary>
    public async Task<Result<string>> WriteAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.Lab)) return Problem.Forbidden(Permission.Lab);
        await using var database = await databases.CreateDbContextAsync(stop);
        var count = await database.VisibleTo<VirtualMachine>(caller).CountAsync(stop);
        if (count > Rehearsals.MostMachines) return Problem.Conflict("rehearsal.tenant", $"This tenant has {count} machines, and a page plays at most {Rehearsals.MostMachines}.");
        var pools = await database.VisibleTo<Pool>(caller).AsNoTracking().OrderBy(pool => pool.Name).ToListAsync(stop);
        if (pools.Count == 0) return Problem.Conflict("rehearsal.empty", $"This tenant has no pool that could be rehearsed.");
        var zones = await database.AvailabilityZones.AsNoTracking().OrderBy(zone => zone.Name).ToListAsync(stop);
        var hosts = await database.VisibleTo<Host>(caller).AsNoTracking().OrderBy(host => host.Chassis).ThenBy(host => host.Slot).ToListAsync(stop);
        var storages = await database.VisibleTo<StorageRepository>(caller).AsNoTracking().OrderBy(storage => storage.Name).ToListAsync(stop);
        var machines = await database.VisibleTo<VirtualMachine>(caller).AsNoTracking().OrderBy(machine => machine.Name).ThenBy(machine => machine.Id).ToListAsync(stop);
        var disks = (await database.VisibleTo<VirtualDisk>(caller).AsNoTracking().OrderBy(disk => disk.Position).ToListAsync(stop)).ToLookup(disk => disk.MachineId);
        var links = await database.ZoneLinks.AsNoTracking().ToListAsync(stop);
        var policies = await database.VisibleTo<ReplicationPolicy>(caller).AsNoTracking().OrderBy(policy => policy.Name).ToListAsync(stop);
        var replicas = (await database.VisibleTo<Replica>(caller).AsNoTracking().ToListAsync(stop)).ToLookup(replica => replica.PolicyId);

        Names<Host> host = new(hosts.Select(row => (row.Id, row.Name)));
        Names<StorageRepository> storage = new(storages.Select(row => (row.Id, row.Name)));
        Names<VirtualMachine> machine = new(machines.Select(row => (row.Id, row.Name)));
        var used = zones.Where(zone => pools.Exists(pool => pool.ZoneId == zone.Id)).ToDictionary(zone => zone.Id, zone => zone.Name);
        var connected = hosts.Where(row => row.Status is HostStatus.Connected or HostStatus.Evacuating).Select(row => row.Id).ToHashSet();
        return JsonSerializer.Serialize(new
        {
            seed = 7,
            duration = "PT2H",
            zones = used.Select(zone => new
            {
                name = zone.Value,
                pools = pools.Where(pool => pool.ZoneId == zone.Key).Select(pool => new
                {
                    name = pool.Name,
                    @class = pool.BladeClassName,
                    highAvailability = pool is { HighAvailabilityEnabled: true, HeartbeatStorageId: { } heartbeat } ? new { heartbeat = storage[heartbeat] } : null,
                    storage = storages.Where(row => row.PoolId == pool.Id).Select(row => new { name = storage[row.Id], @class = row.ClassName, capacityGiB = row.Capacity.Bytes / Gibibyte, shared = row.IsShared ? (bool?)null : false }),
                    hosts = hosts.Where(row => row.PoolId == pool.Id).Select(row => new
                    {
                        name = host[row.Id], memoryGiB = row.Memory == row.Class.Memory ? (double?)null : row.MemoryForMachines.Bytes / Gibibyte, connected = connected.Contains(row.Id) ? (bool?)null : false,
                    }),
                    virtualMachines = machines.Where(row => row.PoolId == pool.Id).Select(row => Machine(row, machine[row.Id], row.HostId is { } on && connected.Contains(on) ? host[on] : null, [.. disks[row.Id]], storage)),
                }),
            }),
            links = links.Where(link => used.ContainsKey(link.FromId) && used.ContainsKey(link.ToId)).Select(link => new { from = used[link.FromId], to = used[link.ToId], megabits = link.Megabits, latencyMs = link.LatencyMilliseconds }),
            replicationPolicies = policies.Select(policy => new
            {
                name = policy.Name,
                everyMinutes = policy.Interval.Unit == IntervalUnit.Minutes ? policy.Interval.Count : (int?)null,
                everyHours = policy.Interval.Unit == IntervalUnit.Hours ? policy.Interval.Count : (int?)null,
                keep = policy.Retained,
                to = storage[policy.TargetStorageId],
                virtualMachines = replicas[policy.Id].Where(replica => replica.EndingSince is null).Select(replica => machine[replica.MachineId]),
            }),
            events = Array.Empty<object>(),
        }, Readable);
    }

    static object Machine(VirtualMachine row, string name, string? host, IReadOnlyList<VirtualDisk> disks, Names<StorageRepository> storage) => new
    {
        name,
        host,
        memoryGiB = row.Memory.Bytes / Gibibyte,
        vcpus = row.VirtualCpus,
        power = host is null ? "halted" : null,
        highAvailability = row.HighAvailability switch { HighAvailabilityPriority.Restart => "restart", HighAvailabilityPriority.BestEffort => "best-effort", _ => null },
        order = row.StartOrder == 0 ? (int?)null : row.StartOrder,
        storage = disks is [var first, ..] ? storage[first.StorageRepositoryId] : null,
        diskGiB = disks is [var main, ..] ? Math.Min(LargestDisk, disks.Where(disk => disk.StorageRepositoryId == main.StorageRepositoryId).Sum(disk => disk.Capacity.Bytes) / Gibibyte) : (double?)null,
    };

    /// <summary>Names as a scenario needs them, each once.</summary>
    sealed class Names<T>
    {
        readonly Dictionary<Id<T>, string> names = [];

        public Names(IEnumerable<(Id<T> Id, string Name)> rows)
        {
            HashSet<string> given = new(StringComparer.Ordinal);
            foreach (var (id, name) in rows)
            {
                var free = name;
                for (var number = 2; !given.Add(free); number++) free = $"{name} ({number})";
                names[id] = free;
            }
        }

        public string this[Id<T> id] => names[id];
    }
}
