using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>
/// The dedicated channel between two zones that replication runs over, in both directions. It is not covered by the encryption at rest
/// (Concepts, Storage Block Security and Encryption).
/// </summary>
public sealed class ZoneLink
{
    ZoneLink()
    {
    }

    /// <summary>Lays a link.</summary>
    public ZoneLink(Id<ZoneLink> id, Id<AvailabilityZone> fromId, Id<AvailabilityZone> toId, long megabits, double latencyMilliseconds) =>
        (Id, FromId, ToId, Megabits, LatencyMilliseconds) = (id, fromId, toId, megabits, latencyMilliseconds);

    /// <summary>Its identity.</summary>
    public Id<ZoneLink> Id { get; private set; }

    /// <summary>One end.</summary>
    public Id<AvailabilityZone> FromId { get; private set; }

    /// <summary>The other end.</summary>
    public Id<AvailabilityZone> ToId { get; private set; }

    /// <summary>Its bandwidth in Mbit/s.</summary>
    public long Megabits { get; private set; }

    /// <summary>Its round-trip latency in milliseconds.</summary>
    public double LatencyMilliseconds { get; private set; }
}
