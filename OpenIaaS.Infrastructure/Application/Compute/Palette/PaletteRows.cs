using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute.Palette;

/// <summary>Each kind of object as what the palette shows of it, of the caller's tenant alone.</summary>
sealed class PaletteRows(ConsoleDbContext database, Caller caller)
{
    public IQueryable<T> Visible<T>()
        where T : class, IOwned => database.VisibleTo<T>(caller).AsNoTracking();

    /// <param name="machines">Few of them, and cut off: what belongs to each is asked for one by one.</param>
    public IQueryable<FoundObject> Machines(IQueryable<VirtualMachine> machines) =>
        from machine in machines
        join pool in database.Pools on machine.PoolId equals pool.Id
        join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
        select new FoundObject
        {
            Kind = FoundKind.Machine, Id = machine.Id.Value, Name = machine.Name, Place = zone.Name, Power = machine.Power, Pending = machine.Pending,
            Replica = database.Replicas.Where(replica => replica.MachineId == machine.Id).Select(replica => (Id<Replica>?)replica.Id).FirstOrDefault(),
        };

    /// <summary>The machines of some adapters, with the address that was found.</summary>
    public IQueryable<FoundObject> MachinesOf(IQueryable<NetworkAdapter> adapters, bool mac) =>
        from adapter in adapters
        join machine in database.VirtualMachines on adapter.MachineId equals machine.Id
        join pool in database.Pools on machine.PoolId equals pool.Id
        join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
        select new FoundObject
        {
            Kind = FoundKind.Machine, Id = machine.Id.Value, Name = machine.Name, Place = zone.Name, Power = machine.Power, Pending = machine.Pending,
            Address = mac ? adapter.MacAddress : adapter.Address,
            Replica = database.Replicas.Where(replica => replica.MachineId == machine.Id).Select(replica => (Id<Replica>?)replica.Id).FirstOrDefault(),
        };

    public IQueryable<FoundObject> Hosts(Expression<Func<Host, bool>>? which = null) =>
        from host in Of(which)
        join pool in database.Pools on host.PoolId equals pool.Id
        join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
        select new FoundObject { Kind = FoundKind.Host, Id = host.Id.Value, Name = host.Name, Place = zone.Name + " / " + pool.Name, Of = pool.Id.Value };

    public IQueryable<FoundObject> Pools(Expression<Func<Pool, bool>>? which = null) =>
        from pool in Of(which)
        join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
        select new FoundObject { Kind = FoundKind.Pool, Id = pool.Id.Value, Name = pool.Name, Place = zone.Name };

    /// <summary>The zones in which the tenant has a pool.</summary>
    public IQueryable<FoundObject> Zones(Expression<Func<AvailabilityZone, bool>>? which = null)
    {
        var pools = Visible<Pool>();
        var zones = database.AvailabilityZones.AsNoTracking().Where(zone => pools.Any(pool => pool.ZoneId == zone.Id));
        return from zone in which is null ? zones : zones.Where(which)
               select new FoundObject { Kind = FoundKind.Zone, Id = zone.Id.Value, Name = zone.Name, Place = zone.City };
    }

    public IQueryable<FoundObject> Storages(Expression<Func<StorageRepository, bool>>? which = null) =>
        from storage in Of(which)
        join pool in database.Pools on storage.PoolId equals pool.Id
        join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
        select new FoundObject { Kind = FoundKind.Storage, Id = storage.Id.Value, Name = storage.Name, Place = zone.Name + " / " + pool.Name };

    public IQueryable<FoundObject> Disks(IQueryable<VirtualDisk> disks) =>
        from disk in disks
        select new FoundObject
        {
            Kind = FoundKind.Disk, Id = disk.Id.Value, Name = disk.Name, Of = disk.MachineId == null ? null : disk.MachineId.Value.Value,
            Place = database.VirtualMachines.Where(machine => machine.Id == disk.MachineId).Select(machine => machine.Name).FirstOrDefault() ?? "",
        };

    public IQueryable<FoundObject> Networks(Expression<Func<VirtualNetwork, bool>>? which = null) =>
        from network in Of(which)
        join pool in database.Pools on network.PoolId equals pool.Id
        join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
        select new FoundObject { Kind = FoundKind.Network, Id = network.Id.Value, Name = network.Name, Place = zone.Name + " / " + pool.Name };

    public IQueryable<FoundObject> Templates(Expression<Func<Template, bool>>? which = null) =>
        from template in Of(which)
        join pool in database.Pools on template.PoolId equals pool.Id
        join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
        select new FoundObject { Kind = FoundKind.Template, Id = template.Id.Value, Name = template.Name, Place = zone.Name + " / " + pool.Name };

    public IQueryable<FoundObject> Images(Expression<Func<DiskImage, bool>>? which = null) =>
        from image in Of(which)
        join storage in database.StorageRepositories on image.StorageRepositoryId equals storage.Id
        select new FoundObject { Kind = FoundKind.Image, Id = image.Id.Value, Name = image.Name, Place = storage.Name };

    public IQueryable<FoundObject> ReplicationPolicies(Expression<Func<ReplicationPolicy, bool>>? which = null) =>
        from policy in Of(which)
        join storage in database.StorageRepositories on policy.TargetStorageId equals storage.Id
        select new FoundObject { Kind = FoundKind.ReplicationPolicy, Id = policy.Id.Value, Name = policy.Name, Place = storage.Name };

    public IQueryable<FoundObject> Replicas(Expression<Func<Replica, bool>> which) =>
        from replica in Of(which)
        join machine in database.VirtualMachines on replica.MachineId equals machine.Id
        join policy in database.ReplicationPolicies on replica.PolicyId equals policy.Id
        select new FoundObject { Kind = FoundKind.Replica, Id = replica.Id.Value, Name = machine.Name, Place = policy.Name, Of = machine.Id.Value };

    public IQueryable<FoundObject> BackupPolicies(Expression<Func<BackupPolicy, bool>>? which = null) =>
        from policy in Of(which)
        join zone in database.AvailabilityZones on policy.ZoneId equals zone.Id
        select new FoundObject { Kind = FoundKind.BackupPolicy, Id = policy.Id.Value, Name = policy.Name, Place = zone.Name };

    /// <summary>The caller's own, and with the permission to manage support those of the whole tenant.</summary>
    public IQueryable<FoundObject> Tickets(Expression<Func<Ticket, bool>> which) =>
        from ticket in TicketQueries.Seen(database, caller).Where(which)
        select new FoundObject { Kind = FoundKind.Ticket, Id = ticket.Id.Value, Name = ticket.Title, Place = ticket.Author, Number = ticket.Number };

    public static IQueryable<FoundObject> Activities(IQueryable<Activity> activities) =>
        from activity in activities
        select new FoundObject
        {
            Kind = FoundKind.Activity, Id = activity.Id.Value, Name = activity.TargetName, Place = activity.Actor, Number = activity.Sequence,
            Type = activity.Type, Noun = activity.TargetNoun, Of = activity.TargetId,
        };

    IQueryable<T> Of<T>(Expression<Func<T, bool>>? which)
        where T : class, IOwned => which is null ? Visible<T>() : Visible<T>().Where(which);
}
