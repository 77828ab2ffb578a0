using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>A volume of an array behind a storage repository. Capacity is one to one, without compression or deduplication.</summary>
sealed class SimulatedVolume : IVersioned
{
    public required Id<StorageRepository> Id { get; init; }

    public required Id<AvailabilityZone> ZoneId { get; init; }

    public required string Name { get; init; }

    public required string ClassName { get; init; }

    public required ByteSize Capacity { get; init; }

    public ByteSize Used { get; set; }

    public bool Connected { get; set; } = true;

    public int Version { get; private set; } = 1;

    public ByteSize Free => Capacity - Used;

    /// <summary>Why it cannot take so much more, or null.</summary>
    public string? Refuses(ByteSize size) =>
        Unreachable ?? (size > Free ? $"The block storage {Name} has {Free} free; {size} was asked for." : null);

    /// <summary>Why it cannot be reached, or null.</summary>
    public string? Unreachable => Connected ? null : $"The block storage {Name} is disconnected.";

    public void Take(ByteSize size) => Used += size;

    public void GiveBack(ByteSize size) => Used = size > Used ? ByteSize.Zero : Used - size;
}
