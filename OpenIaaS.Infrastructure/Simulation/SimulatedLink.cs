using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>The channel between two zones, used in both directions.</summary>
sealed class SimulatedLink : IVersioned
{
    public required Id<ZoneLink> Id { get; init; }

    public required Id<AvailabilityZone> FromId { get; init; }

    public required Id<AvailabilityZone> ToId { get; init; }

    /// <summary>Its bandwidth in Mbit/s.</summary>
    public required long Megabits { get; init; }

    /// <summary>Its round-trip latency in milliseconds.</summary>
    public required double LatencyMilliseconds { get; init; }

    public bool Connected { get; private set; } = true;

    /// <summary>When it was lost; null while it is there.</summary>
    public DateTimeOffset? LostAt { get; private set; }

    /// <summary>How many times slower than usual it was made on purpose; 1 is usual.</summary>
    public double Slowness { get; set; } = 1;

    /// <summary>How many of a hundred packets it loses.</summary>
    public double LossPercent { get; private set; }

    /// <summary>Since when it loses packets; null while it loses none.</summary>
    public DateTimeOffset? LosingSince { get; private set; }

    public void Lose(double percent, DateTimeOffset now) => (LossPercent, LosingSince) = (percent, percent > 0 ? LosingSince ?? now : null);

    public void Cut(DateTimeOffset now) => (Connected, LostAt) = (false, LostAt ?? now);

    public void Join() => (Connected, LostAt) = (true, null);

    public int Version { get; private set; } = 1;
}
