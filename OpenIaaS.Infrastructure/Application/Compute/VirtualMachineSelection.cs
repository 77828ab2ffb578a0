using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Turns a filter and a sort key into one query. Everything beside the machine's own row is asked by EXISTS or IN, so that no row doubles.</summary>
static class VirtualMachineSelection
{
    /// <summary>The machines of the caller's tenant that pass the filter.</summary>
    public static async Task<IQueryable<VirtualMachine>> MachinesAsync(this ConsoleDbContext database, VirtualMachineFilter filter, Caller caller, CancellationToken stop)
    {
        var machines = database.VisibleTo<VirtualMachine>(caller).AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter.Search)) machines = Found(database, machines, filter.Search.Trim(), caller);
        if (filter.Statuses.Count > 0) machines = machines.Where(OfStatus(filter.Statuses));
        if (filter.Zones.Count > 0)
        {
            // A tenant has few pools: their ids are cheaper for the database than a join.
            var pools = await database.VisibleTo<Pool>(caller).Where(pool => filter.Zones.Contains(pool.ZoneId)).Select(pool => pool.Id).ToListAsync(stop);
            machines = machines.Where(machine => pools.Contains(machine.PoolId));
        }

        if (filter.Pools.Count > 0) machines = machines.Where(machine => filter.Pools.Contains(machine.PoolId));
        if (filter.Hosts.Count > 0) machines = machines.Where(machine => machine.HostId != null && filter.Hosts.Contains(machine.HostId.Value));
        if (filter.Priorities.Count > 0) machines = machines.Where(machine => filter.Priorities.Contains(machine.HighAvailability));
        if (filter.Systems.Count > 0) machines = machines.Where(machine => filter.Systems.Contains(machine.GuestSystem));
        if (filter.Tags.Count > 0) machines = machines.Where(machine => machine.Tags.Any(tag => filter.Tags.Contains(tag)));
        if (filter.Backups.Count > 0) machines = machines.Where(OfBackup(database, filter.Backups, await database.ProtectingAsync(caller, stop)));
        if (filter.Networks.Count > 0)
        {
            // A tenant has few networks, and adapters are found by their machine.
            var networks = await database.VisibleTo<Domain.Network.VirtualNetwork>(caller).Where(network => filter.Networks.Contains(network.Name)).Select(network => network.Id).ToListAsync(stop);
            machines = machines.Where(machine => database.NetworkAdapters.Any(adapter => adapter.MachineId == machine.Id && networks.Contains(adapter.NetworkId)));
        }

        if (filter.SharedMac)
        {
            var shared = database.SharingMac(caller);
            machines = machines.Where(machine => shared.Contains(machine.Id));
        }

        if (filter.Drives.Count > 0)
        {
            var any = filter.Drives.Contains(MachineDrive.Image);
            var local = any ? [] : await database.LocalImagesAsync(caller, stop);
            machines = machines.Where(machine => machine.MountedImageId != null && (any || local.Contains(machine.MountedImageId.Value)));
        }

        if (filter.Replicated is { } replicated) machines = machines.Where(machine => database.Replicas.Any(replica => replica.MachineId == machine.Id) == replicated);
        return machines;
    }

    /// <summary>The machines of the caller's tenant with an adapter whose MAC address another adapter has too; a machine may be named more than once.</summary>
    public static IQueryable<Id<VirtualMachine>> SharingMac(this ConsoleDbContext database, Caller caller)
    {
        var adapters = database.VisibleTo<Domain.Network.NetworkAdapter>(caller);
        // Counted along the index; asking each adapter for another one took ten times as long among 100,000.
        var shared = adapters.GroupBy(adapter => adapter.MacAddress).Where(same => same.Count() > 1).Select(same => same.Key);
        return adapters.Where(adapter => shared.Contains(adapter.MacAddress)).Select(adapter => adapter.MachineId);
    }

    /// <summary>The tenant's ISOs that lie on storage of one host: a few.</summary>
    public static Task<List<Id<Domain.Catalog.DiskImage>>> LocalImagesAsync(this ConsoleDbContext database, Caller caller, CancellationToken stop) =>
        database.VisibleTo<Domain.Catalog.DiskImage>(caller)
            .Where(image => database.StorageRepositories.Any(storage => storage.Id == image.StorageRepositoryId && !storage.IsShared)).Select(image => image.Id).ToListAsync(stop);

    /// <summary>The tenant's backup policies that make backups at all.</summary>
    public static Task<List<Id<Domain.Backup.BackupPolicy>>> ProtectingAsync(this ConsoleDbContext database, Caller caller, CancellationToken stop) =>
        database.VisibleTo<Domain.Backup.BackupPolicy>(caller).Where(policy => policy.Schedule != "").Select(policy => policy.Id).ToListAsync(stop);

    /// <summary>Sorts by the key of a column; names, then identities, decide between equals.</summary>
    public static IOrderedQueryable<VirtualMachine> Sorted(this IQueryable<VirtualMachine> machines, ConsoleDbContext database, string? sort, bool descending)
    {
        var sorted = sort switch
        {
            "status" => By(machine => machine.Pending != PendingAction.None ? 0
                : machine.Power == PowerState.Running ? 1 : machine.Power == PowerState.Paused ? 2 : machine.Power == PowerState.Suspended ? 3 : 4),
            "pool" => By(machine => database.Pools.Where(pool => pool.Id == machine.PoolId)
                .Join(database.AvailabilityZones, pool => pool.ZoneId, zone => zone.Id, (pool, zone) => zone.Name + " " + pool.Name).First()),
            "system" => By(machine => machine.GuestSystem),
            "vcpu" => By(machine => machine.VirtualCpus),
            "memory" => By(machine => machine.Memory),
            "address" => By(machine => database.NetworkAdapters.Where(adapter => adapter.MachineId == machine.Id && adapter.Address != "")
                .OrderBy(adapter => adapter.Position).Select(adapter => adapter.Address).FirstOrDefault()),
            "ha" => By(machine => machine.HighAvailability == HighAvailabilityPriority.Restart ? 0 : machine.HighAvailability == HighAvailabilityPriority.BestEffort ? 1 : 2),
            "backup" => By(machine => !database.BackupAssignments.Any(assignment => assignment.MachineId == machine.Id) ? 0
                : database.BackupAssignments.Any(assignment => assignment.MachineId == machine.Id
                    && database.BackupPolicies.Any(policy => policy.Id == assignment.PolicyId && policy.Schedule != "")) ? 2 : 1),
            _ => null,
        };
        if (sorted is not null) return sorted.ThenBy(machine => machine.NameKey).ThenBy(machine => machine.Id);
        return descending
            ? machines.OrderByDescending(machine => machine.NameKey).ThenByDescending(machine => machine.Id)
            : machines.OrderBy(machine => machine.NameKey).ThenBy(machine => machine.Id);

        IOrderedQueryable<VirtualMachine> By<TKey>(Expression<Func<VirtualMachine, TKey>> key) => descending ? machines.OrderByDescending(key) : machines.OrderBy(key);
    }

    static IQueryable<VirtualMachine> Found(ConsoleDbContext database, IQueryable<VirtualMachine> machines, string text, Caller caller)
    {
        var key = VirtualMachine.KeyOf(text);
        if (Id<VirtualMachine>.TryParse(text, null, out var id)) return machines.Where(machine => machine.Id == id || machine.NameKey.Contains(key));
        // Adapters are looked at only when the text can be part of an address: that keeps the search for a name to one table.
        var address = AddressText.IsAddress(text);
        var mac = AddressText.Mac(text);
        if (!address && mac is null) return machines.Where(machine => machine.NameKey.Contains(key));
        var adapters = database.VisibleTo<Domain.Network.NetworkAdapter>(caller)
            .Where(adapter => address ? adapter.Address.Contains(text) : adapter.MacAddress.Contains(mac!)).Select(adapter => adapter.MachineId);
        return machines.Where(machine => machine.NameKey.Contains(key) || adapters.Contains(machine.Id));
    }

    static Expression<Func<VirtualMachine, bool>> OfStatus(IReadOnlyCollection<MachineStatus> statuses)
    {
        var changing = statuses.Contains(MachineStatus.Changing);
        PowerState[] powers = [.. statuses.Where(status => status != MachineStatus.Changing).Select(status => status switch
        {
            MachineStatus.PoweredOn => PowerState.Running,
            MachineStatus.Paused => PowerState.Paused,
            MachineStatus.Suspended => PowerState.Suspended,
            _ => PowerState.Halted,
        })];
        return machine => machine.Pending == PendingAction.None ? powers.Contains(machine.Power) : changing;
    }

    static Expression<Func<VirtualMachine, bool>> OfBackup(
        ConsoleDbContext database, IReadOnlyCollection<MachineBackupState> states, List<Id<Domain.Backup.BackupPolicy>> protecting)
    {
        bool none = states.Contains(MachineBackupState.NoPolicy), bare = states.Contains(MachineBackupState.Unprotected), kept = states.Contains(MachineBackupState.Protected);
        // One state alone is the common question, and one look at each machine's policies answers it.
        if ((none, bare, kept) == (true, false, false)) return machine => !database.BackupAssignments.Any(assignment => assignment.MachineId == machine.Id);
        if ((none, bare, kept) == (false, false, true)) return machine => database.BackupAssignments.Any(assignment => assignment.MachineId == machine.Id && protecting.Contains(assignment.PolicyId));
        if ((none, bare, kept) == (true, true, false)) return machine => !database.BackupAssignments.Any(assignment => assignment.MachineId == machine.Id && protecting.Contains(assignment.PolicyId));
        return machine => !database.BackupAssignments.Any(assignment => assignment.MachineId == machine.Id) ? none
            : database.BackupAssignments.Any(assignment => assignment.MachineId == machine.Id && protecting.Contains(assignment.PolicyId)) ? kept : bare;
    }
}
