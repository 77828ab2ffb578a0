using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Backup;
using OpenIaaS.Infrastructure.Application.Storage;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What a tenant has and how it stands, at one look.</summary>
/// <param name="Zones">The zones the tenant has pools in, by name.</param>
/// <param name="Links">The links between these zones.</param>
/// <param name="Alarms">What needs somebody, the worst first.</param>
/// <param name="Replicated">How many machines are replicated.</param>
/// <param name="Backup">Null for somebody who may not see backups.</param>
public sealed record Dashboard(
    IReadOnlyList<Dashboard.Zone> Zones, IReadOnlyList<Dashboard.Link> Links, IReadOnlyList<DashboardAlarm> Alarms, int Replicated, BackupSummary? Backup)
{
    public IEnumerable<Pool> Pools => Zones.SelectMany(zone => zone.Pools);

    public int Machines => Pools.Sum(pool => pool.Row.Machines);

    public int WithHighAvailability => Pools.Sum(pool => pool.Row.Machines - pool.Row.WithoutHighAvailability);

    /// <summary>A zone with its pools, and what lands there from other zones.</summary>
    public sealed record Zone(Id<AvailabilityZone> Id, string Name, string City, IReadOnlyList<Pool> Pools, IReadOnlyList<Landing> Landings)
    {
        /// <summary>A failed host, a cut or nearly full storage.</summary>
        public bool IsDegraded => Pools.Any(pool => pool.Row.Connected < pool.Row.Hosts || pool.Storages.Any(storage => storage.IsNearlyFull || !storage.IsConnected));
    }

    /// <summary>A pool with its hosts and storage.</summary>
    public sealed record Pool(PoolQueries.Row Row, IReadOnlyList<HostQueries.Row> Hosts, IReadOnlyList<StorageQueries.Row> Storages)
    {
        public ByteSize MemoryForMachines => Sum(Hosts.Select(host => host.MemoryForMachines));

        public ByteSize StorageUsed => Sum(Storages.Select(storage => storage.Used));

        public ByteSize StorageCapacity => Sum(Storages.Select(storage => storage.Capacity));

        static ByteSize Sum(IEnumerable<ByteSize> sizes) => sizes.Aggregate(ByteSize.Zero, (sum, size) => sum + size);
    }

    /// <summary>The replicas of one zone's machines in another zone.</summary>
    /// <param name="Late">Those past their promise.</param>
    public sealed record Landing(Id<AvailabilityZone> FromId, string From, Id<AvailabilityZone> ToId, int Replicas, int Late, ByteSize Size, int Copying);

    /// <param name="Replicas">Replicas that are kept over it, in both directions.</param>
    /// <param name="Copying">Those being copied now.</param>
    public sealed record Link(Id<AvailabilityZone> FromId, Id<AvailabilityZone> ToId, string From, string To, long Megabits, double LatencyMilliseconds, int Replicas, int Copying);
}

/// <summary>What can need somebody, the worst first.</summary>
public enum DashboardAlarmKind
{
    HostsLost,
    HardwareBroken,
    ReplicasLate,
    StorageFull,
    HighAvailabilityOff,
    ReplicasNotBackedUp,
    NoBackupPolicy,
}

/// <summary>One thing that needs somebody, or several of one kind.</summary>
/// <param name="Count">How many objects it is about.</param>
/// <param name="Names">The names of some of them, the worst first; empty where the count says enough.</param>
/// <param name="Target">The identity of the object when it is one, for the way there.</param>
/// <param name="Affected">Hosts or machines behind it.</param>
/// <param name="Of">How many there are in all.</param>
/// <param name="Age">How old the worst recovery point is.</param>
/// <param name="Promise">What was promised for it.</param>
/// <param name="Share">How full, 0 to 1.</param>
/// <param name="Free">How much is left.</param>
public sealed record DashboardAlarm(
    DashboardAlarmKind Kind, int Count, IReadOnlyList<string> Names, Guid? Target = null, int Affected = 0, int Of = 0, TimeSpan? Age = null, TimeSpan? Promise = null, double Share = 0,
    ByteSize Free = default)
{
    /// <summary>The first of the broken parts, the worst first, each with the zone it stands in.</summary>
    public IReadOnlyList<(HardwareMapQueries.Area Area, HardwarePart Part)> Broken { get; init; } = [];

    /// <summary>How many names are told.</summary>
    public const int Named = 3;
}
