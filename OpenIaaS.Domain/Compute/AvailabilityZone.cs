using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>One site of a region; on the wire <c>machineManager</c> (Concepts, Regions and Availability Zones).</summary>
public sealed class AvailabilityZone
{
    AvailabilityZone() => (Name, City) = ("", "");

    /// <summary>Makes a zone.</summary>
    public AvailabilityZone(Id<AvailabilityZone> id, Id<Region> regionId, string name, string city) =>
        (Id, RegionId, Name, City) = (id, regionId, name, city);

    /// <summary>Its identity.</summary>
    public Id<AvailabilityZone> Id { get; private set; }

    /// <summary>The region it is part of.</summary>
    public Id<Region> RegionId { get; private set; }

    /// <summary>Its name: <c>AZ05</c>.</summary>
    public string Name { get; private set; }

    /// <summary>Where it stands: <c>Paris West</c>.</summary>
    public string City { get; private set; }
}
