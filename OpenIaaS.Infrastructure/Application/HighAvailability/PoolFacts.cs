using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.HighAvailability;

/// <summary>What the rules of high availability ask about a pool; page, command and engine read it here.</summary>
static class PoolFacts
{
    public static Task<int> ConnectedHostsAsync(ConsoleDbContext database, Id<Pool> pool, CancellationToken stop) =>
        database.Hosts.CountAsync(host => host.PoolId == pool && host.Status == HostStatus.Connected, stop);

    /// <summary>Names of machines that run, are set to restart and hold an ISO of storage that only one host reaches.</summary>
    public static async Task<List<string>> TiedToHostAsync(ConsoleDbContext database, Id<Pool> pool, CancellationToken stop) =>
        (await MachinesTiedToHostAsync(database, pool, stop)).ConvertAll(machine => machine.Name);

    /// <inheritdoc cref="TiedToHostAsync"/>
    public static Task<List<TiedMachine>> MachinesTiedToHostAsync(ConsoleDbContext database, Id<Pool> pool, CancellationToken stop) =>
        (from machine in database.VirtualMachines
         where machine.PoolId == pool && machine.Power == PowerState.Running && machine.HighAvailability == HighAvailabilityPriority.Restart
         join image in database.DiskImages on machine.MountedImageId equals image.Id
         join storage in database.StorageRepositories on image.StorageRepositoryId equals storage.Id
         where !storage.IsShared
         orderby machine.Name
         select new TiedMachine(machine.Id, machine.Name)).ToListAsync(stop);

    /// <summary>The machines of a pool that run and cannot leave their host, and the block storage that only it reaches: they have a disk or an ISO there.</summary>
    public static async Task<Dictionary<Id<VirtualMachine>, string>> TiedToAsync(ConsoleDbContext database, Id<Pool> pool, CancellationToken stop)
    {
        var running = database.VirtualMachines.Where(machine => machine.PoolId == pool && machine.HostId != null);
        var disks = from machine in running
                    join disk in database.VirtualDisks on machine.Id equals disk.MachineId
                    join storage in database.StorageRepositories on disk.StorageRepositoryId equals storage.Id
                    where !storage.IsShared
                    select new { machine.Id, storage.Name };
        var images = from machine in running
                     join image in database.DiskImages on machine.MountedImageId equals image.Id
                     join storage in database.StorageRepositories on image.StorageRepositoryId equals storage.Id
                     where !storage.IsShared
                     select new { machine.Id, storage.Name };
        return (await disks.Concat(images).ToListAsync(stop)).GroupBy(tie => tie.Id).ToDictionary(ties => ties.Key, ties => ties.Min(tie => tie.Name)!);
    }

    /// <summary>The running machines that are on their way to one of these hosts from another pool.</summary>
    public static IQueryable<VirtualMachine> Coming(ConsoleDbContext database, IReadOnlyCollection<Host> hosts)
    {
        var ids = hosts.Select(host => (Id<Host>?)host.Id).ToList();
        var tenants = hosts.Select(host => host.TenantId).Distinct().ToList();
        return database.VirtualMachines.Where(machine =>
            tenants.Contains(machine.TenantId) && machine.Power == PowerState.Running && machine.Pending == PendingAction.Relocating && ids.Contains(machine.ScheduledHostId));
    }

    /// <summary>What each host of a pool has left: its memory for machines less what runs there or is on its way there.</summary>
    public static async Task<List<HostRoom>> RoomAsync(ConsoleDbContext database, Id<Pool> pool, CancellationToken stop)
    {
        var hosts = await database.Hosts.AsNoTracking().Where(host => host.PoolId == pool).OrderBy(host => host.Name).ToListAsync(stop);
        var taken = await database.VirtualMachines.Where(machine => machine.PoolId == pool && (machine.HostId != null || machine.ScheduledHostId != null))
            .Select(machine => new { machine.HostId, machine.ScheduledHostId, machine.Memory }).ToListAsync(stop);
        // One that comes from another pool is not of this one yet, and takes its memory already; where it comes from, its host there is none of these.
        taken.AddRange(await Coming(database, hosts).Where(machine => machine.PoolId != pool).Select(machine => new { machine.HostId, machine.ScheduledHostId, machine.Memory }).ToListAsync(stop));
        // One that is moved takes its memory on both.
        var byHost = taken.SelectMany(machine => new[] { machine.HostId, machine.ScheduledHostId }.Where(host => host is not null).Distinct(), (machine, host) => (Host: host!.Value, machine.Memory.Bytes))
            .ToLookup(place => place.Host, place => place.Bytes);
        return [.. hosts.Select(host => new HostRoom(host.Id, host.Name, host.Status, host.MemoryForMachines - new ByteSize(byHost[host.Id].Sum())))];
    }
}

/// <summary>A machine that keeps high availability of its pool from being switched on.</summary>
public sealed record TiedMachine(Id<VirtualMachine> Id, string Name);
