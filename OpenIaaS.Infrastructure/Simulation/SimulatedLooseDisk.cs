using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>A disk that no machine has; its space is taken all the same.</summary>
sealed class SimulatedLooseDisk
{
    public required Id<VirtualDisk> Id { get; init; }

    public required Id<StorageRepository> VolumeId { get; set; }

    public required ByteSize Capacity { get; set; }
}
