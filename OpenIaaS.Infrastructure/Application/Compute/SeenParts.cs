using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>The parts of the hardware on which a tenant has something: what carries nothing of it is not found.</summary>
static class SeenParts
{
    public sealed record Seen(IReadOnlyCollection<Id<AvailabilityZone>> Zones, IReadOnlyList<HardwarePart> Parts);

    public static async Task<Seen> ReadAsync(ConsoleDbContext database, IHardware hardware, Caller caller, CancellationToken stop)
    {
        var chassis = await (
            from host in database.VisibleTo<Host>(caller)
            join pool in database.Pools on host.PoolId equals pool.Id
            select new { pool.ZoneId, host.Chassis }).Distinct().ToListAsync(stop);
        var arrays = await (
            from storage in database.VisibleTo<StorageRepository>(caller)
            join pool in database.Pools on storage.PoolId equals pool.Id
            select new { pool.ZoneId, storage.Array }).Distinct().ToListAsync(stop);
        HashSet<Id<AvailabilityZone>> zones = [.. chassis.Select(row => row.ZoneId), .. arrays.Select(row => row.ZoneId)];
        var ends = await database.ZoneLinks.Select(link => new { link.Id, link.FromId, link.ToId }).ToListAsync(stop);
        var links = ends.Where(link => zones.Contains(link.FromId) && zones.Contains(link.ToId)).Select(link => link.Id.Value).ToHashSet();

        var mounted = chassis.Select(row => (row.ZoneId, row.Chassis)).ToHashSet();
        var laid = arrays.Select(row => (row.ZoneId, row.Array)).ToHashSet();
        var parts = await hardware.ObserveAsync(zones, stop);
        var domains = parts.Where(part => part.Kind == HardwarePartKind.Chassis && mounted.Contains((part.Zone, part.Name))).Select(part => (part.Zone, part.Group)).ToHashSet();
        return new Seen(zones, [.. parts.Where(part => part.Kind switch
        {
            HardwarePartKind.Chassis => mounted.Contains((part.Zone, part.Name)),
            HardwarePartKind.Interconnect => domains.Contains((part.Zone, part.Group)),
            HardwarePartKind.Canister or HardwarePartKind.Drive => laid.Contains((part.Zone, part.Group)),
            HardwarePartKind.Link => links.Contains(part.Id.Value),
        })]);
    }

    /// <summary>One of them, or null when there is none, or when nothing of the tenant hangs on it.</summary>
    public static async Task<HardwarePart?> FindAsync(ConsoleDbContext database, IHardware hardware, Id<HardwarePart> id, Caller caller, CancellationToken stop) =>
        (await ReadAsync(database, hardware, caller, stop)).Parts.FirstOrDefault(part => part.Id == id);

    /// <summary>What an activity is about: the kind of part, and a name that tells it from those of the other arrays and domains.</summary>
    public static async Task<ActivityTarget> TargetAsync(ConsoleDbContext database, HardwarePart part, CancellationToken stop) => new(
        part.Kind switch
        {
            HardwarePartKind.Interconnect => "interconnect",
            HardwarePartKind.Chassis => "chassis",
            HardwarePartKind.Canister => "canister",
            HardwarePartKind.Drive => "drive",
            HardwarePartKind.Link => "link",
        },
        part.Id.Value,
        part.Kind switch
        {
            HardwarePartKind.Chassis => part.Name,
            HardwarePartKind.Link => await LinkAsync(database, new Id<ZoneLink>(part.Id.Value), stop),
            HardwarePartKind.Interconnect or HardwarePartKind.Canister or HardwarePartKind.Drive => $"{part.Name} ({part.Group})",
        });

    static Task<string> LinkAsync(ConsoleDbContext database, Id<ZoneLink> id, CancellationToken stop) => (
        from link in database.ZoneLinks
        where link.Id == id
        join one in database.AvailabilityZones on link.FromId equals one.Id
        join other in database.AvailabilityZones on link.ToId equals other.Id
        select one.Name + " – " + other.Name).SingleAsync(stop);
}
