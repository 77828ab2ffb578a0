using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>A cluster of blades of one class that share storage; all of one tenant and one zone (Console specification 3.1).</summary>
public sealed class Pool : IOwned, IVersioned
{
    Pool() => (Name, BladeClassName) = ("", "");

    /// <summary>Makes a pool.</summary>
    public Pool(Id<Pool> id, Id<Tenant> tenantId, Id<AvailabilityZone> zoneId, string name, string bladeClassName) =>
        (Id, TenantId, ZoneId, Name, BladeClassName) = (id, tenantId, zoneId, name, bladeClassName);

    /// <summary>Its identity.</summary>
    public Id<Pool> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The zone it stands in.</summary>
    public Id<AvailabilityZone> ZoneId { get; private set; }

    /// <summary>Its technical name: <c>clu001-az05</c>.</summary>
    public string Name { get; private set; }

    /// <summary>The class of all its blades.</summary>
    public string BladeClassName { get; private set; }

    /// <summary>Whether machines are restarted when a host fails.</summary>
    public bool HighAvailabilityEnabled { get; private set; }

    /// <summary>The designated Block Storage Heartbeat, set while high availability is on (Concepts, High Availability).</summary>
    public Id<StorageRepository>? HeartbeatStorageId { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Switches high availability on with its heartbeat storage. <see cref="HighAvailability.HeartbeatRule"/> says whether it may be.</summary>
    public void EnableHighAvailability(Id<StorageRepository> heartbeat) => (HighAvailabilityEnabled, HeartbeatStorageId) = (true, heartbeat);

    /// <summary>Switches high availability off; the heartbeat storage is free again.</summary>
    public void DisableHighAvailability() => (HighAvailabilityEnabled, HeartbeatStorageId) = (false, null);
}
